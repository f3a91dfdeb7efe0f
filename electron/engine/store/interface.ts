import type { AlertQuery } from '../../shared/contract/alerts.ts';
import type { ChangeFilter, ChangeQuery, InventoryQuery, TimelineQuery } from '../../shared/contract/queries.ts';
import type { Alert } from '../../shared/model/alert.ts';
import type { Category, Change, How, NewChange } from '../../shared/model/change.ts';
import type { Item, ItemType } from '../../shared/model/item.ts';
import type { Notice } from '../../shared/model/notice.ts';
import type { Gap, GapReason, Problem, StandingProblem } from '../../shared/model/problem.ts';
import type { CollectionRun } from '../../shared/model/status.ts';
import type { ContentSink, Known, Observed, Scope } from '../collectors/collector.ts';
import type { OwnershipMemory } from '../explain/ownership/memory.ts';
import type { AlertCounts } from './alerts.ts';
import type { ApprovalReader, ApprovalWriter } from './approvals.ts';
import type { AwayTime, FoundAway } from './away.ts';
import type { FoundCard } from './cards.ts';
import type { CauseReader, CauseWriter } from './causes.ts';
import type { FoundTogether, LogRange, RangeQuery } from './change-ranges.ts';
import type { DeliveryReader, DeliveryWriter } from './deliveries.ts';
import type { NoiseReader } from './noise.ts';
import type { PlanReader, PlanWriter } from './plans.ts';
import type { Evaluation, RuleCursor, RuleHistory, SavedEvaluations } from './rules.ts';

/** A kept content: its bytes, uncompressed. */
export interface KeptContent {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** What `verify` found; empty `faults` say that all is well. */
export interface Verification {
  /** How many records of the chain were checked. */
  readonly changes: number;
  /** How many kept contents were checked against their hashes. */
  readonly contents: number;
  /** One sentence a fault, naming the record. */
  readonly faults: readonly string[];
}

/** What only reads. The command line has no more than this beside a running Tidemark. */
export interface ReadStore {
  /** The newest first. */
  changes(query: ChangeQuery): readonly Change[];
  countChanges(filter: ChangeFilter): number;
  /** The log as cards, the newest first. */
  cards(query: ChangeQuery): readonly FoundCard[];
  change(id: number): Change | undefined;
  /** Changes of a piece of the log, in the log's order. */
  changesInOrder(query: RangeQuery): readonly Change[];
  /** The piece of the log that one collection wrote, by one of its changes. */
  foundTogether(id: number): FoundTogether | undefined;
  /** The first and the last change that the log has; both 0 where it has none. */
  logEnds(): { readonly first: number; readonly last: number };
  /** The last change before the first one that was noticed at a moment or later; 0 where there is none. */
  lastBefore(moment: string): number;
  /** The changes of these ids that the log has, the newest first. */
  changesById(ids: readonly number[]): readonly Change[];
  /** The newest moments at which changes of a piece of the log were noticed, the newest first, and how many there are. */
  momentsOfChange(range: LogRange, limit: number): { readonly moments: readonly string[]; readonly total: number };
  /** From when on the past is known; `undefined` where nothing was collected yet. */
  knownSince(): string | undefined;
  /** Changes of one item, the newest first. */
  history(type: ItemType, key: string, limit: number): readonly Change[];
  /** Counts by bar and type, see `timelineSchema`. */
  timeline(query: TimelineQuery): readonly { readonly bar: number; readonly type: ItemType; readonly count: number }[];
  inventory(query: InventoryQuery): { readonly items: readonly Item[]; readonly total: number };
  countItems(type: ItemType): number;
  content(hash: string): KeptContent | undefined;
  hasContent(hash: string): boolean;
  problems(): readonly StandingProblem[];
  /** The newest first. */
  gaps(filter: { readonly since?: string; readonly limit: number }): readonly Gap[];
  /** Times away that have been made up for, the newest first. */
  awayTimes(limit: number): readonly AwayTime[];
  /** What was found to have changed in such a time; so many changes that nothing explains are named. */
  away(time: AwayTime, othersAtMost: number): FoundAway;
  lastCollection(type: ItemType, which: 'any' | 'full'): CollectionRun | undefined;
  notices(limit: number): readonly Notice[];
  unreadNotices(): number;
  /** The newest first. */
  alerts(query: AlertQuery): readonly Alert[];
  alert(id: number): Alert | undefined;
  /** Alerts for the desktop that main has not dealt with, the oldest first. */
  untoldAlerts(): readonly Alert[];
  alertCounts(): AlertCounts;
  /** How far the rules were evaluated. */
  ruleCursors(): readonly RuleCursor[];
  /** How often each rule fired since a moment, by its id. */
  ruleHistory(since: string): ReadonlyMap<string, RuleHistory>;
  space(): { readonly database: number; readonly content: number; readonly changes: number };
  /** A last sign of life of the Tidemark that owned the store, ISO 8601. */
  lastAlive(): string | undefined;
  /** What `tracking.pause` set, kept over a restart: until when, or `null` without an end. */
  paused(): { readonly since: string; readonly until: string | null } | undefined;
  verify(): Verification;
  readonly causes: CauseReader;
  readonly noise: NoiseReader;
  readonly deliveries: DeliveryReader;
  readonly approvals: ApprovalReader;
  readonly plans: PlanReader;
  close(): void;
}

/** What one collection leads to, saved in one transaction (rule 5). */
export interface Save {
  readonly type: ItemType;
  readonly changes: readonly NewChange[];
  /** Items to write into the inventory: added, changed, or refreshed silently. */
  readonly upserts: readonly Observed[];
  /** Keys that leave the inventory: removed, or no longer tracked. */
  readonly deletes: readonly string[];
  /** Sources seen for the first time, whose items are their baseline. */
  readonly baselines: readonly string[];
  /** Sources that are named no more: switched on again, they start with a new baseline. */
  readonly forgotten: readonly string[];
  /** What stands now of the scope; problems of the scope that are not here are over. */
  readonly problems: readonly Problem[];
  readonly scope: Scope;
  /** The run to be recorded: given for collections of a whole type. */
  readonly run?: { readonly how: How; readonly full: boolean; readonly startedAt: string; readonly baseline: boolean };
  readonly at: string;
}

/** Which files (by `fileId`) the ends of moves are looked for of, and of which categories. */
export interface LooseEnds {
  readonly files: readonly string[];
  readonly others: readonly Category[];
}

/** The one writer: it belongs to the engine that owns the store. */
export interface WriteStore extends ReadStore, ContentSink {
  /** Inventory within a scope: keys equal to a hint or below it (`hint + '/'`). */
  known(type: ItemType, scope: Scope): Map<string, Known>;
  /** The whole inventory of a type, so much at a time that the engine's other work can have its turn in between. */
  knownInSlices(type: ItemType): Iterable<ReadonlyMap<string, Known>>;
  items(type: ItemType, keys: readonly string[]): Map<string, Item>;
  /** Of items as they were seen, those that the inventory holds otherwise, as it holds them: by key. */
  otherwise(type: ItemType, seen: readonly Observed[]): Map<string, Item>;
  /** Keys whose stamp begins with one of these, each of which ends with its first dot, or is empty; with the stamp. */
  stamped(type: ItemType, prefixes: readonly string[]): ReadonlyMap<string, string>;
  baselines(type: ItemType): ReadonlySet<string>;
  /** What may be the first end of a move that is noticed now, see `looseEnds`: changes from a moment on that are not tied yet. */
  loose(type: ItemType, ends: LooseEnds, since: string): readonly Change[];
  /** Returns the changes with their ids, and the run where one was given. */
  save(save: Save): { readonly changes: readonly Change[]; readonly run: CollectionRun | undefined };
  /** Records one problem that a watch, a rule or an action met. */
  addProblem(problem: Problem, at: string): void;
  /** Ends one problem that `addProblem` recorded; nothing where it does not stand. */
  endProblem(problem: Pick<Problem, 'type' | 'kind' | 'subject'>): void;
  openGap(gap: {
    readonly type: ItemType | null;
    readonly reason: GapReason;
    readonly subject: string;
    readonly from: string;
  }): Gap;
  /**
   * Ends every open gap that began by `at`: those of the type, or with `null` those that concern
   * all types at once (whose type is `null`). Returns those ended.
   */
  closeGaps(type: ItemType | null, at: string): readonly Gap[];
  alive(at: string): void;
  setPaused(paused: { readonly since: string; readonly until: string | null } | undefined): void;
  addNotice(notice: Omit<Notice, 'id' | 'read'>): Notice;
  readNotices(ids: readonly number[] | undefined): void;
  /**
   * Saves in one transaction what evaluations led to: how far their rules got, the alerts that fired and ended, and
   * for each action of theirs that is not the desktop a delivery, which is due at once.
   */
  saveEvaluations(evaluations: readonly Evaluation[]): SavedEvaluations;
  /** Marks alerts as read: those named, or all. */
  readAlerts(ids: readonly number[] | undefined): void;
  readonly causes: CauseWriter;
  readonly deliveries: DeliveryWriter;
  readonly approvals: ApprovalWriter;
  readonly plans: PlanWriter;
  /** Which package has, and had, which path. */
  readonly packageFiles: OwnershipMemory;
  /** Main has dealt with these alerts. */
  tellAlerts(ids: readonly number[]): void;
  /** Lets go what retention and the quota of content say; returns what went. */
  prune(limits: { readonly days: number | null; readonly contentTotal: number; readonly now: string }): {
    readonly changes: number;
    readonly contents: number;
  };
}
