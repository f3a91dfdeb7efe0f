import type { Alert, AlertRow } from '../../../../../shared/model/alert.ts';
import { counted } from '../../../../../shared/model/format.ts';
import { printable } from '../../../../../shared/model/printable.ts';
import { cut } from '../../cut.ts';
import type { Message } from '../../message.ts';

/**
 * An alert in the few words that a chat shows, plain text without markup, each on one line. Together at most about
 * 4,000 characters, which is within the limits of every service that there is a template for.
 */
export interface Gist {
  /** What occasion, and the rule's name: at most 100 characters. */
  readonly title: string;
  readonly severity: Alert['severity'];
  readonly summary: string;
  readonly why: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** The first rows, and a line that counts the others. */
  readonly lines: readonly string[];
}

const mostLines = 5;

export function gistOf({ occasion, alert, machine }: Message): Gist {
  const lines = alert.rows.slice(0, mostLines).map((row) => cut(printable(rowText(row)), 400));
  const others = alert.count - lines.length;
  return {
    title: cut(printable(`${heading(occasion, alert)}: ${alert.rule}`), 100),
    severity: alert.severity,
    summary: cut(printable(alert.summary), 500),
    why: cut(printable(alert.why), 600),
    facts: [
      ['Machine', cut(printable(machine.computer), 100)],
      ['When', whenOf(occasion, alert)],
    ],
    lines: others > 0 && lines.length > 0 ? [...lines, `and ${counted(others, 'other')}`] : lines,
  };
}

const severityWords: Readonly<Record<Alert['severity'], string>> = {
  info: 'Info',
  warning: 'Warning',
  critical: 'Critical',
};

function heading(occasion: Message['occasion'], { severity }: Alert): string {
  if (occasion === 'ended') return 'Over';
  return occasion === 'test' ? 'Test' : severityWords[severity];
}

function whenOf(occasion: Message['occasion'], { firedAt, endedAt }: Alert): string {
  const moment = (occasion === 'ended' ? endedAt : null) ?? firedAt;
  return `${moment.slice(0, 19).replace('T', ' ')} UTC`;
}

/** Columns that say nothing to a reader who has the heading: the machine, the table, numbers of records. */
const silent = new Set(
  'Computer SourceComputerId VMUUID SourceSystem ManagementGroupName Type TimeGenerated ChangeId Key LastSnapshotAge'.split(
    ' ',
  ),
);

/** A row in a line: what became of which thing where it has these columns, else its first values. */
export function rowText(row: AlertRow): string {
  const text = (column: string) => String(row[column] ?? '');
  const value = text('ValueName') === '' ? '' : `\\${text('ValueName')}`;
  const registry = text('RegistryKey') === '' ? '' : text('RegistryKey') + value;
  const thing = text('FileSystemPath') || registry || text('SvcName') || text('SoftwareName') || text('Name');
  const category = text('ChangeCategory');
  if (category !== '' && thing !== '') {
    const fields = text('FieldsChanged');
    return `${category} ${text('ConfigChangeType')} ${thing}${fields === '' ? '' : ` (${fields})`}`.replace('  ', ' ');
  }
  return Object.entries(row)
    .filter(([column, cell]) => cell !== null && cell !== '' && !silent.has(column))
    .slice(0, 8)
    .map(([column, cell]) => `${column} ${cut(String(cell), 200)}`)
    .join(', ');
}

export const colours: Readonly<Record<Alert['severity'], number>> = {
  info: 0x3b82f6,
  warning: 0xf59e0b,
  critical: 0xdc2626,
};
