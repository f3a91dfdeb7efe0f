import type { AttentionState, Payload } from '../../shared/contract/contract.ts';
import type { Alert } from '../../shared/model/alert.ts';
import type { EngineHost } from '../engine-host/engine-host.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import { AppTray } from './app-tray.ts';
import { pauseUntil } from './pause.ts';
import type { TrayAction, TrayState } from './tray-model.ts';

export interface TrayOptions {
  readonly engine: EngineHost;
  readonly settings: SettingsKeeper;
  readonly icons: string;
  readonly show: (screen?: Payload<'show'>) => void;
  /** Shows the notifications that are held back. */
  readonly tellHeld: () => void;
  readonly quit: () => void;
  readonly log: (line: string) => void;
}

const shownChanges = 5;
/** So many critical alerts are looked through for those that count. */
const shownCritical = 100;

export interface TraySetup {
  /** Shows what holds notifications back. */
  attention(state: AttentionState): void;
}

/** Puts Tidemark into the tray, kept up to date by the engine's events. */
export function setupTray({ engine, settings, icons, show, tellHeld, quit, log }: TrayOptions): TraySetup {
  const failed = (error: unknown) => log(`From the tray: ${String(error)}`);

  function act(action: TrayAction): void {
    switch (action.kind) {
      case 'open':
        show();
        return;
      case 'showChange':
        show({ screen: 'changes', changeId: action.id });
        return;
      case 'showNotices':
        show({ screen: 'notifications' });
        return;
      case 'showAlerts':
        show({ screen: 'alerts' });
        return;
      case 'showStatus':
        show({ screen: 'status' });
        return;
      case 'settings':
        show({ screen: 'settings' });
        return;
      case 'collect':
        engine.request('tracking.collect', {}).catch(failed);
        return;
      case 'pause':
        engine.request('tracking.pause', { until: pauseUntil(action.choice, new Date()).toISOString() }).catch(failed);
        return;
      case 'resume':
        engine.request('tracking.resume', {}).catch(failed);
        return;
      case 'beginPlan':
        show({ screen: 'changes', plan: true });
        return;
      case 'endPlan':
        engine.request('plan.end', {}).catch(failed);
        return;
      case 'mute':
        mute(pauseUntil(action.choice, new Date()).toISOString());
        return;
      case 'unmute':
        mute(null);
        return;
      case 'tellHeld':
        tellHeld();
        return;
      case 'quit':
        quit();
        return;
    }
  }

  function mute(mutedUntil: string | null): void {
    const { current } = settings;
    try {
      settings.set({ ...current, attention: { ...current.attention, mutedUntil } });
    } catch (error) {
      failed(error);
    }
  }

  const tray = new AppTray({ icons, act });
  let recent: TrayState['recent'] = [];

  /** What a new engine knows already; from then on its events tell. */
  async function catchUp(): Promise<void> {
    countAlerts().catch(failed);
    const [page, notices, status] = await Promise.all([
      engine.request('changes.list', { limit: shownChanges }),
      engine.request('notices.list', { limit: 1 }),
      engine.request('status.get', {}),
    ]);
    recent = page.changes;
    tray.update({ recent, unread: notices.unread, status });
  }

  /** Counts anew: what is critical and unread, or lasts, is among the newest. */
  async function countAlerts(): Promise<void> {
    const { alerts, unread } = await engine.request('alerts.list', { severities: ['critical'], limit: shownCritical });
    const lasts = ({ evaluation, endedAt }: Alert) => evaluation === 'state' && endedAt === null;
    tray.update({ alerts: { unread, critical: alerts.filter((alert) => !alert.read || lasts(alert)).length } });
  }
  const alertsChanged = () => void countAlerts().catch(failed);

  engine.onState((state) => {
    tray.update({ engine: state });
    if (state.state === 'running') catchUp().catch(failed);
  });
  engine.on('status', (status) => tray.update({ status }));
  engine.on('notices', ({ unread }) => tray.update({ unread }));
  engine.on('alert', alertsChanged);
  engine.on('alerts', alertsChanged);
  engine.on('changes', ({ changes }) => {
    recent = [...[...changes].reverse(), ...recent].slice(0, shownChanges);
    tray.update({ recent });
  });

  const tellFault = () => tray.update({ fault: settings.fault !== null });
  settings.onFault(tellFault);
  tellFault();
  const tellMute = () => tray.update({ mutedUntil: settings.current.attention.mutedUntil });
  settings.onChange(tellMute);
  tellMute();
  return { attention: (attention) => tray.update({ attention }) };
}
