import type { EngineHost } from '../engine-host/engine-host.ts';
import type { Places } from '../lifecycle/places.ts';
import { showNotice } from '../notifications/desktop.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import { MainWindow } from './main-window.ts';
import { WindowStateFile } from './state-file.ts';

export interface WindowOptions {
  readonly places: Places;
  readonly engine: EngineHost;
  readonly settings: SettingsKeeper;
  readonly ending: () => boolean;
  readonly log: (line: string) => void;
}

/** Makes the window, hidden, and tells it all that happens. */
export function setupWindow({ places, engine, settings, ending, log }: WindowOptions): MainWindow {
  const window = new MainWindow({
    preload: places.preload,
    icon: places.appIcon,
    state: new WindowStateFile(places.windowState),
    ending,
    firstHidden: () => {
      showNotice({
        title: 'Tidemark goes on in the tray',
        body: 'It still tracks this machine. Its icon, or starting Tidemark again, opens the window.',
        icon: places.appIcon,
        clicked: () => void window.show(),
      }).catch((error: unknown) => log(String(error)));
    },
    log,
  });
  engine.onTold(({ event, payload }) => window.send(event, payload));
  engine.onState((state) => window.send('engineState', state));
  settings.onChange((current) => window.send('settings', { settings: current }));
  settings.onFault((fault) => window.send('settingsFault', { fault }));
  return window;
}
