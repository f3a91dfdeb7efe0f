import type { Alert } from '../../shared/model/alert.ts';
import { printable } from '../../shared/model/printable.ts';
import type { Severity } from '../../shared/model/severity.ts';
import type { Row } from '../../shared/model/table-columns.ts';
import type { Style, Terminal } from './terminal.ts';

const styles: Readonly<Record<Severity, Style>> = { info: 'cyan', warning: 'yellow', critical: 'red' };

/** An alert on one line: `14:21:07  ! warning   Hosts changed: /etc/hosts: 1 line added   alert 7`. */
export function alertLine(terminal: Terminal, alert: Alert, time: string): string {
  const { severity, rule, summary, endedAt, muted, id } = alert;
  const marks = `${endedAt === null ? '' : ' (over)'}${muted ? ' (muted)' : ''}`;
  const words = printable(`${rule}: ${summary}`) + marks;
  const mark = terminal.style(styles[severity], `! ${severity.padEnd('critical'.length)}`);
  return `${terminal.style('dim', time)}  ${mark}  ${words}  ${terminal.style('dim', `alert ${id}`)}`;
}

/** The columns of alerts as CSV. */
export const alertColumns = [
  'Id',
  'FiredAt',
  'EndedAt',
  'Severity',
  'RuleId',
  'Rule',
  'Evaluation',
  'Count',
  'Summary',
  'Muted',
  'Read',
].map((name) => ({ name }));

export const alertRow = (alert: Alert): Row => ({
  Id: alert.id,
  FiredAt: alert.firedAt,
  EndedAt: alert.endedAt,
  Severity: alert.severity,
  RuleId: alert.ruleId,
  Rule: alert.rule,
  Evaluation: alert.evaluation,
  Count: alert.count,
  Summary: alert.summary,
  Muted: alert.muted,
  Read: alert.read,
});
