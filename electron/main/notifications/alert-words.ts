import type { Alert } from '../../shared/model/alert.ts';
import { counted, formatCount } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import { severities } from '../../shared/model/severity.ts';

/** A notification's title and body, plain text. */
export interface Words {
  readonly title: string;
  readonly body: string;
}

/** Rules and their summaries hold what a person wrote, and what the machine's things are called. */
const plain = (text: string) => printable(text.trim());
const lines = (...all: readonly (string | undefined)[]) => all.filter((each) => each).join('\n');

/** One alert: what fired it, and why it matters. `more`: those of the same rule that a limit held back. */
export function alertWords(alert: Alert, more: readonly Alert[] = []): Words {
  return {
    title: `${alert.severity === 'critical' ? 'Critical: ' : ''}${plain(alert.rule)}`,
    body: lines(
      plain(alert.summary),
      alert.why.trim().split('\n').map(plain).join('\n'),
      alert.endedAt === null ? undefined : 'It is so no more.',
      more.length === 0 ? undefined : `and ${formatCount(more.length)} more of this rule`,
    ),
  };
}

/** The end of a state that an alert told of. */
export function endWords(alert: Alert): Words {
  return { title: `Over: ${plain(alert.rule)}`, body: plain(alert.summary) };
}

/** Most rules that a digest names. */
const namedRules = 5;

/** Many alerts in one: how many, and by rule what they were. */
export function alertsInOne(alerts: readonly Alert[]): Words {
  const [first, ...others] = byRule(alerts);
  if (first === undefined) return { title: '', body: '' };
  if (others.length === 0) {
    const newest = first.at(-1);
    return {
      title: `${counted(first.length, 'alert')}: ${plain(first[0]?.rule ?? '')}`,
      body: lines(newest && `The last: ${plain(newest.summary)}`, plain(newest?.why ?? '')),
    };
  }
  const rest = others.slice(namedRules - 1);
  return {
    title: counted(alerts.length, 'alert'),
    body: lines(
      ...[first, ...others].slice(0, namedRules).map(ruleLine),
      rest.length === 0
        ? undefined
        : `and ${counted(rest.flat().length, 'alert')} of ${counted(rest.length, 'other rule')}`,
    ),
  };
}

function ruleLine(alerts: readonly Alert[]): string {
  const newest = alerts.at(-1);
  const count = alerts.length === 1 ? '' : ` (${formatCount(alerts.length)})`;
  return `${plain(newest?.rule ?? '')}${count}: ${plain(newest?.summary ?? '')}`;
}

/** Alerts by their rule: what matters most first, then what fired most. */
function byRule(alerts: readonly Alert[]): readonly (readonly Alert[])[] {
  const rules = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const ofRule = rules.get(alert.ruleId) ?? [];
    rules.set(alert.ruleId, ofRule);
    ofRule.push(alert);
  }
  const weight = (group: readonly Alert[]) => Math.max(...group.map(({ severity }) => severities.indexOf(severity)));
  return [...rules.values()].toSorted((a, b) => weight(b) - weight(a) || b.length - a.length);
}
