import type { Payload } from '../../shared/contract/contract.ts';
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
  readonly quit: () => void;
  readonly log: (line: string) => void;
}

const shownChanges = 5;

/** Puts Tidemark into the tray, kept up to date by the engine's events. */
export function setupTray({ engine, settings, icons, show, quit, log }: TrayOptions): void {
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
      case 'quit':
        quit();
        return;
    }
  }

  const tray = new AppTray({ icons, act });
  let recent: TrayState['recent'] = [];

  /** What a new engine knows already; from then on its events tell. */
  async function catchUp(): Promise<void> {
    const [page, notices, status] = await Promise.all([
      engine.request('changes.list', { limit: shownChanges }),
      engine.request('notices.list', { limit: 1 }),
      engine.request('status.get', {}),
    ]);
    recent = page.changes;
    tray.update({ recent, unread: notices.unread, status });
  }

  engine.onState((state) => {
    tray.update({ engine: state });
    if (state.state === 'running') catchUp().catch(failed);
  });
  engine.on('status', (status) => tray.update({ status }));
  engine.on('notices', ({ unread }) => tray.update({ unread }));
  engine.on('changes', ({ changes }) => {
    recent = [...[...changes].reverse(), ...recent].slice(0, shownChanges);
    tray.update({ recent });
  });

  const tellFault = () => tray.update({ fault: settings.fault !== null });
  settings.onFault(tellFault);
  tellFault();
}
