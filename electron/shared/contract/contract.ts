import { z } from 'zod';
import { secretSchema } from '../model/action.ts';
import { alertSchema } from '../model/alert.ts';
import { expectationSchema } from '../model/approval.ts';
import { listedChangeSchema } from '../model/change.ts';
import { causeSchema } from '../model/explanation.ts';
import { itemTypeSchema } from '../model/item.ts';
import { noticeSchema } from '../model/notice.ts';
import { gapSchema, problemSchema } from '../model/problem.ts';
import { settingsSchema } from '../model/settings.ts';
import { severitySchema } from '../model/severity.ts';
import { collectionSchema, statusSchema } from '../model/status.ts';
import { watchUseSchema } from '../model/watch-use.ts';
import {
  actionTrialSchema,
  alertDetailSchema,
  alertPageSchema,
  alertQuerySchema,
  deliveryPageSchema,
  deliveryQuerySchema,
  noiseQuerySchema,
  noiseReportSchema,
  noiseTrialQuerySchema,
  noiseTrialSchema,
  ruleStateSchema,
  ruleTrialSchema,
  tryActionSchema,
  tryRuleSchema,
} from './alerts.ts';
import {
  acknowledgeSchema,
  awaySchema,
  cardPageSchema,
  causePageSchema,
  causeQuerySchema,
  expectationListSchema,
  expectSchema,
  unacknowledgeSchema,
} from './causes.ts';
import { errorShapeSchema } from './errors.ts';
import {
  kqlAnswerSchema,
  kqlCheckSchema,
  kqlCompleteSchema,
  kqlCompletionSchema,
  kqlRunSchema,
  kqlTextSchema,
} from './kql.ts';
import { patternTrialSchema, trackedDraftSchema } from './pattern.ts';
import {
  changeContentSchema,
  changeDetailSchema,
  changePageSchema,
  changeQuerySchema,
  inventoryPageSchema,
  inventoryQuerySchema,
  momentSchema,
  timelineQuerySchema,
  timelineSchema,
} from './queries.ts';
import { restoredSchema, restorePreviewSchema, restoreSchema, saveCopySchema, versionSchema } from './restore.ts';

const nothing = z.strictObject({});
const done = z.null();
const idSchema = z.number().int().positive();

/**
 * Every request that the engine answers. The argument is one object, parsed on
 * arrival by the wrapper of each process; the result is parsed where it comes back.
 */
export const engineRequests = {
  'changes.list': { args: changeQuerySchema, result: changePageSchema },
  'changes.get': { args: z.strictObject({ id: z.number().int().positive() }), result: changeDetailSchema },
  'changes.content': { args: z.strictObject({ id: z.number().int().positive() }), result: changeContentSchema },
  /** What putting back what a file held before a change would do. */
  'content.preview': { args: versionSchema, result: restorePreviewSchema },
  /** Puts it back; the change that this makes is recorded as any other. */
  'content.restore': { args: restoreSchema, result: restoredSchema },
  'content.saveCopy': { args: saveCopySchema, result: done },
  /**
   * Judges what is about to be tracked. `look`: also tells what it matches now, which takes two
   * seconds at most; a later request ends an earlier one's look.
   */
  'files.tryPattern': {
    args: z.strictObject({ draft: trackedDraftSchema, look: z.boolean().default(true) }),
    result: patternTrialSchema,
  },
  /** The log as `changes.list` gives it, with all changes of one cause as one card where its newest stands. */
  'changes.cards': { args: changeQuerySchema, result: cardPageSchema },
  /** Says that changes are all right; answers how many that were not said to be so before. */
  'changes.acknowledge': { args: acknowledgeSchema, result: z.number().int() },
  'changes.unacknowledge': { args: unacknowledgeSchema, result: done },
  /** Transactions and plans, the newest first. */
  'causes.list': { args: causeQuerySchema, result: causePageSchema },
  'causes.get': { args: z.strictObject({ id: idSchema }), result: causeSchema },
  'expectations.list': { args: nothing, result: expectationListSchema },
  /** Expects from now on what this change is an example of. */
  'expectations.add': { args: expectSchema, result: expectationSchema },
  'expectations.end': { args: z.strictObject({ id: idSchema }), result: done },
  /** Groups all that happens from now on, until it is ended. A plan that is open is ended by that. */
  'plan.begin': { args: z.strictObject({ name: z.string().min(1).max(200) }), result: causeSchema },
  /** Ends the open plan; `null` where there was none. */
  'plan.end': { args: nothing, result: causeSchema.nullable() },
  /** What happened while Tidemark did not run or the machine slept, the newest time first. */
  'away.list': {
    args: z.strictObject({ limit: z.number().int().min(1).max(100).default(10) }),
    result: z.array(awaySchema),
  },
  'changes.timeline': { args: timelineQuerySchema, result: timelineSchema },
  'inventory.list': { args: inventoryQuerySchema, result: inventoryPageSchema },
  'status.get': { args: nothing, result: statusSchema },
  /** What live watching takes of the system's limits; `null` where it has none. Counted anew each time. */
  'status.watchUse': { args: nothing, result: watchUseSchema.nullable() },
  /** Collects now; answers when the collections have ended. Without types: all that are on. */
  'tracking.collect': {
    args: z.strictObject({ types: z.array(itemTypeSchema).optional(), full: z.boolean().default(false) }),
    result: z.array(collectionSchema),
  },
  /** Looks at one thing now, that something was just done to; answers when that is saved, or watched for. */
  'tracking.look': { args: z.strictObject({ type: itemTypeSchema, key: z.string().min(1) }), result: done },
  /** Pauses until a moment, or without an end for `null`. */
  'tracking.pause': { args: z.strictObject({ until: momentSchema.nullable() }), result: done },
  'tracking.resume': { args: nothing, result: done },
  /** Tells the engine that the machine slept from a moment until now. */
  'tracking.slept': { args: z.strictObject({ from: momentSchema }), result: done },
  /** Gives the engine the settings that now hold. */
  'tracking.configure': { args: z.strictObject({ settings: settingsSchema }), result: done },
  'notices.list': {
    args: z.strictObject({ limit: z.number().int().min(1).max(1000).default(200) }),
    result: z.object({ notices: z.array(noticeSchema), unread: z.number().int() }),
  },
  'notices.add': {
    args: noticeSchema.omit({ id: true, read: true }),
    result: noticeSchema,
  },
  /** Marks notices as read: those named, or all. */
  'notices.read': { args: z.strictObject({ ids: z.array(z.number().int()).optional() }), result: done },
  /** Runs a query; a later one ends an earlier one that the same asker still waits for. Faults of the text: `invalid`. */
  'query.run': { args: kqlRunSchema, result: kqlAnswerSchema },
  /** Ends a query that runs. */
  'query.cancel': { args: nothing, result: done },
  'query.check': { args: kqlTextSchema, result: kqlCheckSchema },
  'query.complete': { args: kqlCompleteSchema, result: kqlCompletionSchema },
  'alerts.list': { args: alertQuerySchema, result: alertPageSchema },
  'alerts.get': { args: z.strictObject({ id: idSchema }), result: alertDetailSchema },
  /** Marks alerts as read: those named, or all. */
  'alerts.read': { args: z.strictObject({ ids: z.array(idSchema).optional() }), result: done },
  /** Alerts that name the desktop and that main has not yet dealt with, the oldest first. */
  'alerts.untold': { args: nothing, result: z.array(alertSchema) },
  /** Says that main has dealt with alerts: shown them, or told of them in a digest. */
  'alerts.told': { args: z.strictObject({ ids: z.array(idSchema) }), result: done },
  /** How the rules do that the settings name. */
  'rules.states': { args: nothing, result: z.array(ruleStateSchema) },
  /** What a rule would have done in the past; it need not stand in the settings. */
  'rules.try': { args: tryRuleSchema, result: ruleTrialSchema },
  /** Hands a made-up alert to an action, once; it need not stand in the settings. */
  'actions.try': { args: tryActionSchema, result: actionTrialSchema },
  'actions.deliveries': { args: deliveryQuerySchema, result: deliveryPageSchema },
  /** Tries dead deliveries again. */
  'actions.retry': { args: z.strictObject({ ids: z.array(idSchema) }), result: done },
  /** Lets go of dead deliveries. */
  'actions.discard': { args: z.strictObject({ ids: z.array(idSchema) }), result: done },
  /** Gives the engine the sealed secrets of the settings, opened: by their sealed data. They stay in memory. */
  'actions.secrets': { args: z.strictObject({ opened: z.record(z.string(), z.string()) }), result: done },
  'noise.report': { args: noiseQuerySchema, result: noiseReportSchema },
  'noise.try': { args: noiseTrialQuerySchema, result: noiseTrialSchema },
} as const;

/** Every request that main answers itself. */
export const mainRequests = {
  'settings.get': { args: nothing, result: settingsSchema },
  /** What is wrong with the settings file, while settings other than its own hold; `null` when all is well. */
  'settings.fault': { args: nothing, result: errorShapeSchema.nullable() },
  'settings.set': { args: z.strictObject({ settings: settingsSchema }), result: settingsSchema },
  'app.about': {
    args: nothing,
    result: z.object({
      version: z.string(),
      electron: z.string(),
      platform: z.enum(['linux', 'windows', 'macos']),
      dataDir: z.string(),
      settingsFile: z.string(),
      machine: z.string(),
    }),
  },
  /** Lets the user choose a file or a folder; `null` when they chose none. */
  'app.choosePath': { args: z.strictObject({ kind: z.enum(['file', 'directory']) }), result: z.string().nullable() },
  /** Lets the user choose where to save what a file held before a change; the file written, `null` when they chose none. */
  'app.saveCopy': { args: versionSchema, result: z.string().nullable() },
  /** Lets the user choose where to save a text that the window made (an export); the file written, `null` when they chose none. */
  'app.saveText': {
    args: z.strictObject({ name: z.string().min(1).max(200), text: z.string() }),
    result: z.string().nullable(),
  },
  /** Encrypts a secret for the settings. Fails with `unavailable` where this machine has no safe place for its key. */
  'secrets.seal': { args: z.strictObject({ text: z.string().min(1).max(10_000) }), result: secretSchema },
  /** Whether secrets can be sealed here; where not, why. */
  'secrets.status': { args: nothing, result: z.object({ available: z.boolean(), why: z.string() }) },
  'attention.get': { args: nothing, result: z.lazy(() => attentionStateSchema) },
  /** Shows what is held back now. */
  'attention.tellHeld': { args: nothing, result: done },
  'engine.state': { args: nothing, result: z.lazy(() => engineStateSchema) },
  /** Starts the engine again after it was given up. */
  'engine.restart': { args: nothing, result: done },
} as const;

/** What keeps notifications back now, and how many. */
export const attentionStateSchema = z.object({
  quiet: z.boolean(),
  doNotDisturb: z.boolean(),
  muted: z.boolean(),
  /** How many changes and alerts wait to be told. */
  held: z.number().int(),
});
export type AttentionState = Readonly<z.infer<typeof attentionStateSchema>>;

/** How the engine is: main supervises it and tells. */
export const engineStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('starting') }),
  z.object({ state: z.literal('running'), pid: z.number().int(), restarts: z.number().int() }),
  /** It died and is being started again. */
  z.object({ state: z.literal('restarting'), restarts: z.number().int(), reason: z.string() }),
  /** It can't run, or died too often: what to do stands in the advice. */
  z.object({ state: z.literal('failed'), message: z.string(), advice: z.string() }),
]);
export type EngineState = z.infer<typeof engineStateSchema>;

/** Every event that the engine sends. */
export const engineEvents = {
  /** Changes that one collection committed, in the log's order. */
  changes: z.object({ changes: z.array(listedChangeSchema) }),
  /** A collection over a whole type has ended. */
  collection: collectionSchema,
  problem: problemSchema,
  gap: gapSchema,
  /** The status as it now is; at most about four a second. */
  status: statusSchema,
  /** Every baseline is stored and every watch armed. Sent once. */
  ready: z.object({}),
  /** The notices or their read marks changed. */
  notices: z.object({ unread: z.number().int() }),
  /**
   * What is known of changes has become more: their explanations and acknowledgements as they are now. After it, all
   * changes up to `upTo` were looked at; those that wait for the end of a transaction are `pending`.
   */
  explained: z.object({ changes: z.array(listedChangeSchema), upTo: z.number().int() }),
  /** A cause began, ended, or got more changes. */
  cause: causeSchema,
  /** The summary of a time away, once all that changed in it is found and explained. */
  away: awaySchema,
  /** Acknowledgements or expectations changed. `named`: `explained` told before of every change that is concerned. */
  approvals: z.object({ named: z.boolean() }),
  /** A rule fired, or (`endedAt`) a state is so no more. */
  alert: alertSchema,
  /** All rules have been evaluated for the changes up to this one. */
  alertsLooked: z.object({ upTo: z.number().int() }),
  /** The read marks of alerts, or the deliveries, changed. */
  alerts: z.object({ unread: z.number().int(), waiting: z.number().int(), dead: z.number().int() }),
} as const;

/** Every event that the renderer can hear: the engine's, and main's own. */
export const rendererEvents = {
  ...engineEvents,
  settings: z.object({ settings: settingsSchema }),
  /** The settings file was found at fault, or is well again (`null`). */
  settingsFault: z.object({ fault: errorShapeSchema.nullable() }),
  engineState: engineStateSchema,
  attention: attentionStateSchema,
  /** Sound: a notification of this severity was shown. */
  sound: z.object({ severity: severitySchema }),
  /** Show a screen: a click in the tray or on a notification. */
  show: z.object({
    screen: z.enum(['changes', 'inventory', 'alerts', 'query', 'notifications', 'settings', 'status']),
    changeId: z.number().int().optional(),
    /** A cause, to be shown among the changes. */
    causeId: z.number().int().optional(),
    alertId: z.number().int().optional(),
    /** Whether to ask at once what a plan is to be called. */
    plan: z.boolean().optional(),
  }),
} as const;

/** Every request that the renderer can make. */
export const requests = { ...engineRequests, ...mainRequests } as const;

/**
 * What of that the renderer may ask: all but the requests that are main's alone.
 * A list of names, so that a new request is not offered by accident.
 */
export const rendererRequests = [
  'changes.list',
  'changes.get',
  'changes.content',
  'changes.timeline',
  'changes.cards',
  'changes.acknowledge',
  'changes.unacknowledge',
  'causes.list',
  'causes.get',
  'expectations.list',
  'expectations.add',
  'expectations.end',
  'plan.begin',
  'plan.end',
  'away.list',
  'content.preview',
  'content.restore',
  'files.tryPattern',
  'inventory.list',
  'status.get',
  'status.watchUse',
  'tracking.collect',
  'tracking.pause',
  'tracking.resume',
  'notices.list',
  'notices.read',
  'query.run',
  'query.cancel',
  'query.check',
  'query.complete',
  'alerts.list',
  'alerts.get',
  'alerts.read',
  'rules.states',
  'rules.try',
  'actions.try',
  'actions.deliveries',
  'actions.retry',
  'actions.discard',
  'noise.report',
  'noise.try',
  'settings.get',
  'settings.fault',
  'settings.set',
  'app.about',
  'app.choosePath',
  'app.saveCopy',
  'app.saveText',
  'secrets.seal',
  'secrets.status',
  'attention.get',
  'attention.tellHeld',
  'engine.state',
  'engine.restart',
] as const satisfies readonly (keyof typeof requests)[];

export type EngineMethod = keyof typeof engineRequests;
export type MainMethod = keyof typeof mainRequests;
export type Method = keyof typeof requests;
export type RendererMethod = (typeof rendererRequests)[number];
/** What a caller gives: defaults may be left out. */
export type Args<M extends Method> = z.input<(typeof requests)[M]['args']>;
/** What a handler gets: parsed, defaults filled in. */
export type ParsedArgs<M extends Method> = z.output<(typeof requests)[M]['args']>;
export type Result<M extends Method> = z.output<(typeof requests)[M]['result']>;

export type EngineEvent = keyof typeof engineEvents;
export type RendererEvent = keyof typeof rendererEvents;
export type Payload<E extends RendererEvent> = z.output<(typeof rendererEvents)[E]>;
