import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import { type TrayAction, type TrayEntry, type TrayIcon, type TrayState, trayModel } from './tray-model.ts';

export interface AppTrayOptions {
  /** The folder of the icons, `tracking.png` and so on, each with its `@2x`. */
  readonly icons: string;
  readonly act: (action: TrayAction) => void;
}

/** The icon in the tray: setters change what it knows, and one render shows it. */
export class AppTray {
  readonly #options: AppTrayOptions;
  readonly #tray: Tray;
  #state: TrayState = {
    engine: { state: 'starting' },
    status: undefined,
    fault: false,
    recent: [],
    unread: 0,
    alerts: { unread: 0, critical: 0 },
    attention: { quiet: false, doNotDisturb: false, muted: false, held: 0 },
    mutedUntil: null,
  };
  #icon: TrayIcon = 'tracking';
  #shown = '';
  #pending: NodeJS.Immediate | undefined;

  constructor(options: AppTrayOptions) {
    this.#options = options;
    this.#tray = new Tray(this.#image(this.#icon));
    // Where the desktop gives clicks at all; elsewhere a click opens the menu
    this.#tray.on('click', () => options.act({ kind: 'open' }));
    this.#render();
  }

  update(part: Partial<TrayState>): void {
    this.#state = { ...this.#state, ...part };
    // Several parts change at once: they are shown together
    this.#pending ??= setImmediate(() => this.#render());
  }

  #render(): void {
    this.#pending = undefined;
    if (this.#tray.isDestroyed()) return;
    const model = trayModel(this.#state, new Date());
    // A status arrives several times a second, and an open menu closes when it is replaced
    const shown = JSON.stringify(model);
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (model.icon !== this.#icon) this.#tray.setImage(this.#image(model.icon));
    this.#icon = model.icon;
    this.#tray.setToolTip(model.tooltip);
    this.#tray.setContextMenu(Menu.buildFromTemplate(model.menu.map((entry) => this.#item(entry))));
  }

  #item(entry: TrayEntry): MenuItemConstructorOptions {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' };
      case 'text':
        return { label: literal(entry.label), enabled: false };
      case 'action':
        return {
          label: literal(entry.label),
          enabled: entry.enabled,
          click: () => this.#options.act(entry.action),
        };
      case 'menu':
        return { label: entry.label, submenu: entry.entries.map((each) => this.#item(each)) };
    }
  }

  #image(icon: TrayIcon) {
    return nativeImage.createFromPath(join(this.#options.icons, `${icon}${size}.png`));
  }
}

/** Windows and macOS show the tray's icons at 16 pixels, desktops on Linux mostly at 22. */
const size = process.platform === 'linux' ? '' : '-small';

/** In a menu `&` marks the next letter as its key; doubled, it is itself. */
const literal = (label: string) => label.replaceAll('&', '&&');
