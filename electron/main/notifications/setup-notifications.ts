import type { AttentionState, Payload } from '../../shared/contract/contract.ts';
import type { Alert } from '../../shared/model/alert.ts';
import type { ListedChange } from '../../shared/model/change.ts';
import type { Severity } from '../../shared/model/severity.ts';
import type { EngineHost } from '../engine-host/engine-host.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import type { Telling } from './attention/arrange.ts';
import { AttentionKeeper } from './attention/attention-keeper.ts';
import { Batch } from './batch.ts';
import { type Composed, compose } from './compose.ts';
import { showNotice } from './desktop.ts';
import { followDoNotDisturb } from './do-not-disturb/follow.ts';
import { noticeWords } from './notice-words.ts';
import {
  compactChanges,
  countChanges,
  countOf,
  forDesktop,
  type Tellable,
  type ToldChanges,
  tellAlert,
  tellAway,
  tellCause,
  tellChanges,
  tellEnd,
  withEnd,
} from './tellable.ts';
import { Teller } from './teller.ts';
import { UntilExplained } from './until-explained.ts';
import { UntilLooked } from './until-looked.ts';
import { wanted } from './wanted.ts';

export interface NotificationOptions {
  readonly engine: EngineHost;
  readonly settings: SettingsKeeper;
  readonly icon: string;
  readonly show: (screen?: Payload<'show'>) => void;
  /** Hears what holds notifications back, whenever that changes. */
  readonly attention: (state: AttentionState) => void;
  readonly sound: (severity: Severity) => void;
  readonly log: (line: string) => void;
}

export interface Notifications {
  readonly state: AttentionState;
  /** Shows what is held back now. */
  tellHeld(): void;
  /** Ends; changes that are still held are recorded among the notices, alerts are told at the next start. */
  close(): Promise<void>;
}

/**
 * Tells of changes and alerts on the desktop, as far as the attention budget lets it, and of what needs a person: a
 * settings file at fault, an engine that gave up.
 */
export function setupNotifications(options: NotificationOptions): Notifications {
  const { engine, settings, icon, show, log } = options;
  const failed = (error: unknown) => log(`A notification failed: ${String(error)}`);
  const digestAbove = () => settings.current.notifications.digestAbove;
  const teller = new Teller({ engine, icon, show, log });

  const keeper = new AttentionKeeper<Tellable>({
    attention: () => settings.current.attention,
    tell: (tell) => tellAll(tell),
    changed: options.attention,
    count: countOf,
    compact: compactChanges,
  });

  function tellAll(tell: readonly Telling<Tellable>[]): void {
    const all = tell.map(compose);
    const visible = settings.current.notifications.enabled;
    for (const each of all) teller.tell(each, visible);
    if (visible) sound(all);
  }

  /** One sound for what is shown together, by what matters most of it. */
  function sound(shown: readonly Composed[]): void {
    const { attention } = settings.current;
    const loudest = (['critical', 'warning', 'info'] as const).find(
      (severity) => attention.sounds.includes(severity) && shown.some((each) => each.severity === severity),
    );
    const { quiet, doNotDisturb, muted } = keeper.state;
    if (loudest && (loudest === 'critical' || !(quiet || doNotDisturb || muted))) options.sound(loudest);
  }

  const batch = new Batch<ListedChange>({
    many: (count) => count > digestAbove(),
    flush: (changes) =>
      keeper.add(
        noticeWords(changes, digestAbove()).map((words) => tellChanges({ changes: words.changes, beyond: {} })),
      ),
  });
  const untilLooked = new UntilLooked((changes) => batch.add(changes));
  const explained = (changes: readonly ListedChange[]) => {
    // Without rules no alert can tell of them
    if (settings.current.alerts.rules.some(({ enabled }) => enabled)) untilLooked.add(changes);
    else batch.add(changes);
  };
  /** What alerts have told of already is no news, however it is grouped. */
  const unalerted = ({ changes, beyond }: ToldChanges): ToldChanges => ({
    changes: untilLooked.unalerted(changes),
    beyond,
  });
  const untilExplained = new UntilExplained({
    changes: explained,
    cause: (cause, told) => {
      if (countChanges(unalerted(told)) > 0) keeper.add([tellCause(cause, told)]);
    },
    away: (away, told) => {
      if (countChanges(unalerted(told)) > 0) keeper.add([tellAway(away, told)]);
    },
  });

  const waits = (id: number) => keeper.has((item) => item.kind === 'alert' && item.alert.id === id);

  /** Alerts that this engine has told of: what the engine lists as untold may be on its way already. */
  const known = new Set<number>();

  function alerted(alerts: readonly Alert[], why: 'before' | null = null): void {
    const fresh = alerts.filter(({ id }) => !known.has(id) && !waits(id));
    for (const { id } of fresh) known.add(id);
    const told = fresh.filter(forDesktop);
    for (const { changeIds } of told) untilLooked.without(changeIds);
    const others = fresh.filter((alert) => !forDesktop(alert));
    if (others.length > 0) engine.request('alerts.told', { ids: others.map(({ id }) => id) }).catch(failed);
    keeper.add(
      told.map((alert) => tellAlert(alert, settings.current)),
      why,
    );
  }

  engine.on('changes', ({ changes }) => {
    // Also where nothing is to be explained: what is expected, and plans, are known all the same
    untilExplained.add(changes.filter(({ type }) => wanted(type, settings.current)));
  });
  engine.on('explained', (told) => untilExplained.explained(told));
  engine.on('cause', (cause) => untilExplained.cause(cause));
  engine.on('away', (away) => untilExplained.away(away));
  engine.on('alertsLooked', ({ upTo }) => untilLooked.looked(upTo));
  engine.on('alert', (alert) => {
    if (alert.endedAt === null) {
      alerted([alert]);
      return;
    }
    if (waits(alert.id)) keeper.update((item) => withEnd(item, alert));
    else if (forDesktop(alert)) keeper.add([tellEnd(alert)]);
  });
  engine.onState(({ state }) => {
    if (state !== 'running') {
      // Another engine may begin a new store, in which the numbers begin anew
      untilExplained.reset();
      untilLooked.reset();
      known.clear();
      return;
    }
    engine
      .request('alerts.untold', {})
      .then((alerts) => alerted(alerts, 'before'))
      .catch(failed);
  });
  settings.onChange(() => keeper.reconsider());
  const endFollowing = followDoNotDisturb((active) => keeper.setDoNotDisturb(active));

  const warn = (title: string, body: string, screen: 'settings' | 'status') =>
    void showNotice({ title, body, icon, clicked: () => show({ screen }) }).catch(failed);
  const tellFault = () => {
    const { fault } = settings;
    if (fault) warn('Tidemark’s settings need attention', `${fault.message}\n${fault.advice}`, 'settings');
  };
  settings.onFault(tellFault);
  tellFault();
  engine.onState((state) => {
    if (state.state === 'failed') warn('Tidemark does not track', `${state.message}\n${state.advice}`, 'status');
  });

  return {
    get state() {
      return keeper.state;
    },
    tellHeld: () => keeper.tellHeld(),
    async close() {
      endFollowing();
      untilLooked.close();
      const changes: Tellable[] = keeper.close().filter((item) => 'told' in item);
      const unexplained = untilExplained.close();
      if (countChanges(unexplained) > 0) changes.push(tellChanges(unexplained));
      if (changes.length > 0) teller.tell(compose({ kind: 'digest', items: changes, why: ['before'] }), false);
      await teller.done();
    },
  };
}
