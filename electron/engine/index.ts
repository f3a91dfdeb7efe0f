import { type EngineMethod, engineRequests, type ParsedArgs, type Result } from '../shared/contract/contract.ts';
import { TidemarkError } from '../shared/contract/errors.ts';
import type { Problem } from '../shared/model/problem.ts';
import type { Settings } from '../shared/model/settings.ts';
import { actionHandlers } from './alerts/actions/handlers.ts';
import { Outbox, type OutboxTiming } from './alerts/actions/outbox/outbox.ts';
import { AlertRules } from './alerts/evaluate/alert-rules.ts';
import { alertHandlers } from './alerts/handlers.ts';
import { noiseHandlers } from './alerts/noise/handlers.ts';
import { tryRule } from './alerts/try/try-rule.ts';
import { approveHandlers } from './approve/approve.ts';
import { Deadlines } from './approve/deadlines.ts';
import { planHandlers } from './approve/plan.ts';
import { approvalTeller } from './approve/tell.ts';
import { createCauses } from './causes/index.ts';
import type { Explainer } from './causes/look.ts';
import { rememberedMounts } from './collectors/files/mounts/tracked-mounts.ts';
import { PatternTrials } from './collectors/files/patterns/trials.ts';
import { readWatchUse } from './collectors/files/watch/use.ts';
import { createCollectors } from './collectors/index.ts';
import type { Engine } from './engine.ts';
import { Events } from './events.ts';
import { createWho } from './explain/who/index.ts';
import { Mailbox } from './mailbox/mailbox.ts';
import { tidyMemorySoon } from './memory.ts';
import { queryHandlers } from './query/handlers.ts';
import { createKql } from './query/kql/client.ts';
import { kqlHandlers } from './query/kql/handlers.ts';
import type { StartKql } from './query/kql/protocol.ts';
import { readMachineIdentity } from './query/machine-identity.ts';
import { previewRestore, restoreVersion, saveVersion } from './restore/restore.ts';
import { startPruning } from './scheduler/pruning.ts';
import { Scheduler } from './scheduler/scheduler.ts';
import { statusOf } from './scheduler/status.ts';
import { StatusTeller } from './scheduler/status-teller.ts';
import { tell } from './scheduler/tell.ts';
import type { WriteStore } from './store/interface.ts';
import { openStore } from './store/open.ts';

export interface EngineOptions {
  readonly dataDir: string;
  readonly settings: Settings;
  /** What owns the store, as a second Tidemark names it: 'Tidemark application', 'tidemark watch'. */
  readonly as: string;
  /** The bundled worker of the Files collector. */
  readonly workerFile: URL;
  /** Starts a process for queries: the bundle of `query/kql/process.ts`. */
  readonly startKql: StartKql;
  /** `watch` tracks until it is closed; `once` only collects when it is asked to. */
  readonly mode?: 'watch' | 'once';
  /** Times of the outbox that a test makes shorter. */
  readonly outbox?: OutboxTiming;
  /** What explains changes, where that is not this machine's package managers. */
  readonly explainer?: (store: WriteStore) => Explainer;
}

/** How long (milliseconds) who begins or ends a plan waits for a look at everything, beside a Tidemark that tracks. */
const planPatience = 6000;

/** How long an engine that only collects stays for what its alerts set off (milliseconds); the rest waits for the next one. */
const drainedWithin = 20_000;

/**
 * Opens the store and starts to track. Resolves once the store is open, so that a
 * listener that is set at once misses nothing. Fails with a TidemarkError: `locked` where another
 * Tidemark owns the data folder, `denied`, `diskFull` or `storeDamaged` where the
 * store can't be opened.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { dataDir, as, workerFile, startKql, mode = 'watch' } = options;
  const { store, putAside } = openStore(dataDir, as);
  const startedAt = new Date().toISOString();
  const events = new Events();
  let settings = options.settings;
  let started = false;
  let closing: Promise<void> | undefined;
  const mounts = rememberedMounts();

  const status = new StatusTeller(
    () =>
      statusOf(
        store,
        scheduler.settings,
        { lane: (type) => scheduler.lane(type), started, mounts, unsaved: telling.unsaved() },
        { pid: process.pid, startedAt },
      ),
    (now) => events.emit('status', now),
  );
  const queries = queryHandlers(store);
  const machine = readMachineIdentity();
  const kql = createKql({ dataDir, machine, start: startKql });
  const trials = new PatternTrials(workerFile);
  const telling = tell(store, events, () => status.changed());
  // Nothing is watched by one that only collects: nobody could be seen.
  const who = createWho();
  const configureWho = ({ explanations }: Settings) =>
    who.configure(mode === 'watch' && explanations.enabled && explanations.who);
  configureWho(settings);
  const scheduler = new Scheduler({
    collectors: createCollectors({ workerFile, folders: who }),
    store,
    settings: options.settings,
    emit: telling,
    touched: () => status.changed(),
  });
  events.on('collection', tidyMemorySoon);
  events.on('explained', tidyMemorySoon);
  const outbox = new Outbox({
    store,
    settings: () => settings,
    machine,
    problem: telling.problem,
    changed: () => events.emit('alerts', store.alertCounts()),
    timing: options.outbox,
  });
  const alerts = new AlertRules(
    {
      store,
      kql,
      machine,
      alert: (alert) => events.emit('alert', alert),
      counts: (counts) => events.emit('alerts', counts),
      looked: (upTo) => events.emit('alertsLooked', { upTo }),
      deliveriesMade: () => outbox.look(),
      problem: telling.problem,
      problemEnded: telling.problemEnded,
    },
    options.settings.alerts.rules,
  );
  events.on('changes', () => alerts.changed());
  events.on('explained', () => alerts.changed());
  // A first look that only collects knows of what is there once it has looked.
  events.on('collection', () => (mode === 'once' ? alerts.ready() : alerts.collected()));
  const pruning = startPruning(store, () => scheduler.settings);
  const causes = createCauses({
    store,
    events,
    settings: () => settings,
    problem: telling.problem,
    problemEnded: telling.problemEnded,
    explainer: options.explainer?.(store),
    who,
  });
  const approved = approvalTeller(store, events);
  const planChanged = (id: number) => {
    approved.cause(id);
    status.changed();
  };
  const deadlines = new Deadlines({ store, planEnded: planChanged, expectationsEnded: () => approved.changed([]) });

  const notices = () => {
    events.emit('notices', { unread: store.unreadNotices() });
    return null;
  };
  const handlers: { readonly [M in EngineMethod]: (args: ParsedArgs<M>) => Result<M> | Promise<Result<M>> } = {
    ...queries,
    ...kqlHandlers(kql),
    'content.preview': ({ id }) => previewRestore(store, id),
    'content.restore': async (agreed) => {
      const { key, lost } = await restoreVersion(store, agreed);
      await scheduler.look('Files', key);
      return { lost: [...lost] };
    },
    'content.saveCopy': ({ id, file, replace }) => saveVersion(store, id, file, replace).then(() => null),
    'files.tryPattern': ({ draft, look }) => trials.try(draft, scheduler.settings, look),
    'status.get': () => status.now(),
    'status.watchUse': () => readWatchUse(process.pid),
    'tracking.collect': ({ types, full }) => scheduler.collect(types, full),
    'tracking.look': ({ type, key }) => scheduler.look(type, key).then(() => null),
    'tracking.pause': ({ until }) => scheduler.pause(until).then(() => null),
    'tracking.resume': () => scheduler.resume().then(() => null),
    'tracking.slept': ({ from }) => scheduler.slept(from).then(() => null),
    'tracking.configure': (given) => {
      settings = given.settings;
      alerts.configure(settings.alerts.rules);
      outbox.configured();
      configureWho(settings);
      return scheduler.configure(settings).then(() => null);
    },
    'notices.add': (notice) => {
      const added = store.addNotice(notice);
      notices();
      return added;
    },
    'notices.read': ({ ids }) => {
      store.readNotices(ids);
      return notices();
    },
    ...alertHandlers({
      store,
      rules: alerts,
      tryRule: (args) => tryRule({ store, kql, now: new Date() }, args),
      counts: (counts) => events.emit('alerts', counts),
    }),
    ...actionHandlers(store, outbox, machine),
    ...approveHandlers({ store, changed: approved.changed }),
    ...planHandlers({
      store,
      collect: () => scheduler.collect(undefined, false),
      explained: () => (mode === 'once' ? causes.finish() : causes.settled()),
      changed: planChanged,
      patience: mode === 'once' ? Number.POSITIVE_INFINITY : planPatience,
    }),
    ...noiseHandlers(store, () => scheduler.settings),
  };

  const request: Engine['request'] = async (method, args) => {
    const parsed = engineRequests[method].args.parse(args) as ParsedArgs<typeof method>;
    return await handlers[method](parsed);
  };
  const mailbox = new Mailbox({
    dataDir,
    // Parsed by the request itself: here they may be anything.
    perform: (method, args) => request(method, args as never),
    problem: telling.problem,
    problemEnded: telling.problemEnded,
    standing: store.problems(),
  });

  const start = async () => {
    if (putAside !== null) {
      telling.problem({
        type: 'Files',
        kind: 'failed',
        subject: putAside,
        message: `The store could not be opened and was put aside as ${putAside}; a new one was begun.`,
        advice: 'Keep that file if its history matters: nothing in it was changed.',
      });
    }
    if (!closing) {
      alerts.configure(settings.alerts.rules);
      outbox.start();
      deadlines.start();
      if (mode === 'watch') causes.changed();
      mailbox.open();
    }
    if (mode === 'once' || closing) return;
    await scheduler.start();
    if (closing) return;
    started = true;
    alerts.ready();
    status.changed();
    events.emit('ready', {});
  };
  const starting = new Promise<void>((resolve) => setImmediate(resolve)).then(start).catch((thrown: unknown) => {
    if (!closing) telling.problem(startFailed(TidemarkError.from(thrown)));
  });

  return {
    async request(method, args) {
      if (closing) throw new TidemarkError('unavailable', 'Tidemark is closing.', 'Start it again.');
      return await request(method, args);
    },
    on: (event, listener) => events.on(event, listener),
    close() {
      closing ??= (async () => {
        pruning.stop();
        deadlines.stop();
        status.stop();
        try {
          await Promise.all([mailbox.close(), scheduler.stop(), trials.close()]);
          await starting;
          if (mode === 'once') {
            await causes.finish();
            await alerts.settled();
            await outbox.drain(drainedWithin);
          }
          await Promise.all([causes.close(), alerts.close(), kql.close()]);
          await outbox.stop();
        } finally {
          await who.close();
          store.close();
        }
      })();
      return closing;
    },
  };
}

function startFailed({ message, advice }: TidemarkError): Problem {
  return {
    type: 'Files',
    kind: 'failed',
    subject: 'Tidemark',
    message: `Tracking could not begin: ${message}`,
    advice,
  };
}
