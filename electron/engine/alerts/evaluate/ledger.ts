import type { AlertRule } from '../../../shared/model/alert-rule.ts';
import type { WriteStore } from '../../store/interface.ts';
import type { Evaluation, RuleCursor, SavedEvaluations } from '../../store/rules.ts';
import { isMuted } from './new-alert.ts';

/** An enabled rule with the hash of its condition. */
export interface WatchedRule {
  readonly rule: AlertRule;
  readonly condition: string;
}

/** What a rule's evaluation led to: see `Evaluation`. */
export type Outcome = Pick<Evaluation, 'upTo' | 'fired' | 'ended'>;

/** So many changes a rule may have been evaluated for without that being saved: they are evaluated again then. */
const unsavedAtMost = 5000;

/**
 * How far each rule was evaluated, in memory and in the store. That a rule matched nothing is saved now and then only:
 * evaluated again after a kill, it matches nothing again, and a burst is spared a write for every piece of it.
 */
export class Ledger {
  readonly #store: WriteStore;
  readonly #cursors = new Map<string, RuleCursor>();
  readonly #saved = new Map<string, number>();

  constructor(store: WriteStore) {
    this.#store = store;
    for (const cursor of store.ruleCursors()) this.#note(cursor);
  }

  cursor(ruleId: string): RuleCursor | undefined {
    return this.#cursors.get(ruleId);
  }

  /**
   * Takes the rules that are to be watched for. One that is new, or whose condition is another than before, begins at
   * the end of the log; what lasted of it, or of one that is there no more, ends.
   */
  follow(rules: readonly WatchedRule[], now: number): SavedEvaluations {
    const head = this.#store.logEnds().last;
    const at = new Date(now).toISOString();
    const evaluations: Evaluation[] = [];
    for (const { rule, condition } of rules) {
      const known = this.#cursors.get(rule.id);
      if (known?.condition === condition) continue;
      evaluations.push({
        ruleId: rule.id,
        condition,
        upTo: head,
        fired: [],
        ended: { at, quietly: isMuted(rule, now) },
      });
    }
    const wanted = new Set(rules.map(({ rule }) => rule.id));
    for (const { ruleId, condition, upTo } of this.#cursors.values()) {
      if (wanted.has(ruleId)) continue;
      evaluations.push({ ruleId, condition, upTo, fired: [], ended: { at, quietly: false }, forgotten: true });
    }
    return this.#write(evaluations);
  }

  /** Saves what evaluating rules led to; a rule that was edited or taken away meanwhile is left out. */
  save(outcomes: ReadonlyMap<WatchedRule, Outcome>): SavedEvaluations {
    const evaluations: Evaluation[] = [];
    for (const [{ rule, condition }, outcome] of outcomes) {
      const known = this.#cursors.get(rule.id);
      if (known?.condition !== condition) continue;
      evaluations.push({ ruleId: rule.id, condition, ...outcome });
    }
    const matter = evaluations.some(
      ({ ruleId, upTo, fired, ended }) =>
        fired.length > 0 || ended !== undefined || upTo - (this.#saved.get(ruleId) ?? 0) > unsavedAtMost,
    );
    if (matter) return this.#write(evaluations);
    for (const { ruleId, upTo } of evaluations) {
      const known = this.#cursors.get(ruleId);
      if (known) this.#cursors.set(ruleId, { ...known, upTo });
    }
    return nothing;
  }

  /** Saves how far every rule got. */
  saveAll(): void {
    const behind = [...this.#cursors.values()].filter(({ ruleId, upTo }) => this.#saved.get(ruleId) !== upTo);
    this.#write(behind.map(({ ruleId, condition, upTo }) => ({ ruleId, condition, upTo, fired: [] })));
  }

  #write(evaluations: readonly Evaluation[]): SavedEvaluations {
    if (evaluations.length === 0) return nothing;
    const saved = this.#store.saveEvaluations(evaluations);
    const written = new Set(evaluations.map(({ ruleId }) => ruleId));
    for (const ruleId of written) this.#cursors.delete(ruleId);
    for (const cursor of this.#store.ruleCursors()) if (written.has(cursor.ruleId)) this.#note(cursor);
    return saved;
  }

  #note(cursor: RuleCursor): void {
    this.#cursors.set(cursor.ruleId, cursor);
    this.#saved.set(cursor.ruleId, cursor.upTo);
  }
}

const nothing: SavedEvaluations = { fired: [], ended: [], deliveries: 0 };
