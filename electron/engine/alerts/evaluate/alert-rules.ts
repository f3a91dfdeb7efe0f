import type { RuleState } from '../../../shared/contract/alerts.ts';
import type { Alert } from '../../../shared/model/alert.ts';
import type { AlertRule } from '../../../shared/model/alert-rule.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { KqlService } from '../../query/kql/service.ts';
import type { MachineIdentity } from '../../query/machine-identity.ts';
import type { AlertCounts } from '../../store/alerts.ts';
import type { WriteStore } from '../../store/interface.ts';
import type { SavedEvaluations } from '../../store/rules.ts';
import { conditionFault, RuleFaults } from './faults.ts';
import { KqlQueue } from './kql-queue.ts';
import { Ledger, type WatchedRule } from './ledger.ts';
import { conditionHash } from './new-alert.ts';
import { dueOf, endsOf, lookedAt, type Shared } from './shared.ts';
import { evaluateSimple } from './simple-rules.ts';
import { Turns } from './turns.ts';

/** Of how long ago a rule's state counts how often it fired (milliseconds). */
const historyOf = 30 * 24 * 3600 * 1000;

/** How long each queue rests after a run (milliseconds): well within the second in which an alert is to come. */
const rests = { simple: 50, kql: 300 } as const;

export interface AlertRulesOptions {
  readonly store: WriteStore;
  readonly kql: KqlService;
  readonly machine: MachineIdentity;
  /** A rule fired, or a state ended; it is saved. */
  readonly alert: (alert: Alert) => void;
  /** The alerts, or the deliveries, are others than before. */
  readonly counts: (counts: AlertCounts) => void;
  /** Every rule was evaluated for the changes up to this one. */
  readonly looked: (upTo: number) => void;
  /** Deliveries to actions were made, and saved: they are due. */
  readonly deliveriesMade: () => void;
  readonly problem: (problem: Problem) => void;
  readonly problemEnded: (problem: Problem) => void;
}

/**
 * Evaluates the enabled rules of the settings: for every change that was saved, once, and for states after every
 * collection. Rules of the simple form have a queue of their own, so that no slow query keeps them waiting; no rule
 * is ever evaluated twice at once.
 */
export class AlertRules {
  readonly #options: AlertRulesOptions;
  readonly #ledger: Ledger;
  readonly #faults: RuleFaults;
  readonly #shared: Shared;
  readonly #kql: KqlQueue;
  readonly #simpleTurns: Turns;
  readonly #kqlTurns: Turns;
  #rules: readonly AlertRule[];
  #watched: readonly WatchedRule[] = [];
  /** How far each queue has looked: the rules have looked as far as the lesser. */
  readonly #upTo = { simple: -1, kql: -1 };
  #told = -1;
  #closing = false;

  /** Begins with the first `configure`; `rules` are those that it will be given. */
  constructor(options: AlertRulesOptions, rules: readonly AlertRule[]) {
    const { store, kql, machine, problem, problemEnded } = options;
    this.#options = options;
    this.#rules = rules;
    this.#ledger = new Ledger(store);
    // Of an earlier run: those that are so still are met again.
    for (const each of store.problems()) if (each.type === 'Alerts') problemEnded(each);
    this.#faults = new RuleFaults({ problem, ended: problemEnded });
    this.#shared = {
      store,
      kql,
      machine,
      ledger: this.#ledger,
      faults: this.#faults,
      watched: () => this.#watched,
      closing: () => this.#closing,
      save: (outcomes) => this.#announce(this.#ledger.save(outcomes)),
    };
    this.#kql = new KqlQueue(this.#shared, () => this.#kqlTurns.ask());
    const failed = (thrown: unknown) => this.#unsaved(thrown);
    this.#simpleTurns = new Turns({ rest: rests.simple, work: () => this.#lookSimple(), failed });
    const lookKql = () => this.#kql.look((upTo) => this.#lookedUpTo('kql', upTo));
    this.#kqlTurns = new Turns({ rest: rests.kql, work: lookKql, failed });
  }

  /** Takes the rules that hold now. The first time, it begins with what was saved and not evaluated before. */
  configure(rules: readonly AlertRule[]): void {
    const watched = rules
      .filter(({ enabled }) => enabled)
      .map((rule) => ({ rule, condition: conditionHash(rule.when) }));
    this.#faults.keep(new Set(watched.map(({ rule }) => rule.id)));
    this.#rules = rules;
    this.#watched = watched;
    try {
      this.#announce(this.#ledger.follow(watched, Date.now()));
    } catch (thrown) {
      this.#unsaved(thrown);
    }
    this.changed();
  }

  /** Changes were saved, or it was decided what explains some. */
  changed(): void {
    this.#simpleTurns.ask();
    this.collected();
  }

  /** A type was collected: what is so may have come or gone. */
  collected(): void {
    this.#kql.stateMayDiffer();
    this.#kqlTurns.ask();
  }

  /** Every type was collected since the start, so that states can be told. */
  ready(): void {
    this.#kql.statesAreKnown();
    this.collected();
  }

  states(): readonly RuleState[] {
    const history = this.#options.store.ruleHistory(new Date(Date.now() - historyOf).toISOString());
    return this.#rules.map(({ id, when }) => ({
      ruleId: id,
      evaluation: when.kind === 'simple' ? 'change' : (this.#kql.evaluation(conditionHash(when)) ?? null),
      activeAlert: this.#ledger.cursor(id)?.activeAlert ?? null,
      lastFiredAt: history.get(id)?.lastFiredAt ?? null,
      fired: history.get(id)?.fired ?? 0,
      fault: this.#faults.of(id),
    }));
  }

  /** Resolves once all that was saved by now was looked at. */
  async settled(): Promise<void> {
    await Promise.all([this.#simpleTurns.idle(), this.#kqlTurns.idle()]);
  }

  /** Ends the evaluation, and saves how far it got. What is under way in KQL is waited for: end its service too. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#kql.stop();
    this.#simpleTurns.stop();
    this.#kqlTurns.stop();
    await this.settled();
    this.#ledger.saveAll();
  }

  async #lookSimple(): Promise<void> {
    const { store, machine } = this.#options;
    const ends = endsOf(store);
    const sound = this.#watched.filter((each) => this.#isSound(each));
    const due = dueOf(this.#ledger, sound, ends);
    this.#announce(this.#ledger.save(await evaluateSimple(store, machine, due)));
    this.#lookedUpTo('simple', lookedAt(sound, ends));
  }

  #isSound({ rule }: WatchedRule): boolean {
    if (rule.when.kind !== 'simple') return false;
    const fault = conditionFault(rule.when);
    if (fault === undefined) this.#faults.clear(rule.id);
    else this.#faults.set(rule, fault);
    return fault === undefined;
  }

  #announce({ fired, ended, deliveries }: SavedEvaluations): void {
    const { store, alert, counts, deliveriesMade } = this.#options;
    for (const each of [...ended, ...fired]) alert(each);
    if (deliveries > 0) deliveriesMade();
    if (fired.length + ended.length > 0) counts(store.alertCounts());
  }

  #lookedUpTo(queue: 'simple' | 'kql', head: number): void {
    this.#upTo[queue] = Math.max(this.#upTo[queue], head);
    const upTo = Math.min(this.#upTo.simple, this.#upTo.kql);
    if (upTo <= this.#told) return;
    this.#told = upTo;
    this.#faults.clear(unsaved.id);
    this.#options.looked(upTo);
  }

  /** The store could not be read or written: what is not saved is evaluated again. */
  #unsaved(thrown: unknown): void {
    if (!this.#closing) this.#faults.set(unsaved, thrown);
  }
}

/** Under which a fault of the store itself stands. */
const unsaved = { id: '', name: 'Alert rules' };
