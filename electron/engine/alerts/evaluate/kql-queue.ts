import type { KqlQuery } from './kql-firings.ts';
import { evaluateByChange, evaluateState, evaluationOf, type KqlEvaluation } from './kql-rules.ts';
import type { WatchedRule } from './ledger.ts';
import { Rest } from './rest.ts';
import { dueOf, type Ends, endsOf, lookedAt, type Shared } from './shared.ts';

/** How often states that hang on the time are looked at though nothing changed: `ago()` moves on (milliseconds). */
const movingEvery = 60_000;
const hangsOnTime = /\b(?:ago|now)\s*\(/;

/** A rule by change that took longer than this (milliseconds) rests, so that it keeps no other waiting at every change. */
const slow = 2000;

interface KqlRule {
  readonly watched: WatchedRule;
  readonly query: KqlQuery;
}

/**
 * Evaluates rules in KQL: first those that are looked at by change, then those about a state. Which of both a rule is
 * its text says, and is asked once.
 */
export class KqlQueue {
  readonly #shared: Shared;
  readonly #rest: Rest;
  readonly #timer: NodeJS.Timeout;
  readonly #evaluations = new Map<string, KqlEvaluation>();
  /** Of slow rules by change, by the hash of their condition. */
  readonly #slow = new Map<string, Rest>();
  readonly #ask: () => void;
  #statesKnown = false;
  #statesDue = true;

  /** `ask`: asks for another `look`. */
  constructor(shared: Shared, ask: () => void) {
    this.#shared = shared;
    this.#ask = ask;
    this.#rest = new Rest(ask);
    this.#timer = setInterval(() => {
      if (!shared.watched().some(({ rule }) => rule.when.kind === 'kql' && hangsOnTime.test(rule.when.query))) return;
      this.stateMayDiffer();
      ask();
    }, movingEvery);
    this.#timer.unref();
  }

  /** How the condition of this hash is evaluated, as far as it was asked already. */
  evaluation(condition: string): KqlEvaluation | undefined {
    return this.#evaluations.get(condition);
  }

  /** Everything was collected since the start: before that, what is there can't be told from what was not looked at. */
  statesAreKnown(): void {
    this.#statesKnown = true;
  }

  stateMayDiffer(): void {
    this.#statesDue = true;
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const rest of [this.#rest, ...this.#slow.values()]) rest.stop();
  }

  /** Evaluates what is due; `looked` is called once the rules by change are done, which states need not wait for. */
  async look(looked: (upTo: number) => void): Promise<void> {
    const ends = endsOf(this.#shared.store);
    const byChange: WatchedRule[] = [];
    const states: KqlRule[] = [];
    for (const watched of this.#shared.watched()) {
      const { when } = watched.rule;
      if (when.kind !== 'kql' || this.#shared.closing() || this.#isResting(watched)) continue;
      const rule = { watched, query: { text: when.query, strict: when.strict } };
      await this.#guarded(watched, async () => {
        if ((await this.#evaluationOf(rule)) === 'state') states.push(rule);
        else {
          byChange.push(watched);
          await this.#timed(rule, ends);
        }
      });
    }
    looked(lookedAt(byChange, ends));
    if (states.length > 0) await this.#states(states, ends.head);
  }

  async #evaluationOf({ watched, query }: KqlRule): Promise<KqlEvaluation> {
    const known = this.#evaluations.get(watched.condition);
    if (known !== undefined) return known;
    const { kql, store } = this.#shared;
    const evaluation = await evaluationOf(kql, query);
    if (evaluation === 'change') {
      // Asked of no change, so that the first one finds it read: the parser may take seconds to wake.
      const { last } = store.logEnds();
      await kql.evaluate({ ...query, changes: { after: last, upTo: last } });
    }
    this.#evaluations.set(watched.condition, evaluation);
    return evaluation;
  }

  #isResting({ condition }: WatchedRule): boolean {
    return this.#slow.get(condition)?.isOver(Date.now()) === false;
  }

  /** A slow one rests before it is looked at again; what changes meanwhile it is evaluated for then. */
  async #timed(rule: KqlRule, ends: Ends): Promise<void> {
    const started = Date.now();
    try {
      await this.#byChange(rule, ends);
    } finally {
      const { condition } = rule.watched;
      const took = Date.now() - started;
      this.#slow.get(condition)?.stop();
      this.#slow.delete(condition);
      if (took > slow) {
        const rest = new Rest(this.#ask);
        rest.took(took, Date.now());
        this.#slow.set(condition, rest);
      }
    }
  }

  async #byChange({ watched, query }: KqlRule, ends: Ends): Promise<void> {
    const { store, kql, machine, ledger, save } = this.#shared;
    for (const { after, upTo } of dueOf(ledger, [watched], ends)) {
      const outcome = await evaluateByChange(store, kql, machine, watched, query, { after, upTo });
      save(new Map([[watched, outcome]]));
    }
  }

  async #states(states: readonly KqlRule[], head: number): Promise<void> {
    const { kql, ledger, save, closing } = this.#shared;
    if (!this.#statesKnown || !this.#statesDue || !this.#rest.isOver(Date.now())) return;
    this.#statesDue = false;
    const started = Date.now();
    for (const { watched, query } of states) {
      if (closing()) return;
      await this.#guarded(watched, async () => {
        const lasts = (ledger.cursor(watched.rule.id)?.activeAlert ?? null) !== null;
        save(new Map([[watched, await evaluateState(kql, watched, query, lasts, head)]]));
      });
    }
    this.#rest.took(Date.now() - started, Date.now());
  }

  /** A rule that can't be evaluated says so, and stops no other. */
  async #guarded({ rule, condition }: WatchedRule, work: () => Promise<void>): Promise<void> {
    const { ledger, faults, closing } = this.#shared;
    try {
      await work();
      faults.clear(rule.id);
    } catch (thrown) {
      // Where it was edited meanwhile, it is looked at anew.
      if (!closing() && ledger.cursor(rule.id)?.condition === condition) faults.set(rule, thrown);
    }
  }
}
