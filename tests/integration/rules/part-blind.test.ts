import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Status } from '../../../electron/shared/model/status.ts';
import type { WatchUse } from '../../../electron/shared/model/watch-use.ts';
import { filesWorker } from '../../support/files-worker.ts';
import { endProgram, startProgram } from '../../support/processes.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { mayUnshare } from '../../support/unshare.ts';
import { Watching } from '../../support/watching.ts';

const root = resolve(import.meta.dirname, '../../..');
const program = resolve(root, 'node_modules/.cache/tidemark-test/part-blind-process.mjs');

beforeAll(async () => {
  const bundle = await rolldown({
    input: resolve(import.meta.dirname, 'part-blind-process.ts'),
    platform: 'node',
    // What is installed is loaded from there, as by the built application.
    external: /^(?!node:)[^./]/,
  });
  await bundle.write({ file: program, format: 'es', codeSplitting: false });
  await bundle.close();
});

const nobody = 65534;

/** The process that tracks a folder, and may be told what to do. */
class Tracking {
  readonly #watching: Watching;

  private constructor(watching: Watching) {
    this.#watching = watching;
  }

  static async start(command: readonly string[], folder: string, uid?: number): Promise<Tracking> {
    const data = temporaryFolder();
    if (uid !== undefined) chmodSync(data, 0o777);
    const worker = await filesWorker();
    const [first = '', ...args] = [...command, process.execPath, program, join(data, 'data'), folder, worker.href];
    const child = await startProgram(first, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    onTestFinished(() => endProgram(child));
    return new Tracking(new Watching(child));
  }

  async said<T>(word: string, wanted: (value: T) => boolean = () => true): Promise<T> {
    const line = await this.#watching.line(word, (text) => {
      const said = JSON.parse(text) as Readonly<Record<string, T>>;
      return word in said && wanted(said[word] as T);
    });
    return (JSON.parse(line) as Readonly<Record<string, T>>)[word] as T;
  }

  tell(line: string): void {
    // What was said before is not taken for the answer.
    this.#watching.lines.length = 0;
    this.#watching.child.stdin?.write(`${line}\n`);
  }

  async status(): Promise<{ status: Status; files: Status['types'][number] }> {
    this.tell('status');
    const status = await this.said<Status>('status');
    const files = status.types.find(({ type }) => type === 'Files');
    if (files === undefined) throw new Error('files are always among the types');
    return { status, files };
  }

  async collect(): Promise<void> {
    this.tell('collect');
    await this.said('collected');
  }

  async use(): Promise<WatchUse> {
    this.tell('use');
    return await this.said<WatchUse>('use');
  }
}

function folders(count: number): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  for (let n = 0; n < count; n += 1) mkdirSync(join(folder, `d${n}/below`), { recursive: true });
  return folder;
}

describe('a watch over a part of what is tracked', () => {
  it('says which folders are left to the schedule, and takes them on once the limit was raised', async ({ skip }) => {
    if (!mayUnshare()) skip('user namespaces are not to be had on this machine');
    const folder = folders(30);
    const limited = ['unshare', '-Ur', 'sh', '-c', 'echo 40 > /proc/sys/user/max_inotify_watches; exec "$@"', 'sh'];
    const tracking = await Tracking.start(limited, folder);
    const opened = await tracking.said<{ subject: string }>('gap', ({ subject }) => subject.includes('more director'));
    expect(opened).toMatchObject({ reason: 'watchFailed', to: null });
    await tracking.said('ready');

    // The first look has made up for what was before it; from then on those folders are collected by schedule.
    const { status, files } = await tracking.status();
    const { watched, unwatched } = files.live;
    // The tree, what it lies in, and what that lies in; the folder of requests has one, and the 40th ends the reading.
    expect(watched).toBe(38);
    expect(watched + unwatched.folders).toBe(61 + folder.split('/').length - 1);
    expect(unwatched.first.every((each) => each.startsWith(folder))).toBe(true);
    expect(status.state).toBe('attention');
    expect(status.problems).toMatchObject([{ kind: 'limit', subject: 'user.max_inotify_watches' }]);
    expect(status.problems[0]?.message).toContain(`${unwatched.folders} of ${watched + unwatched.folders} directories`);
    expect(status.gaps.every(({ to }) => to !== null)).toBe(true);
    const use = await tracking.use();
    expect(use.watches).toMatchObject({ setting: 'user.max_inotify_watches', limit: 40, held: 40 });
    expect(use.watches.raise.line).toMatch(/^user\.max_inotify_watches=\d+$/);

    // As long as there is no room, nothing gets better or worse, and no further gap is recorded.
    await tracking.collect();
    const still = await tracking.status();
    expect(still.files.live.unwatched).toEqual(unwatched);
    expect(still.status.problems).toHaveLength(1);
    expect(still.status.gaps).toEqual(status.gaps);

    tracking.tell('limit 1000');
    await tracking.collect();
    const whole = await tracking.status();
    expect(whole.files.live).toMatchObject({
      watched: watched + unwatched.folders,
      unwatched: { folders: 0, first: [] },
    });
    expect(whole.status).toMatchObject({ state: 'tracking', problems: [] });
    const [before = ''] = unwatched.first;
    writeFileSync(join(before, 'file'), 'x');
    await tracking.said<string>('change', (key) => key === join(before, 'file'));
  });

  it('takes on a folder that may be read by now, and asks nobody for attention while it waits', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can become an account that may not read a folder');
    const folder = folders(3);
    // A way that may be passed and not read: what lies below can be tracked, so nothing is unreadable.
    const way = join(folder, 'd1');
    chmodSync(way, 0o711);
    const tracking = await Tracking.start([], join(way, 'below'), nobody);
    await tracking.said('ready');
    const { status, files } = await tracking.status();
    expect(files.live).toMatchObject({ armed: true, unwatched: { folders: 1, first: [way] } });
    expect(status.problems).toMatchObject([{ kind: 'note', subject: 'live watch of Files' }]);
    expect(status.state).toBe('tracking');

    chmodSync(way, 0o755);
    await tracking.collect();
    const whole = await tracking.status();
    expect(whole.files.live).toMatchObject({ watched: files.live.watched + 1, unwatched: { folders: 0 } });
    expect(whole.status.problems).toEqual([]);
  });
});
