import type { ChildProcess } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import dbus from 'dbus-next';
import { endProgram, firstLine, startProgram } from './processes.ts';

/** A desktop of its own: a display, a session bus, a window manager, a notification service and a home. */
export interface DesktopSession {
  /** The environment to start programs with that are to appear in it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts a desktop and answers when it can be used: the display takes connections, the window manager manages, and
 * the notification service owns its name.
 */
export async function startDesktopSession(): Promise<DesktopSession> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-desktop-'));
  const programs: ChildProcess[] = [];
  const stop = async () => {
    for (const program of programs.toReversed()) {
      await endProgram(program);
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const env = await homeIn(folder);
    programs.push(await startDisplay(env));
    programs.push(await startBus(env));
    programs.push(await startWindowManager(env, folder));
    programs.push(await startNotifications(env, folder));
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An empty home and runtime folder, so that nothing of the person who runs the tests is read or written. */
async function homeIn(folder: string): Promise<Record<string, string>> {
  const home = join(folder, 'home');
  const runtime = join(folder, 'run');
  await mkdir(home);
  await mkdir(runtime, { mode: 0o700 });
  const { PATH = '/usr/bin:/bin', LANG = 'C.UTF-8' } = process.env;
  return { PATH, LANG, HOME: home, XDG_RUNTIME_DIR: runtime, XDG_SESSION_TYPE: 'x11' };
}

async function startDisplay(env: Record<string, string>): Promise<ChildProcess> {
  // It chooses a free number and writes it to the descriptor when it takes connections (Xserver(1), -displayfd).
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
  const server = await startProgram('Xvfb', args, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  env.DISPLAY = `:${await firstLine(server, server.stdio[3] as Readable)}`;
  return server;
}

/** A session bus alone; its address is added to the environment. */
export async function startBus(env: Record<string, string>): Promise<ChildProcess> {
  const args = ['--session', '--nofork', '--nopidfile', '--print-address=3'];
  const bus = await startProgram('dbus-daemon', args, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  env.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus, bus.stdio[3] as Readable);
  return bus;
}

async function startWindowManager(env: Record<string, string>, folder: string): Promise<ChildProcess> {
  // openbox runs the command once it manages the screen.
  const ready = join(folder, 'window-manager-is-ready');
  const args = ['--sm-disable', '--startup', `touch ${ready}`];
  const appeared = fileAppears(folder, ready);
  const manager = await startProgram('openbox', args, { env, stdio: 'ignore' });
  await appeared;
  return manager;
}

function fileAppears(folder: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, () => {
      if (existsSync(path)) {
        settle();
        resolve();
      }
    });
    const timer = setTimeout(() => {
      settle();
      reject(new Error(`${path} did not appear`));
    }, 20_000);
    const settle = () => {
      clearTimeout(timer);
      watcher.close();
    };
  });
}

const notifications = 'org.freedesktop.Notifications';

/**
 * By default dunst forgets all but the last 20, and what is shown can't be counted any more. Its history leaves the
 * urgency out: so that is noted as the category, which it has (dunst(5)).
 */
const dunstrc = `[global]
history_length = 0
[low]
msg_urgency = low
set_category = low
[critical]
msg_urgency = critical
set_category = critical
`;

async function startNotifications(env: Record<string, string>, folder: string): Promise<ChildProcess> {
  const bus = dbus.sessionBus({ busAddress: env.DBUS_SESSION_BUS_ADDRESS ?? '' });
  try {
    const proxy = await bus.getProxyObject('org.freedesktop.DBus', '/org/freedesktop/DBus');
    const daemon = proxy.getInterface('org.freedesktop.DBus');
    const owned = new Promise<void>((resolve) => {
      daemon.on('NameOwnerChanged', (name: string, _old: string, owner: string) => {
        if (name === notifications && owner !== '') {
          resolve();
        }
      });
    });
    const config = join(folder, 'dunstrc');
    await writeFile(config, dunstrc);
    const service = await startProgram('dunst', ['-config', config], { env, stdio: 'ignore' });
    await owned;
    return service;
  } finally {
    bus.disconnect();
  }
}
