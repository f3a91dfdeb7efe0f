import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { eventChannel } from '../../shared/contract/bridge.ts';
import type { Payload, RendererEvent } from '../../shared/contract/contract.ts';
import { decideRestart, type RestartPolicy } from '../engine-host/restart-policy.ts';
import { appPage } from '../security/assets.ts';
import type { WindowStateFile } from './state-file.ts';
import { leastSize, restoreBounds } from './window-state.ts';

/** What the window shows before its page does: the page's own ground (`renderer/app/palette.ts`), so that nothing flashes. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#141618' : '#f7f8fa');

const reloads: RestartPolicy = { limit: 3, within: 60_000, firstDelay: 250, longestDelay: 2000 };

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly state: WindowStateFile;
  /** Whether Tidemark is ending: then the window may close. */
  readonly ending: () => boolean;
  /** The window was closed to the tray for the first time. */
  readonly firstHidden: () => void;
  readonly log: (line: string) => void;
}

/**
 * The one window. It is made at the start and kept, hidden or not: so it shows
 * its list at once when the tray opens it.
 */
export class MainWindow {
  readonly #options: MainWindowOptions;
  readonly #window: BrowserWindow;
  readonly #loaded: Promise<void>;
  #crashes: readonly number[] = [];
  #listening = false;
  /** What is to be shown as soon as the page listens. */
  #awaiting: Payload<'show'> | undefined;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    const { state } = options;
    const areas = screen.getAllDisplays().map((display) => display.workArea);
    this.#window = new BrowserWindow({
      ...restoreBounds(state.current.bounds, areas),
      minWidth: leastSize.width,
      minHeight: leastSize.height,
      show: false,
      title: 'Tidemark',
      icon: options.icon,
      autoHideMenuBar: true,
      backgroundColor: background(),
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        navigateOnDragDrop: false,
      },
    });
    if (state.current.maximized) this.#window.once('show', () => this.#window.maximize());
    this.#loaded = this.#load();
    this.#listen();
  }

  get contents(): WebContents | undefined {
    return this.#window.isDestroyed() ? undefined : this.#window.webContents;
  }

  /** Brings the window to the front; with `screen`, the page shows that. */
  async show(screen?: Payload<'show'>): Promise<void> {
    if (this.#window.isDestroyed()) return;
    if (screen) this.#awaiting = screen;
    this.#deliver();
    // Until the page is there the window would be an empty one
    await this.#loaded;
    if (this.#window.isDestroyed()) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** Tells the page an event. What happens before it listens it asks for itself. */
  send<E extends RendererEvent>(event: E, payload: Payload<E>): void {
    const contents = this.contents;
    if (contents && this.#listening) contents.send(eventChannel, event, payload);
  }

  /** The page made a request: it is up, and whoever asks has begun to listen. */
  heard(): void {
    this.#listening = true;
    this.#deliver();
  }

  #deliver(): void {
    if (!this.#listening || !this.#awaiting) return;
    const awaiting = this.#awaiting;
    this.#awaiting = undefined;
    this.send('show', awaiting);
  }

  /** Resolves when the page has painted, or failed to load. */
  #load(): Promise<void> {
    const painted = new Promise<void>((resolve) => this.#window.once('ready-to-show', resolve));
    const failed = this.#window.loadURL(appPage).then(
      () => painted,
      (error: unknown) => this.#options.log(`The window's page did not load: ${String(error)}`),
    );
    return Promise.race([painted, failed]);
  }

  #listen(): void {
    const window = this.#window;
    const { state, ending, firstHidden } = this.#options;
    const remember = () => state.update({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });

    window.on('close', (event) => {
      remember();
      if (ending()) return;
      event.preventDefault();
      window.hide();
      if (state.current.toldOfTray) return;
      state.update({ toldOfTray: true });
      firstHidden();
    });
    // Linux gives no 'moved': what counts is where it is when it goes out of sight
    window.on('hide', remember);
    window.on('blur', remember);

    const recolour = () => window.setBackgroundColor(background());
    nativeTheme.on('updated', recolour);
    window.once('closed', () => nativeTheme.off('updated', recolour));

    window.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#listening = false;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => this.#recover(reason));
  }

  /** A page whose process died is loaded again, unless it dies each time. */
  #recover(reason: string): void {
    this.#listening = false;
    if (reason === 'clean-exit' || this.#options.ending()) return;
    this.#options.log(`The window's process ended: ${reason}.`);
    const now = Date.now();
    this.#crashes = [...this.#crashes, now];
    const verdict = decideRestart(this.#crashes, now, reloads);
    if (verdict.kind === 'restart') setTimeout(() => this.contents?.reload(), verdict.delay);
  }
}
