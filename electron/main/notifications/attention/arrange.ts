import { type Claim, type Reason, recently, type Shown, type Situation, type Verdict, verdictOf } from './verdict.ts';

/** Something that is to be told. */
export interface Waiting<T extends Claim> {
  readonly item: T;
  /** When it came (milliseconds since 1970). */
  readonly at: number;
  /** Why it waits; `null` where it just came. */
  readonly why: Reason | null;
}

/** One notification: something by itself, or what waited and is told together. */
export type Telling<T extends Claim> =
  | {
      readonly kind: 'single';
      readonly item: T;
      /** What of the same rule was over a limit: 'and 37 more'. */
      readonly more: readonly T[];
    }
  | {
      readonly kind: 'digest';
      readonly items: readonly T[];
      /** Why they waited, each reason once. */
      readonly why: readonly Reason[];
    };

export interface Arrangement<T extends Claim> {
  /** In the order in which they are to be shown. */
  readonly tell: readonly Telling<T>[];
  readonly waiting: readonly Waiting<T>[];
  /** Those that count for the limits now, with what is told here. */
  readonly shown: readonly Shown[];
  /** When something that waits can be told at the latest known moment (milliseconds since 1970); `null` for no such. */
  readonly next: number | null;
}

const isLimit = (why: Reason | null) => why === 'perRule' || why === 'inAll';

/**
 * Decides what is shown now of what waits and of what just came. What waited is told together, as one digest, and all
 * of it as soon as any of it may: so the end of quiet hours tells everything at once. What is over the limit of a rule
 * is told with the rule's next notification, or as one line when the hour's window opens again.
 *
 * @param all tells everything that waits, because somebody asks for it
 */
export function arrange<T extends Claim>(
  before: readonly Waiting<T>[],
  situation: Situation,
  all = false,
): Arrangement<T> {
  const { now } = situation;
  const shown = [...recently(situation.shown, now)];
  const since = firstForDigest(before) ?? now;
  const verdict = ({ item }: Waiting<T>): Verdict => verdictOf(item, { ...situation, shown }, since);
  const tell: Telling<T>[] = [];
  const show = (telling: Telling<T>, ruleId: string | null) => {
    tell.push(telling);
    shown.push({ at: now, ruleId });
  };

  const critical = before.filter(({ item }) => item.severity === 'critical');
  for (const { item } of critical) show({ kind: 'single', item, more: [] }, item.ruleId);

  let rest = before.filter((each) => !critical.includes(each));
  for (const group of released(rest, verdict, all)) {
    rest = rest.filter((each) => !group.includes(each));
    show(digestOf(group), oneRule(group));
  }

  let waiting: Waiting<T>[] = [];
  // Those that just came are last: what waits for their rule's next notification goes along with them
  for (const each of rest.toSorted((a, b) => Number(a.why === null) - Number(b.why === null))) {
    const said = verdict(each);
    if (said.kind === 'show' && each.why === null) {
      const more = waiting.filter(({ item, why }) => isLimit(why) && sameRule(item, each.item));
      waiting = waiting.filter((other) => !more.includes(other));
      show({ kind: 'single', item: each.item, more: more.map(({ item }) => item) }, each.item.ruleId);
    } else if (!each.item.brief) {
      waiting.push(said.kind === 'show' ? each : { ...each, why: said.why });
    }
  }
  return { tell, waiting, shown, next: earliest(waiting.map(verdict), now) };
}

function earliest(verdicts: readonly Verdict[], now: number): number | null {
  const moments = verdicts.map((each) => (each.kind === 'show' ? now : each.until)).filter((each) => each !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** Of what waited, the groups that are told now, one notification each. */
function released<T extends Claim>(
  before: readonly Waiting<T>[],
  verdict: (each: Waiting<T>) => Verdict,
  all: boolean,
): readonly (readonly Waiting<T>[])[] {
  const waited = before.filter(({ why }) => why !== null);
  if (all) return waited.length === 0 ? [] : [waited];
  const free = waited.filter((each) => each.why !== null && mayBeTold(each.why, verdict(each)));
  if (free.some(({ why }) => why !== 'perRule')) {
    // The digest takes along what only waits for a digest of its own
    return [waited.filter((each) => free.includes(each) || each.why === 'digest')];
  }
  const coming = new Set(before.flatMap(({ item, why }) => (why === null ? [item.ruleId] : [])));
  const rules = new Set(free.map(({ item }) => item.ruleId).filter((ruleId) => !coming.has(ruleId)));
  return [...rules].map((rule) => free.filter(({ item }) => item.ruleId === rule));
}

/**
 * Whether what held something is over. A digest is one notification of many things and not limited itself, so of what
 * it tells only that waits on which a limit held.
 */
function mayBeTold(why: Reason, verdict: Verdict): boolean {
  if (verdict.kind === 'show') return true;
  if (verdict.why === 'digest') return why !== 'digest';
  return isLimit(verdict.why) && !isLimit(why);
}

function digestOf<T extends Claim>(group: readonly Waiting<T>[]): Telling<T> {
  const why = [...new Set(group.flatMap((each) => (each.why === null ? [] : [each.why])))];
  return { kind: 'digest', items: group.map(({ item }) => item), why };
}

function oneRule<T extends Claim>(group: readonly Waiting<T>[]): string | null {
  const rules = new Set(group.map(({ item }) => item.ruleId));
  return rules.size === 1 ? ([...rules][0] ?? null) : null;
}

const sameRule = (a: Claim, b: Claim) => a.ruleId !== null && a.ruleId === b.ruleId;

function firstForDigest<T extends Claim>(waiting: readonly Waiting<T>[]): number | undefined {
  const moments = waiting.filter(({ why }) => why === 'digest').map(({ at }) => at);
  return moments.length === 0 ? undefined : Math.min(...moments);
}
