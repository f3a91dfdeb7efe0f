import { execFile } from 'node:child_process';
import { type Bus, readProperty, variantOf } from '../session-bus.ts';

/** One desktop's way of saying that it is not to be disturbed. */
export interface Source {
  /** Match rules of the signals after which it is looked at again. */
  readonly rules: readonly string[];
  /** `undefined` where this desktop says nothing of it. */
  read(bus: Bus): Promise<boolean | undefined>;
}

const notifications = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
} as const;
const properties = `type='signal',path='${notifications.path}',interface='org.freedesktop.DBus.Properties'`;

/** dunst: its property `paused` (dunst(1), `dunstctl is-paused`). */
const dunst: Source = {
  rules: [properties],
  read: async (bus) =>
    asBoolean(await readProperty(bus, { ...notifications, interface: 'org.dunstproject.cmd0' }, 'paused')),
};

/** KDE Plasma from 5.18 on: the property `Inhibited` that its notification service adds to the specification's own. */
const plasma: Source = {
  rules: [properties],
  read: async (bus) =>
    asBoolean(await readProperty(bus, { ...notifications, interface: notifications.destination }, 'Inhibited')),
};

/** Xfce: the switch of xfce4-notifyd, which Xfconf keeps. Elsewhere it may lie about without a meaning. */
const xfce: Source = {
  rules: ["type='signal',interface='org.xfce.Xfconf',arg0='xfce4-notifyd'"],
  read: async (bus) => {
    if (!isDesktop('xfce')) return undefined;
    const xfconf = { destination: 'org.xfce.Xfconf', path: '/org/xfce/Xfconf', interface: 'org.xfce.Xfconf' };
    const body = ['xfce4-notifyd', '/do-not-disturb'];
    const answer = await bus.call({ ...xfconf, member: 'GetProperty', signature: 'ss', body });
    return asBoolean(variantOf(answer?.[0]));
  },
};

/**
 * GNOME: its switch 'Do Not Disturb' turns banners off, as `gsettings` tells; dconf says on the bus that something was
 * set. Of other desktops it says nothing.
 */
const gnome: Source = {
  rules: ["type='signal',interface='ca.desrt.dconf.Writer',member='Notify'"],
  read: async () => {
    if (!isDesktop('gnome')) return undefined;
    return noBanners(await output('gsettings', ['get', 'org.gnome.desktop.notifications', 'show-banners']));
  },
};

export const sources: readonly Source[] = [dunst, plasma, xfce, gnome];

/** What `gsettings get` printed of `show-banners`: `true` or `false`; nothing where there is no such setting. */
export function noBanners(printed: string | undefined): boolean | undefined {
  const word = printed?.trim();
  return word === 'false' ? true : word === 'true' ? false : undefined;
}

/** Whether the session is of this desktop. Electron gives itself out as another one, and keeps the true name aside. */
function isDesktop(name: string): boolean {
  const desktops = process.env.ORIGINAL_XDG_CURRENT_DESKTOP ?? process.env.XDG_CURRENT_DESKTOP ?? '';
  return desktops.toLowerCase().split(':').includes(name);
}

const asBoolean = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

/** What a program prints; `undefined` where it is not there, fails, or takes too long. */
function output(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: 2000, killSignal: 'SIGKILL' }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });
}
