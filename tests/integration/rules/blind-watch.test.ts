import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tidemark } from '../../support/cli.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { startWatch } from '../../support/watching.ts';

/** A folder that is watched by a process of its own, which is ready. */
async function watchedFolder(fill: (tracked: string) => void = () => undefined) {
  const folder = temporaryFolder();
  const tracked = join(folder, 'tracked');
  mkdirSync(tracked);
  fill(tracked);
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify(trackingFiles([{ path: tracked, pathType: 'directory', recursion: true }])));
  const paths = ['--data', join(folder, 'data'), '--settings', settings];
  const watching = await startWatch(['--json', ...paths]);
  await watching.event('ready');
  return { tracked, paths, watching };
}

describe('rule 8: a watch that may have missed something is said aloud and made up for', () => {
  it('sees that the queue of events overflowed, records the gap, and finds everything by a rescan', async () => {
    const { tracked, paths, watching } = await watchedFolder();

    // While the process stands still, more happens than the kernel keeps for it (inotify(7): max_queued_events).
    const kept = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
    // A new file is at least three events: made, written, closed.
    const count = Math.ceil(kept / 2);
    watching.child.kill('SIGSTOP');
    for (let n = 0; n < count; n += 1) writeFileSync(join(tracked, `file-${n}`), `${n}\n`);
    watching.child.kill('SIGCONT');

    const last = join(tracked, `file-${count - 1}`);
    await watching.change((row) => row.FileSystemPath === last);
    await watching.event('gap', (event) => JSON.stringify(event).includes('"overflow"'));
    // Made up for: the gap has its end.
    await watching.event(
      'gap',
      (event) => JSON.stringify(event).includes('"overflow"') && /"to":"2/.test(JSON.stringify(event)),
    );
    await watching.end();

    const changes = JSON.parse((await tidemark(['changes', '--json', '--limit', '100000', ...paths])).stdout) as {
      FileSystemPath: string;
      ChangeCategory: string;
    }[];
    const added = changes.filter((row) => row.ChangeCategory === 'Added').map((row) => row.FileSystemPath);
    expect(added).toHaveLength(count);
    expect(new Set(added).size).toBe(count);
  });

  it('does so over as many folders as /usr has, and says it in the status', async () => {
    const { tracked, paths, watching } = await watchedFolder((path) => {
      for (let n = 0; n < 400; n += 1) {
        for (let m = 0; m < 40; m += 1) mkdirSync(join(path, `d${n}/e${m}`), { recursive: true });
      }
    });

    const kept = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
    watching.child.kill('SIGSTOP');
    // Two files by turns, since the kernel keeps one event of several that are alike; a write gives one at least.
    const files = [join(tracked, 'd0/a'), join(tracked, 'd1/a')] as const;
    for (let n = 0; n <= kept; n += 1) writeFileSync(files[n % 2 === 0 ? 0 : 1], `${n}\n`);
    // Nobody was told of these folders.
    mkdirSync(join(tracked, 'd399/fresh/deep'), { recursive: true });
    watching.child.kill('SIGCONT');

    const fresh = join(tracked, 'd399/fresh/deep');
    for (const path of [...files, fresh]) await watching.change((row) => row.FileSystemPath === path);
    const ended = ({ gap }: Readonly<Record<string, unknown>>) => /"overflow".*"to":"2/.test(JSON.stringify(gap));
    await watching.event('gap', ended);
    writeFileSync(join(fresh, 'file'), 'x');
    await watching.change((row) => row.FileSystemPath === join(fresh, 'file'));

    const { gaps } = JSON.parse((await tidemark(['status', '--json', ...paths])).stdout) as { gaps: object[] };
    expect(gaps).toContainEqual(
      expect.objectContaining({ type: 'Files', reason: 'overflow', to: expect.stringMatching(/^2/) }),
    );
    expect((await tidemark(['status', ...paths])).stdout).toMatch(/the system dropped events from .*, made up for at /);
    await watching.end();
  });
});
