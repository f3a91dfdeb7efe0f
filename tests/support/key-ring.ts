import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import dbus from 'dbus-next';
import type { DesktopSession } from './desktop-session.ts';
import { startProgram } from './processes.ts';

const secretService = 'org.freedesktop.secrets';

/** A real GNOME key ring in a desktop session, made and unlocked with a password of the test's own. */
export async function startKeyRing({ env }: DesktopSession): Promise<ChildProcess> {
  const args = ['--foreground', '--unlock', '--components=secrets'];
  const ring = await startProgram('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  ring.stdin?.end('a password');
  const bus = dbus.sessionBus({ busAddress: env.DBUS_SESSION_BUS_ADDRESS ?? '' });
  try {
    await once(bus, 'connect');
    const daemon = (await bus.getProxyObject('org.freedesktop.DBus', '/org/freedesktop/DBus')).getInterface(
      'org.freedesktop.DBus',
    ) as unknown as { NameHasOwner(name: string): Promise<boolean> };
    for (let tries = 0; !(await daemon.NameHasOwner(secretService)); tries++) {
      if (tries > 200) throw new Error('the key ring did not come up');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return ring;
  } finally {
    bus.disconnect();
  }
}
