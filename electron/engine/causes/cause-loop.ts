import { TidemarkError } from '../../shared/contract/errors.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Cause } from '../../shared/model/explanation.ts';
import type { Problem } from '../../shared/model/problem.ts';
import { Turns } from '../alerts/evaluate/turns.ts';
import type { TransactionReading } from '../explain/types.ts';
import { type Finding, nothing } from '../explain/verdict/evidence.ts';
import type { WriteStore } from '../store/interface.ts';
import { saveFindings } from './explain.ts';
import { type Explainer, type Looked, lookAt } from './look.ts';
import { Problems } from './problems.ts';

/** How many changes are looked at in one go, so that the engine's other work has its turn in between. */
const portion = 500;
/** How long a look rests after another (milliseconds). */
const rest = 100;
/** How often it is asked whether a package manager is at work still, while changes wait for its end (milliseconds). */
const pollEvery = 1000;
/** While it is, everything that waits is looked at again this often (milliseconds): nothing waits for ever. */
const againEvery = 60_000;
/** So long after a transaction (milliseconds) all that it took away is noticed, also what is not watched live. */
const noticedWithin = 6 * 3600_000;

export interface CauseLoopOptions {
  readonly store: WriteStore;
  readonly explainer: Explainer;
  /** Whether the settings ask for explanations; without, changes are looked at for plans alone. */
  readonly enabled: () => boolean;
  /** Changes were looked at; see the event `explained`. */
  readonly explained: (changes: readonly Change[], upTo: number) => void;
  readonly cause: (cause: Cause) => void;
  readonly problem: (problem: Problem) => void;
  readonly problemEnded: (problem: Problem) => void;
}

/** Transactions of so long (milliseconds) are asked after while changes wait. */
const recentFor = 10 * 60_000;

const signature = ({ transactions }: TransactionReading): string =>
  transactions.map(({ identity, endedAt }) => `${identity} ${endedAt}`).join('\n');

const failed: Omit<Problem, 'message' | 'advice'> = { type: 'Explanations', kind: 'failed', subject: 'Explanations' };

/** Whether a finding is another than that a change waits, as it did before. */
const isNews = ({ explanation }: Change, finding: Finding | undefined): boolean =>
  finding?.verdict !== 'pending' || explanation?.why !== finding.why || explanation.tie !== finding.tie;

/**
 * Goes through the log after the collections, and says what explains each change. What a package manager at work may
 * have done waits for its end.
 */
export class CauseLoop {
  readonly #options: CauseLoopOptions;
  readonly #stopping = new AbortController();
  readonly #turns: Turns;
  readonly #problems: Problems;
  /** Waits until nothing is pending any more. */
  #waiting: (() => void)[] = [];
  #poll: NodeJS.Timeout | undefined;
  #busy: ReadonlySet<string> = new Set();
  #quietSince = 0;
  #lookAgain = true;
  #lookedAgainAt = 0;
  #final = false;
  /** Whether it was asked what packages have: afterwards it is known what they had before a transaction. */
  #acquainted = false;
  /** What the logs told when they were last asked while a package manager was at work. */
  #told = '';
  /** When a transaction was last met; infinite once what it left behind is let go. */
  #transactionAt = Date.now();

  constructor(options: CauseLoopOptions) {
    this.#options = options;
    const standing = options.store.problems().filter(({ type }) => type === failed.type);
    this.#problems = new Problems(standing, options.problem, options.problemEnded);
    this.#turns = new Turns({
      rest,
      work: () => this.#work(),
      failed: (thrown) => this.#fail(thrown),
    });
  }

  /** There may be more to look at: changes were saved, or the loop begins. */
  changed(): void {
    this.#turns.ask();
  }

  /** Resolves once all that was saved by now was looked at, though some may wait for the end of a transaction. */
  async looked(): Promise<void> {
    this.#turns.ask();
    await this.#turns.idle();
  }

  /** As `looked`, where nothing more will be collected: only a package manager at work is waited for, another time. */
  async finish(): Promise<void> {
    this.#final = true;
    this.#lookAgain = true;
    await this.looked();
  }

  /** Resolves once all that was saved by now is explained for good, or was waited for long enough. */
  async settled(): Promise<void> {
    await this.looked();
    if (!this.#isPending() || this.#stopping.signal.aborted) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#poll);
    this.#turns.stop();
    await this.#turns.idle();
    this.#release();
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const each of waiting) each();
  }

  #isPending(): boolean {
    return this.#options.store.causes.pending(0, 1).length > 0;
  }

  async #work(): Promise<void> {
    const { store, enabled, explainer } = this.#options;
    const { signal } = this.#stopping;
    if (!this.#acquainted && enabled()) {
      this.#problems.are(await explainer.ownership.refresh(signal));
      this.#acquainted = true;
    }
    if (this.#lookAgain) await this.#lookAtPending();
    for (;;) {
      const after = store.causes.explainedUpTo();
      const upTo = store.logEnds().last;
      if (after >= upTo) break;
      const changes = store.changesInOrder({ after, upTo, limit: portion });
      const last = changes.at(-1)?.id ?? upTo;
      await this.#look(changes, changes.length < portion ? upTo : last);
      await new Promise(setImmediate);
      signal.throwIfAborted();
    }
    this.#next();
  }

  /** Looks again at all that waits. */
  async #lookAtPending(): Promise<void> {
    const { store } = this.#options;
    this.#lookAgain = false;
    this.#lookedAgainAt = Date.now();
    const upTo = store.causes.explainedUpTo();
    for (let after = 0; ; ) {
      const ids = store.causes.pending(after, portion);
      const last = ids.at(-1);
      if (last === undefined) return;
      await this.#look(store.changesById(ids).toReversed(), upTo);
      after = last;
      await new Promise(setImmediate);
      this.#stopping.signal.throwIfAborted();
    }
  }

  async #look(changes: readonly Change[], upTo: number): Promise<void> {
    const { store, explainer, enabled } = this.#options;
    const { signal } = this.#stopping;
    if (changes.length === 0 || !enabled()) {
      const findings = new Map(changes.map(({ id }) => [id, nothing]));
      this.#save(changes, { findings, transactions: [] }, upTo);
      return;
    }
    const options = { store, explainer, signal, quietSince: this.#quietSince, final: this.#final };
    const looked = await lookAt(changes, options);
    if (looked.busy !== undefined) this.#isBusy(looked.busy);
    if (looked.transactions.length > 0) this.#transactionAt = Date.now();
    this.#save(
      changes.filter((change) => isNews(change, looked.findings.get(change.id))),
      looked,
      upTo,
    );
    if (looked.problems !== undefined) this.#problems.are(looked.problems);
    if (looked.madeUp.length > 0) await this.#lookAtStandingOut(looked, upTo, options);
  }

  /** What stood out since packages' files were noticed before the packages, and no log tells of these. */
  async #lookAtStandingOut(looked: Looked, upTo: number, options: Parameters<typeof lookAt>[1]): Promise<void> {
    const { store } = options;
    const since = new Date(Math.min(...looked.madeUp.map(({ startedAt }) => Date.parse(startedAt)))).toISOString();
    const ids = store.causes.standingOut(since);
    for (let from = 0; from < ids.length; from += portion) {
      const changes = store.changesById(ids.slice(from, from + portion)).toReversed();
      const again = await lookAt(changes, options);
      this.#save(
        changes.filter(({ id }) => again.findings.get(id)?.verdict !== 'standsOut'),
        again,
        upTo,
      );
    }
  }

  #save(changes: readonly Change[], looked: Pick<Looked, 'findings' | 'transactions'>, upTo: number): void {
    const { store, explained, cause } = this.#options;
    if (changes.length === 0 && upTo <= store.causes.explainedUpTo()) return;
    const causes = saveFindings(store, changes, looked, upTo);
    explained(store.changesById(changes.map(({ id }) => id)).toReversed(), store.causes.explainedUpTo());
    for (const each of causes) cause(each);
  }

  #isBusy(busy: ReadonlySet<string>): void {
    if (this.#busy.size > 0 && busy.size === 0) this.#quietSince = Date.now();
    this.#busy = busy;
  }

  #next(): void {
    clearTimeout(this.#poll);
    if (this.#stopping.signal.aborted) return;
    if (!this.#isPending()) {
      this.#letGo();
      this.#release();
      return;
    }
    if (this.#final) return;
    this.#poll = setTimeout(() => void this.#ask(), pollEvery);
    this.#poll.unref();
  }

  /** What packages had before is let go once all that a transaction took away was surely noticed. */
  #letGo(): void {
    if (Date.now() - this.#transactionAt < noticedWithin) return;
    this.#transactionAt = Number.POSITIVE_INFINITY;
    this.#options.explainer.ownership.settle();
  }

  /** Whether those at work have ended, or others have begun. What is pending without any at work waits for the logs alone. */
  async #ask(): Promise<void> {
    const { transactions } = this.#options.explainer;
    try {
      this.#isBusy(await transactions.busy());
      const recent = new Date(Date.now() - recentFor).toISOString();
      const told = this.#busy.size === 0 ? '' : signature(await transactions.since(recent, this.#stopping.signal));
      if (this.#busy.size === 0 || told !== this.#told) this.#lookAgain = true;
      this.#told = told;
    } catch {
      // Asked again in a second; what fails here fails in the look as well, which tells of it.
    }
    if (Date.now() - this.#lookedAgainAt >= againEvery) this.#lookAgain = true;
    if (this.#lookAgain) this.#turns.ask();
    else this.#next();
  }

  #fail(thrown: unknown): void {
    if (this.#stopping.signal.aborted) return;
    const { message, advice } = TidemarkError.from(thrown);
    this.#problems.are([{ ...failed, message: `What explains changes could not be found out: ${message}`, advice }]);
    this.#lookAgain = true;
  }
}
