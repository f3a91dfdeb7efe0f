import { changeRow } from '../../../electron/engine/query/rows.ts';
import type { Result } from '../../../electron/shared/contract/contract.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { KqlAnswer, KqlCell, KqlDiagnostic } from '../../../electron/shared/contract/kql.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { changeColumns, dataColumns } from '../../../electron/shared/model/table-columns.ts';
import { ago } from './data.ts';

/** Queries of the user's own. */
export const ownQueries: Settings['queries'] = [
  {
    id: 'own-ssh',
    name: 'Everything about ssh',
    text: 'ConfigurationChange\n| where FileSystemPath contains "ssh" or SvcName contains "ssh"',
  },
  { id: 'own-all', name: 'The whole log', text: 'ConfigurationChange' },
  {
    id: 'own-bars',
    name: 'Noisy files, as bars',
    text: 'ConfigurationChange\n| summarize Changes = count() by FileSystemPath\n| render barchart',
  },
];

const machine = { computer: 'harbour', id: '6f2a1c1e-6f3c-4f0a-9a39-1f6b2f0d8a11' };
const day = 86_400_000;

interface Asked {
  readonly text: string;
  readonly rows?: number;
}

const answer = (part: Pick<KqlAnswer, 'columns' | 'rows'> & Partial<KqlAnswer>): KqlAnswer => ({
  cut: false,
  chart: null,
  notices: [],
  mended: null,
  milliseconds: 34,
  ...part,
});

/** Days ago at midnight in UTC, as bin(TimeGenerated, 1d) has it. */
const dayAgo = (days: number) => `${ago(days * day).slice(0, 10)}T00:00:00.000Z`;

/** Thirty days, a few of them without changes of a type, and two without any. */
function daily(): KqlAnswer {
  const types: readonly (readonly [string, number])[] = [
    ['Files', 14],
    ['Software', 6],
    ['Daemons', 3],
  ];
  const rows = Array.from({ length: 30 }, (_, n) => 29 - n).flatMap((days) =>
    types.flatMap(([type, most], at): KqlCell[][] => {
      const count = Math.round(most * Math.abs(Math.sin(days * (1.3 + at)) + Math.cos(days * 0.7)) ** 1.6);
      return count === 0 || days === 12 || days === 11 ? [] : [[dayAgo(days), type, count]];
    }),
  );
  return answer({
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'ConfigChangeType', type: 'string' },
      { name: 'Changes', type: 'long' },
    ],
    rows,
    chart: { kind: 'timechart', title: null, x: 'TimeGenerated', y: ['Changes'], series: 'ConfigChangeType' },
    milliseconds: 112,
  });
}

const paths = [
  '/home/alice/.config/monitors.xml',
  '/etc/resolv.conf',
  '/etc/cups/subscriptions.conf',
  '/etc/ssh/sshd_config',
  '/etc/systemd/system/backup-agent.service',
  '/home/alice/projects/tidemark/a-folder-with-a-rather-long-name/settings.json',
  '/etc/hosts',
];

function noisiest(text: string): KqlAnswer {
  return answer({
    columns: [
      { name: 'FileSystemPath', type: 'string' },
      { name: 'Changes', type: 'long' },
      { name: 'Last', type: 'datetime' },
    ],
    rows: paths.map((path, n) => [path, Math.round(12_400 / (n * n * 3 + 1)), ago(n * 7_000_000 + 60_000)]),
    chart: /render barchart/.test(text)
      ? { kind: 'barchart', title: null, x: 'FileSystemPath', y: ['Changes'], series: null }
      : null,
  });
}

function byType(): KqlAnswer {
  const counts: readonly KqlCell[][] = [
    ['Files', 'Modified', 1284],
    ['Software', 'Modified', 212],
    ['Files', 'Added', 38],
    ['Daemons', 'Modified', 12],
    ['Software', 'Added', 3],
    ['Files', 'Removed', 1],
  ];
  return answer({
    columns: [
      { name: 'ConfigChangeType', type: 'string' },
      { name: 'ChangeCategory', type: 'string' },
      { name: 'Changes', type: 'long' },
    ],
    rows: counts.map((row) => [...row]),
    milliseconds: 8,
  });
}

function whole(changes: readonly ListedChange[], most: number): KqlAnswer {
  const rows = changes.map((change) => {
    const row = changeRow(change, machine);
    return changeColumns.map(({ name }) => row[name] ?? null);
  });
  const many = Array.from({ length: most }, (_, n) => [...(rows[n % Math.max(1, rows.length)] ?? [])]);
  return answer({ columns: [...changeColumns], rows: many, cut: most > rows.length, milliseconds: 1340 });
}

/** A place in a text, as the parser tells it. */
function place(text: string, word: string, severity: 'error' | 'notice', message: string): KqlDiagnostic {
  const start = Math.max(0, text.indexOf(word));
  const before = text.slice(0, start).split('\n');
  return {
    severity,
    message,
    start,
    length: word.length,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  };
}

const printed = /"[^"@]*\\[^"]*"/;

function check({ text }: Asked): Result<'query.check'> {
  const typo = /\bSvcNmae\b/.exec(text)?.[0];
  if (typo) {
    const message = `The name '${typo}' does not refer to any known column, table, variable or function.`;
    return { diagnostics: [place(text, typo, 'error', message)], mended: null, evaluation: null };
  }
  const path = /@/.test(text) ? undefined : printed.exec(text)?.[0];
  if (path) {
    const message = 'The backslashes of this string were read as they stand, as if it began with @.';
    return {
      diagnostics: [place(text, path, 'notice', message)],
      mended: text.replaceAll(/"([^"]*\\[^"]*)"/g, '@"$1"'),
      evaluation: 'change',
    };
  }
  return { diagnostics: [], mended: null, evaluation: 'change' };
}

const items = (kind: 'column' | 'operator' | 'function', names: readonly (readonly [string, string])[]) =>
  names.map(([label, detail]) => ({
    label,
    kind,
    before: kind === 'function' ? `${label}(` : `${label} `,
    after: kind === 'function' ? ')' : '',
    detail,
  }));

function complete({ text, position }: { readonly text: string; readonly position: number }): Result<'query.complete'> {
  const before = text.slice(0, position);
  const word = /[\w-]*$/.exec(before)?.[0] ?? '';
  const operators = ['where', 'summarize', 'project', 'extend', 'top', 'sort', 'take', 'join', 'union', 'render'];
  const columns = changeColumns.map(({ name, type }): readonly [string, string] => [name, type]);
  return {
    start: position - word.length,
    length: word.length,
    items: /\|\s*[\w-]*$/.test(before)
      ? items(
          'operator',
          operators.map((name) => [name, '']),
        )
      : [
          ...items('column', columns),
          ...items('function', [
            ['ago', 'ago(timespan)'],
            ['count', 'count()'],
          ]),
        ],
  };
}

const never = new Promise<never>(() => undefined);

/** Answers to queries, made up: what is asked is told by a few words of the text. */
export function queryHandlers(state: string, changes: () => readonly ListedChange[]) {
  return {
    'query.run': ({ text, rows = 10_000 }: Asked): KqlAnswer | Promise<KqlAnswer> => {
      const [fault] = check({ text }).diagnostics.filter(({ severity }) => severity === 'error');
      if (fault) {
        const said = `Line ${fault.line}, column ${fault.column}: ${fault.message}`;
        throw new TidemarkError('invalid', said, 'Mend the text at this place and run it again.');
      }
      if (state === 'slow') return never;
      if (/Monitoring Agent/.test(text)) return answer({ columns: [...dataColumns], rows: [], milliseconds: 5 });
      if (/bin\(TimeGenerated/.test(text)) return daily();
      if (/FileSystemPath\n/.test(text)) return noisiest(text);
      if (/by ConfigChangeType, ChangeCategory/.test(text)) return byType();
      return whole(changes(), /where/.test(text) ? changes().length : rows);
    },
    'query.cancel': () => null,
    'query.check': check,
    'query.complete': complete,
    'app.saveText': ({ name }: { readonly name: string }) => `/home/alice/Documents/${name}`,
  };
}
