import type { Attention } from '../../../shared/model/attention.ts';
import type { Severity } from '../../../shared/model/severity.ts';
import { quietUntil } from './quiet-hours.ts';

const hour = 3_600_000;

/** What the attention budget asks of a notification before it is shown. */
export interface Claim {
  readonly severity: Severity;
  /** `null` for changes, which no rule is behind. */
  readonly ruleId: string | null;
  /** The rule's own limit; `null` for that of the settings. */
  readonly mostPerHour: number | null;
  /** Told now or not at all: of little use later. */
  readonly brief: boolean;
}

/** A notification that was shown. */
export interface Shown {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ruleId: string | null;
}

/** All that the verdict depends on but the notification itself. */
export interface Situation {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly attention: Attention;
  readonly doNotDisturb: boolean;
  readonly shown: readonly Shown[];
}

/** Why something waits: `perRule` and `inAll` are the limits of an hour; `before` was not told when Tidemark ended. */
export type Reason = 'muted' | 'doNotDisturb' | 'quiet' | 'digest' | 'perRule' | 'inAll' | 'before';

/** `until` is in milliseconds since 1970; `null` where no clock says when it ends. */
export type Verdict =
  | { readonly kind: 'show' }
  | { readonly kind: 'hold'; readonly why: Reason; readonly until: number | null };

const show: Verdict = { kind: 'show' };
const hold = (why: Reason, until: number | null): Verdict => ({ kind: 'hold', why, until });

/**
 * Whether a notification may be shown now. A critical one always may. `since` is when the first of what waits for the
 * digest came (milliseconds since 1970): the digest tells of it `digest.every` minutes later.
 */
export function verdictOf(claim: Claim, situation: Situation, since: number): Verdict {
  const { attention, now } = situation;
  if (claim.severity === 'critical') return show;
  const back = heldBack(situation);
  if (back) return back;
  const due = since + attention.digest.every * 60_000;
  // What came at a moment that is still to come, came before the clock was set back: it has waited long enough
  const waits = since <= now && due > now;
  if (attention.digest.severities.includes(claim.severity) && waits) return hold('digest', due);
  return limited(claim, situation) ?? show;
}

/** What holds everything back that is not critical, whatever else it is. */
export function heldBack({ now, attention, doNotDisturb }: Omit<Situation, 'shown'>): Verdict | undefined {
  const muted = mutedUntil(attention, now);
  if (muted !== undefined) return hold('muted', muted);
  if (attention.honourDoNotDisturb && doNotDisturb) return hold('doNotDisturb', null);
  const quiet = quietUntil(attention.quietHours, now);
  return quiet === undefined ? undefined : hold('quiet', quiet);
}

/** When the mute ends that holds now (milliseconds since 1970); `undefined` where none does. */
export function mutedUntil({ mutedUntil }: Attention, now: number): number | undefined {
  const until = mutedUntil === null ? Number.NEGATIVE_INFINITY : Date.parse(mutedUntil);
  return until > now ? until : undefined;
}

/**
 * Those that still count: of the last hour. What lies in the future was shown before the clock was set back, and would
 * otherwise count for longer than an hour.
 */
export function recently(shown: readonly Shown[], now: number): readonly Shown[] {
  return shown.filter(({ at }) => at <= now && at > now - hour);
}

function limited(claim: Claim, { attention, now, shown }: Situation): Verdict | undefined {
  const inAll = recently(shown, now);
  const ofRule = claim.ruleId === null ? [] : inAll.filter(({ ruleId }) => ruleId === claim.ruleId);
  const perRule = opens(ofRule, claim.mostPerHour ?? attention.mostPerRule);
  if (perRule !== undefined) return hold('perRule', perRule);
  const all = opens(inAll, attention.mostInAll);
  return all === undefined ? undefined : hold('inAll', all);
}

/** When one more may be shown, where now none may. */
function opens(shown: readonly Shown[], most: number): number | undefined {
  if (shown.length < most) return undefined;
  const oldest = shown.map(({ at }) => at).toSorted((a, b) => a - b)[shown.length - most];
  return oldest === undefined ? undefined : oldest + hour;
}
