import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, request } from 'node:http';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const program = '/usr/lib/snapd/snapd';
export const hasSnapd = existsSync(program);

/** A snap that lies on a machine: all its revisions, the current one last. */
export interface TestSnap {
  readonly name: string;
  readonly active: boolean;
  readonly revisions: readonly { readonly revision: string; readonly version: string }[];
}

/**
 * snapd, real, on a root of its own. It reads its state and the snaps' metadata as on any machine, and disables
 * snaps; what needs the store, the device's model or mounts, installing among it, it can't do there. Its state names no
 * account, so that it has nothing to ask of the store.
 */
export class SnapdMachine {
  #process: ChildProcess | undefined;

  constructor(private readonly root: string) {}

  get socket(): string {
    return join(this.root, 'run/snapd.socket');
  }

  get state(): string {
    return join(this.root, 'var/lib/snapd/state.json');
  }

  get mounts(): string {
    return join(this.root, 'snap');
  }

  /** Lays snaps down as if they had been installed; to be called while snapd does not run. */
  async hold(snaps: readonly TestSnap[]): Promise<void> {
    await rm(this.mounts, { recursive: true, force: true });
    const files = join(this.root, 'var/lib/snapd/snaps');
    for (const each of [files, join(this.root, 'run'), this.mounts]) await mkdir(each, { recursive: true });
    // Its own tools lie below the root too.
    await mkdir(join(this.root, 'usr/lib'), { recursive: true });
    await symlink(dirname(program), join(this.root, 'usr/lib/snapd')).catch(() => undefined);
    for (const { name, active, revisions } of snaps) {
      for (const { revision, version } of revisions) {
        const meta = join(this.mounts, name, revision, 'meta');
        await mkdir(meta, { recursive: true });
        await writeFile(join(meta, 'snap.yaml'), `name: ${name}\nversion: '${version}'\nsummary: Made by a test\n`);
        await writeFile(join(files, `${name}_${revision}.snap`), 'x'.repeat(5000));
      }
      if (active) await symlink(revisions.at(-1)?.revision ?? '', join(this.mounts, name, 'current'));
    }
    const entries = snaps.map(({ name, active, revisions }) => [
      name,
      {
        type: 'app',
        sequence: revisions.map(({ revision }) => ({ name, 'snap-id': '', revision })),
        current: revisions.at(-1)?.revision,
        active,
        channel: 'latest/stable',
      },
    ]);
    const data = {
      auth: { 'last-id': 0, device: { brand: 'generic', model: 'generic-classic' } },
      config: { core: { seed: { loaded: true } } },
      seeded: true,
      'patch-level': 6,
      'patch-sublevel': 3,
      snaps: Object.fromEntries(entries),
    };
    await writeFile(this.state, JSON.stringify({ data, changes: {}, tasks: {} }), { mode: 0o600 });
  }

  /** Starts it; resolves when it answers. */
  async start(): Promise<void> {
    const environment = { SNAPPY_GLOBAL_ROOT: this.root, SNAPPY_TESTING: '1', SNAPD_DEBUG: '1' };
    const child = spawn(program, [], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = child;
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stderr })) {
      lines.push(line);
      if (line.includes('activation done')) break;
    }
    child.stderr.resume();
    if (!lines.at(-1)?.includes('activation done')) throw new Error(`snapd did not start:\n${lines.join('\n')}`);
  }

  /** Disables a snap, and waits until snapd has done it. */
  async disable(name: string): Promise<void> {
    const { change } = await this.#ask('POST', `/v2/snaps/${name}`, { action: 'disable' });
    for (;;) {
      const { result } = await this.#ask('GET', `/v2/changes/${change}`);
      if (!result.ready) await new Promise((resolve) => setTimeout(resolve, 20));
      else if (result.err === undefined) return;
      else throw new Error(result.err);
    }
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  async #ask(method: string, path: string, body?: object) {
    const asked = request({
      socketPath: this.socket,
      path,
      method,
      headers: { Host: 'localhost', 'Content-Type': 'application/json' },
    });
    asked.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = await once(asked, 'response');
    let text = '';
    for await (const piece of response) text += piece;
    const answer: { type: string; change: string; result: { ready: boolean; err?: string; message?: string } } =
      JSON.parse(text);
    if (answer.type === 'error') throw new Error(answer.result.message);
    return answer;
  }
}

/** A stand-in for snapd on a socket of its own, for answers that the real one gives only on a machine with a store. */
export async function standIn(
  socket: string,
  answer: RequestListener,
): Promise<{ readonly close: () => Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
