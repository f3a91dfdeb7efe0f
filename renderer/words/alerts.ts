import type { Alert, Delivery, Occasion } from '../../electron/shared/model/alert.ts';
import { counted, formatCount } from '../../electron/shared/model/format.ts';
import type { Severity } from '../../electron/shared/model/severity.ts';
import { about, nearTime, plainSpan } from './time.ts';

/** What people call the severities. */
export const severityNames: Readonly<Record<Severity, string>> = {
  info: 'Info',
  warning: 'Warning',
  critical: 'Critical',
};

/** What a severity means, for who chooses one. */
export const severityMeaning: Readonly<Record<Severity, string>> = {
  info: 'Good to know. The first to be held back and gathered.',
  warning: 'Worth a look today.',
  critical: 'Needs a person at once. It is never held back, gathered or muted.',
};

/** Whether a state of which an alert tells is still so. */
export const isLasting = ({ evaluation, endedAt }: Pick<Alert, 'evaluation' | 'endedAt'>): boolean =>
  evaluation === 'state' && endedAt === null;

/** Of a state: since when it lasts, or how long it lasted; `null` of something that happened. */
export function lastingWords({ evaluation, firedAt, endedAt }: Alert, now: Date): string | null {
  if (evaluation === 'change') return null;
  if (endedAt === null) return `lasting since ${nearTime(firedAt, now)}`;
  return `lasted ${plainSpan(firedAt, endedAt)}`;
}

const occasionWords: Readonly<Record<Occasion, string>> = { fired: '', ended: 'its end: ', test: 'a test: ' };

/** How handing an alert to an action went, or goes. */
export function deliveryWords(delivery: Delivery, now: Date): string {
  return `${occasionWords[delivery.occasion]}${progress(delivery, now)}`;
}

const timesWords = (count: number): string =>
  count === 1 ? 'once' : count === 2 ? 'twice' : `${formatCount(count)} times`;

function progress({ state, attempts, nextAt, endedAt }: Delivery, now: Date): string {
  const times = timesWords(attempts);
  switch (state) {
    case 'waiting': {
      const next = nextAt === null ? '' : Date.parse(nextAt) <= now.getTime() ? 'now' : about(nextAt, now);
      if (attempts === 0) return next === '' || next === 'now' ? 'waiting to be sent' : `to be sent ${next}`;
      return `failed ${times}${next === '' ? '' : `, tried again ${next}`}`;
    }
    case 'delivered':
      return `delivered ${endedAt === null ? '' : nearTime(endedAt, now)}${attempts > 1 ? `, at try ${attempts}` : ''}`.trim();
    case 'dead':
      return `given up after ${counted(attempts, 'try', 'tries')}`;
  }
}

/** How a rule is looked at. */
export const evaluationWords = {
  change: 'Looked at on each new change, within a second.',
  state:
    'About a state: looked at after each collection. It fires once when it becomes so, and tells when it is so no more.',
} as const;

/** `fired 14 times in 30 days, last yesterday 14:21`. */
export function firedWords({ fired, lastFiredAt }: { fired: number; lastFiredAt: string | null }, now: Date): string {
  if (lastFiredAt === null) return 'never fired yet';
  const last = `last ${nearTime(lastFiredAt, now)}`;
  if (fired === 0) return `not in 30 days, ${last}`;
  return `${timesWords(fired)} in 30 days, ${last}`;
}

/** What a trial on the past found: `Would have fired 14 times in 30 days`. */
export function trialWords(fired: number, days: number): string {
  const times = fired === 0 ? 'not have fired' : `have fired ${timesWords(fired)}`;
  return `Would ${times} in ${days === 1 ? 'the last day' : `${formatCount(days)} days`}`;
}

const hour = 3_600_000;

/** For how long a rule, or all of them, can be muted. */
export const muteChoices: readonly { readonly label: string; readonly until: (now: Date) => Date }[] = [
  { label: '1 hour', until: (now) => new Date(now.getTime() + hour) },
  { label: '8 hours', until: (now) => new Date(now.getTime() + 8 * hour) },
  { label: 'Until tomorrow', until: (now) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1) },
  { label: 'A week', until: (now) => new Date(now.getTime() + 7 * 24 * hour) },
  { label: '30 days', until: (now) => new Date(now.getTime() + 30 * 24 * hour) },
];

/** Until when something is muted; `null` where it is not (any more). */
export const mutedNow = (until: string | null, now: Date): string | null =>
  until !== null && Date.parse(until) > now.getTime() ? until : null;
