import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Watch, WatchRequest } from '../../../electron/engine/collectors/collector.ts';
import { parseTracked, type Spec } from '../../../electron/engine/collectors/files/patterns/spec.ts';
import { PortableWatch } from '../../../electron/engine/collectors/files/watch/portable-watch.ts';
import { watchFiles } from '../../../electron/engine/collectors/files/watch/watch.ts';
import type { Problem } from '../../../electron/shared/model/problem.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { type Tracked, tracking } from './inventory.ts';
import { asNobody } from './nobody.ts';

/** A watch that is armed, and what it says. */
class Heard {
  readonly hints: string[] = [];
  readonly gaps: string[] = [];
  readonly problems: Problem[] = [];
  #look: () => void = () => {};

  readonly request: WatchRequest;

  constructor(items: readonly Tracked[]) {
    this.request = {
      settings: tracking(...items),
      hint: (hint) => this.#note(() => this.hints.push(hint)),
      gap: (reason, subject) => this.#note(() => this.gaps.push(`${reason} ${subject}`)),
      problem: (problem) => this.#note(() => this.problems.push(problem)),
    };
  }

  #note(add: () => void): void {
    add();
    this.#look();
  }

  /** Resolves when something that was said makes it true. */
  until(wanted: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (wanted()) resolve();
      };
      this.#look();
    });
  }

  /** Resolves when a path is to be looked at: itself, or with what it lies in. */
  hinted(...paths: string[]): Promise<void> {
    const covers = (hint: string, path: string) => hint === '' || path === hint || path.startsWith(`${hint}/`);
    return this.until(() => paths.every((path) => this.hints.some((hint) => covers(hint, path))));
  }
}

const place = { env: process.env, home: '/root', platform: process.platform };

async function armed(
  arm: (request: WatchRequest, specs: readonly Spec[]) => Promise<Watch>,
  ...items: Tracked[]
): Promise<Heard & { watch: Watch }> {
  const heard = new Heard(items);
  const specs = heard.request.settings.tracking.files.flatMap((each) => parseTracked(each, place).spec ?? []);
  const watch = await arm(heard.request, specs);
  onTestFinished(() => watch.close());
  return Object.assign(heard, { watch });
}

describe.each([
  ['inotify', watchFiles],
  ['chokidar and @parcel/watcher', PortableWatch.arm],
])('%s', (_name, arm) => {
  test('a single file: written to, saved by renaming, deleted and made again; its neighbours are none of its business', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'f');
    writeFileSync(file, 'a');
    const heard = await armed(arm, { path: file });
    appendFileSync(file, 'b');
    await heard.hinted(file);
    for (let n = 0; n < 3; n++) {
      heard.hints.length = 0;
      writeFileSync(join(folder, 'f.tmp'), 'c');
      renameSync(join(folder, 'f.tmp'), file);
      await heard.hinted(file);
    }
    heard.hints.length = 0;
    unlinkSync(file);
    await heard.hinted(file);
    heard.hints.length = 0;
    writeFileSync(file, 'd');
    await heard.hinted(file);
    heard.hints.length = 0;
    writeFileSync(join(folder, 'neighbour'), 'x');
    appendFileSync(file, 'e');
    await heard.hinted(file);
    expect(heard.hints.filter((each) => each !== file)).toEqual([]);
    expect(heard.gaps).toEqual([]);
  });

  test('a pattern in one folder', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.conf'), '');
    const heard = await armed(arm, { path: `${folder}/*.conf` });
    appendFileSync(join(folder, 'a.conf'), 'x');
    await heard.hinted(`${folder}/a.conf`);
    writeFileSync(join(folder, 'other.txt'), '');
    writeFileSync(join(folder, 'b.conf'), '');
    await heard.hinted(`${folder}/b.conf`);
    expect(heard.hints.join()).not.toContain('other.txt');
  });

  test('a tree: files in old and new folders, and what is deleted', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'old/deep'), { recursive: true });
    writeFileSync(join(folder, 'old/deep/f'), '');
    const heard = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    appendFileSync(join(folder, 'old/deep/f'), 'x');
    await heard.hinted(`${folder}/old/deep/f`);
    mkdirSync(join(folder, 'new'));
    await heard.hinted(`${folder}/new`);
    writeFileSync(join(folder, 'new/f'), '');
    await heard.hinted(`${folder}/new/f`);
    heard.hints.length = 0;
    appendFileSync(join(folder, 'new/f'), 'x');
    await heard.hinted(`${folder}/new/f`);
    heard.hints.length = 0;
    rmSync(join(folder, 'new'), { recursive: true });
    await heard.hinted(`${folder}/new`);
    expect(heard.gaps).toEqual([]);
  });

  test('a folder that is moved away, and one that is moved in', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'tree/sub'), { recursive: true });
    mkdirSync(join(folder, 'aside/in'), { recursive: true });
    writeFileSync(join(folder, 'aside/in/f'), '');
    const heard = await armed(arm, { path: `${folder}/tree`, pathType: 'directory', recursion: true });
    renameSync(join(folder, 'tree/sub'), join(folder, 'aside/sub'));
    await heard.hinted(`${folder}/tree/sub`);
    renameSync(join(folder, 'aside/in'), join(folder, 'tree/in'));
    await heard.hinted(`${folder}/tree/in/f`);
    heard.hints.length = 0;
    appendFileSync(join(folder, 'tree/in/f'), 'x');
    await heard.hinted(`${folder}/tree/in/f`);
  });

  test('a path that does not exist yet, made step by step, and removed again', async () => {
    const folder = temporaryFolder();
    const [file, tree] = [`${folder}/a/b/f`, `${folder}/t/u`];
    const heard = await armed(arm, { path: file }, { path: tree, pathType: 'directory', recursion: true });
    mkdirSync(`${folder}/a`);
    mkdirSync(`${folder}/a/b`);
    await heard.hinted(file);
    heard.hints.length = 0;
    writeFileSync(file, '');
    await heard.hinted(file);
    mkdirSync(tree, { recursive: true });
    await heard.hinted(tree);
    mkdirSync(`${tree}/v`);
    writeFileSync(`${tree}/v/f`, '');
    await heard.hinted(`${tree}/v/f`);
    heard.hints.length = 0;
    renameSync(`${folder}/t`, `${folder}/elsewhere`);
    await heard.hinted(tree);
  });

  test('closing it ends it', async () => {
    const folder = temporaryFolder();
    const heard = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    expect(heard.watch.watched()).toBeGreaterThan(0);
    await heard.watch.close();
    const again = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    writeFileSync(join(folder, 'f'), '');
    await again.hinted(`${folder}/f`);
    expect(heard.hints).toEqual([]);
  });
});

describe('inotify', () => {
  const arm = watchFiles;

  test('folders that fill before they are watched lose nothing', async () => {
    const folder = temporaryFolder();
    const heard = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    execFileSync('sh', ['-c', 'for n in 1 2 3 4 5 6 7 8 9; do mkdir -p d$n/e/f && echo x > d$n/e/f/g; done'], {
      cwd: folder,
    });
    const files = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${folder}/d${n}/e/f/g`);
    await heard.hinted(...files);
    heard.hints.length = 0;
    for (const file of files) appendFileSync(file, 'y');
    await heard.hinted(...files);
  });

  test('a burst that overflows the queue is said aloud, and everything is armed and looked at again', async () => {
    const folder = temporaryFolder();
    const heard = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    // The loop is busy meanwhile, so nobody reads; the system's queue holds 16,384 events by default.
    mkdirSync(join(folder, 'burst'));
    for (let n = 0; n < 40_000; n++) writeFileSync(join(folder, `burst${n % 2 ? '' : '.'}${n}`), 'x');
    mkdirSync(join(folder, 'late/deep'), { recursive: true });
    await heard.until(() => heard.gaps.length > 0 && heard.hints.includes(''));
    expect(heard.gaps[0]).toBe('overflow fs.inotify.max_queued_events');
    heard.hints.length = 0;
    writeFileSync(join(folder, 'late/deep/f'), '');
    await heard.hinted(`${folder}/late/deep/f`);
  }, 120_000);

  test('names that are not UTF-8', async () => {
    const folder = temporaryFolder();
    const heard = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    const odd = Buffer.concat([Buffer.from(`${folder}/d`), Buffer.from([0xe9])]);
    mkdirSync(odd);
    await heard.hinted(`${folder}/d\\xE9`);
    heard.hints.length = 0;
    writeFileSync(Buffer.concat([odd, Buffer.from('/f'), Buffer.from([0xff])]), '');
    await heard.hinted(`${folder}/d\\xE9/f\\xFF`);
  });

  test('what is there already: folders among very many files, and names that are not UTF-8', async () => {
    const folder = temporaryFolder();
    const odd = (...path: (string | Buffer)[]) => Buffer.concat(path.map((each) => Buffer.from(each)));
    mkdirSync(odd(folder, '/few'));
    mkdirSync(odd(folder, '/few/d', Buffer.from([0xe9])));
    // Long names make the folder itself large: it is listed part by part.
    for (let n = 0; n < 3000; n++) writeFileSync(join(folder, `${'n'.repeat(200)}${n}`), '');
    mkdirSync(join(folder, 'last/below'), { recursive: true });
    mkdirSync(odd(folder, '/d', Buffer.from([0xe9])));
    const heard = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    writeFileSync(join(folder, 'last/below/f'), '');
    writeFileSync(odd(folder, '/d', Buffer.from([0xe9]), '/f'), '');
    writeFileSync(odd(folder, '/few/d', Buffer.from([0xe9]), '/f'), '');
    await heard.hinted(`${folder}/last/below/f`, `${folder}/d\\xE9/f`, `${folder}/few/d\\xE9/f`);
  });

  test('what a followed link points to, file and folder, and a link that comes later', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'tree'));
    mkdirSync(join(folder, 'other/sub'), { recursive: true });
    writeFileSync(join(folder, 'other/f'), '');
    writeFileSync(join(folder, 'other/sub/g'), '');
    symlinkSync('../other/f', join(folder, 'tree/file'));
    symlinkSync('../other/sub', join(folder, 'tree/folder'));
    const heard = await armed(arm, { path: `${folder}/tree`, pathType: 'directory', recursion: true });
    appendFileSync(join(folder, 'other/f'), 'x');
    await heard.hinted(`${folder}/tree/file`);
    appendFileSync(join(folder, 'other/sub/g'), 'x');
    await heard.hinted(`${folder}/tree/folder/g`);
    mkdirSync(join(folder, 'other/more'));
    symlinkSync('../other/more', join(folder, 'tree/more'));
    await heard.hinted(`${folder}/tree/more`);
    heard.hints.length = 0;
    writeFileSync(join(folder, 'other/more/h'), '');
    await heard.hinted(`${folder}/tree/more/h`);
  });

  test('a link to a device, which is written to all the time, says nothing', async () => {
    const folder = temporaryFolder();
    symlinkSync('/dev/null', join(folder, 'masked'));
    const heard = await armed(watchFiles, { path: folder, pathType: 'directory', links: 'follow' });
    writeFileSync('/dev/null', 'x');
    writeFileSync(join(folder, 'file'), 'x');
    await heard.hinted(join(folder, 'file'));
    expect(heard.hints.filter((each) => each === join(folder, 'masked'))).toEqual([]);
  });

  test('excluded folders are not watched', async () => {
    const folder = temporaryFolder();
    for (let n = 0; n < 20; n++) mkdirSync(join(folder, `out/d${n}`), { recursive: true });
    mkdirSync(join(folder, 'in'));
    const all = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    const some = await armed(arm, { path: folder, pathType: 'directory', recursion: true, excludes: ['out'] });
    expect(all.watch.watched() - some.watch.watched()).toBe(21);
    writeFileSync(join(folder, 'out/f'), '');
    writeFileSync(join(folder, 'in/f'), '');
    await some.hinted(`${folder}/in/f`);
    expect(some.hints).toEqual([`${folder}/in/f`]);
  });

  test('a changed mode, of a file, a folder and the root', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'tree/sub'), { recursive: true });
    writeFileSync(join(folder, 'tree/f'), '');
    const heard = await armed(arm, { path: `${folder}/tree`, pathType: 'directory', recursion: true });
    chmodSync(join(folder, 'tree/f'), 0o600);
    await heard.hinted(`${folder}/tree/f`);
    chmodSync(join(folder, 'tree/sub'), 0o700);
    await heard.hinted(`${folder}/tree/sub`);
    chmodSync(join(folder, 'tree'), 0o700);
    await heard.hinted(`${folder}/tree`);
  });

  test('below a folder that may not be listed is watched what may be, and the rest is said aloud', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'closed/open'), { recursive: true });
    mkdirSync(join(folder, 'closed/open/shut'));
    chmodSync(join(folder, 'closed'), 0o711);
    chmodSync(join(folder, 'closed/open/shut'), 0o700);
    const tree: Tracked = { path: `${folder}/closed/open`, pathType: 'directory', recursion: true };
    const heard = await asNobody(() => armed(arm, tree));
    expect(heard.gaps).toEqual([`watchFailed ${folder}/closed and 1 more directory`]);
    writeFileSync(join(folder, 'closed/open/f'), '');
    await heard.hinted(`${folder}/closed/open/f`);
  });

  test('a watched folder that is replaced while a link leads into it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'tree'));
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other/f'), '');
    symlinkSync('../other/f', join(folder, 'tree/file'));
    const heard = await armed(arm, { path: `${folder}/tree`, pathType: 'directory' });
    rmSync(join(folder, 'other'), { recursive: true });
    await heard.hinted(`${folder}/tree/file`);
  });

  test('a file system that is unmounted', async ({ skip }) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'mount'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', join(folder, 'mount')], { stdio: 'ignore' });
    } catch {
      skip('mounting takes rights that this machine does not give');
    }
    writeFileSync(join(folder, 'mount/f'), '');
    const heard = await armed(arm, { path: folder, pathType: 'directory', recursion: true });
    execFileSync('umount', [join(folder, 'mount')]);
    await heard.hinted(`${folder}/mount/f`);
    heard.hints.length = 0;
    writeFileSync(join(folder, 'mount/below'), '');
    await heard.hinted(`${folder}/mount/below`);
  });
});
