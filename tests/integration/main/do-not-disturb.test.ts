import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import dbus from 'dbus-next';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { followDoNotDisturb } from '../../../electron/main/notifications/do-not-disturb/follow.ts';
import { noBanners } from '../../../electron/main/notifications/do-not-disturb/sources.ts';
import { joinSessionBus } from '../../../electron/main/notifications/session-bus.ts';
import { type DesktopSession, startBus, startDesktopSession } from '../../support/desktop-session.ts';
import { endProgram } from '../../support/processes.ts';

let desktop: DesktopSession;
beforeAll(async () => {
  desktop = await startDesktopSession();
});
afterAll(() => desktop.stop());

const run = (program: string, ...args: readonly string[]) =>
  promisify(execFile)(program, args, { env: desktop.env, timeout: 20_000 });

/** Follows the desktop as an application would that is started in this environment; gives what it heard. */
function followed(env: Readonly<Record<string, string>>): boolean[] {
  for (const [variable, value] of Object.entries({ XDG_CURRENT_DESKTOP: '', ...env })) vi.stubEnv(variable, value);
  const heard: boolean[] = [];
  const end = followDoNotDisturb((active) => heard.push(active));
  onTestFinished(() => {
    end();
    vi.unstubAllEnvs();
  });
  return heard;
}

const inSession = (name = '') => followed({ ...desktop.env, XDG_CURRENT_DESKTOP: name });

const until = (heard: readonly boolean[], expected: readonly boolean[]) =>
  vi.waitFor(() => expect(heard).toEqual(expected), { timeout: 10_000, interval: 20 });

describe('do-not-disturb of the desktop', () => {
  it('is heard of dunst when it is paused, and when it goes on', async () => {
    await run('dunstctl', 'set-paused', 'true');
    const heard = inSession();
    await until(heard, [true]);
    await run('dunstctl', 'set-paused', 'false');
    await until(heard, [true, false]);
    await run('dunstctl', 'set-paused', 'true');
    await until(heard, [true, false, true]);
    await run('dunstctl', 'set-paused', 'false');
    await until(heard, [true, false, true, false]);
  });

  it('is heard of Xfce’s switch, in its own session', async () => {
    const set = (value: string) =>
      run('xfconf-query', '-c', 'xfce4-notifyd', '-p', '/do-not-disturb', '-n', '-t', 'bool', '-s', value);
    await set('true');
    const heard = inSession('XFCE');
    await until(heard, [true]);
    await set('false');
    await until(heard, [true, false]);
    await set('true');
    const elsewhere = inSession('KDE');
    await run('dunstctl', 'set-paused', 'true');
    await until(elsewhere, [true]);
    await run('dunstctl', 'set-paused', 'false');
    await until(elsewhere, [true, false]);
  });

  it('is heard of GNOME’s switch, in its own session', async () => {
    const set = (value: string) => run('gsettings', 'set', 'org.gnome.desktop.notifications', 'show-banners', value);
    await set('false');
    const heard = inSession('ubuntu:GNOME');
    await until(heard, [true]);
    await set('true');
    await until(heard, [true, false]);
    await set('false');
    await until(heard, [true, false, true]);
  });
});

/** The one property of Plasma's notification service that is read: Plasma itself needs a whole desktop. */
class PlasmaNotifications extends dbus.interface.Interface {
  Inhibited = true;
}
PlasmaNotifications.configureMembers({
  properties: { Inhibited: { signature: 'b', access: dbus.interface.ACCESS_READ } },
});

describe('a session without notifications', () => {
  it('is none that is not to be disturbed, until a service comes that says so, as Plasma’s', async () => {
    const env: Record<string, string> = { PATH: desktop.env.PATH ?? '' };
    const alone = await startBus(env);
    onTestFinished(() => endProgram(alone));
    const bus = dbus.sessionBus({ busAddress: env.DBUS_SESSION_BUS_ADDRESS ?? '' });
    onTestFinished(() => bus.disconnect());
    const heard = followed(env);

    const service = new PlasmaNotifications('org.freedesktop.Notifications');
    bus.export('/org/freedesktop/Notifications', service);
    await bus.requestName('org.freedesktop.Notifications', 0);
    await until(heard, [true]);
    service.Inhibited = false;
    PlasmaNotifications.emitPropertiesChanged(service, { Inhibited: false }, []);
    await until(heard, [true, false]);
  });

  it('has nothing to follow where there is no bus', async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nonexistent/bus');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(await joinSessionBus()).toBeUndefined();
  });
});

it('reads what gsettings prints', () => {
  expect(noBanners('false\n')).toBe(true);
  expect(noBanners('true\n')).toBe(false);
  expect(noBanners('No such key “show-banners”')).toBeUndefined();
  expect(noBanners(undefined)).toBeUndefined();
});
