import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';
import { testEngine } from '../../support/engine.ts';
import { filesWorker } from '../../support/files-worker.ts';
import { asNobody } from '../../support/nobody.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const tree = (root: string) => trackingFiles([{ path: root, pathType: 'directory', recursion: true }]);

/** A folder to be tracked, with one file in it, and the data folder of its own. */
function place() {
  const folder = temporaryFolder();
  const root = join(folder, 'tracked');
  mkdirSync(root);
  const file = join(root, 'file');
  writeFileSync(file, 'first\n');
  return { folder, root, file, dataDir: join(folder, 'data') };
}

/** Writes into a store from beside the engine that owns it. */
function beside(dataDir: string, sql: string): void {
  const db = new Database(join(dataDir, 'tidemark.db'), { readOnly: false });
  db.exec(sql);
  db.close();
}

const refuseChanges = `CREATE TRIGGER refuse BEFORE INSERT ON changes BEGIN SELECT RAISE(ABORT, 'refused'); END`;

describe('a full disk while tracking', () => {
  it('is told and shown though nothing can be stored, and what changed meanwhile is found once there is room', async () => {
    const { folder, root, file } = place();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { timeout: 10_000 });
    onTestFinished(() => {
      execFileSync('umount', ['--lazy', disk], { timeout: 10_000 });
    });
    const test = await testEngine({ settings: tree(root), dataDir: join(disk, 'data') });
    await test.ready();
    const ballast = join(disk, 'ballast');
    expect(() => writeFileSync(ballast, randomBytes(8 * 1024 * 1024))).toThrow(/ENOSPC/u);

    const kept = randomBytes(100_000).toString('hex');
    writeFileSync(file, kept);
    await test.until('a problem', () => test.of('problem').find((each) => each.message.includes('No space is left')));
    const full = await test.engine.request('status.get', {});
    expect(full.state).toBe('attention');
    expect(full.problems).toMatchObject([{ type: 'Files', kind: 'failed' }]);
    await expect(test.collect('Files')).rejects.toMatchObject({ kind: 'diskFull' });
    // Told once, however often it is tried.
    expect(test.of('problem')).toHaveLength(1);

    rmSync(ballast);
    await test.collect('Files');
    expect(await test.log()).toMatchObject([{ key: file, category: 'Modified' }]);
    expect((await test.engine.request('status.get', {})).state).toBe('tracking');
  });
});

describe('a pause while Tidemark starts', () => {
  it('stops what the start was about to begin, and stands open as a gap', async () => {
    const { root, file } = place();
    const settings = tree(root);
    const { tracking } = settings;
    const test = await testEngine({
      settings: { ...settings, tracking: { ...tracking, software: { ...tracking.software, enabled: true } } },
    });
    // The start has begun, and waits for the watches.
    await new Promise(setImmediate);
    await test.engine.request('tracking.pause', { until: null });
    await test.ready();
    const status = await test.engine.request('status.get', {});
    expect(status.state).toBe('paused');
    expect(status.types.filter((each) => each.live.armed || each.nextAt !== null)).toEqual([]);
    expect(status.gaps).toMatchObject([{ reason: 'paused', to: null }]);

    writeFileSync(file, 'while paused\n');
    await test.engine.request('tracking.resume', {});
    expect((await test.engine.request('status.get', {})).gaps).toMatchObject([{ to: expect.any(String) }]);
    expect((await test.engine.request('status.get', {})).types.filter((each) => each.live.armed)).toHaveLength(2);
  });
});

describe('a start whose look fails', () => {
  it('is made up for by the next one: marked as found at start, and the gap ends', async () => {
    const { root, file, dataDir } = place();
    const first = await testEngine({ settings: tree(root), dataDir });
    await first.ready();
    await first.engine.close();
    beside(dataDir, refuseChanges);
    writeFileSync(file, 'while away\n');
    const second = await testEngine({ settings: tree(root), dataDir });
    await second.ready();
    expect((await second.engine.request('status.get', {})).gaps).toMatchObject([{ reason: 'notRunning', to: null }]);
    beside(dataDir, 'DROP TRIGGER refuse');
    await second.collect('Files');
    expect(await second.log()).toMatchObject([{ key: file, how: 'startup' }]);
    const status = await second.engine.request('status.get', {});
    expect(status.gaps).toMatchObject([{ reason: 'notRunning', to: expect.any(String) }]);
    expect(status.problems).toEqual([]);
  });
});

describe('a folder that can’t be watched', () => {
  it('does not keep what changed while Tidemark was away from being marked so', async () => {
    const { folder, root, file, dataDir } = place();
    mkdirSync(join(root, 'locked'));
    await filesWorker();
    asNobody(folder);
    chmodSync(join(root, 'locked'), 0);
    const first = await testEngine({ settings: tree(root), dataDir });
    await first.ready();
    await first.engine.close();
    writeFileSync(file, 'while away\n');
    const second = await testEngine({ settings: tree(root), dataDir });
    await second.ready();
    expect(await second.log()).toMatchObject([{ key: file, how: 'startup' }]);
  });
});

describe('settings that change faster than they are taken', () => {
  it('ends in what the last of them say', async () => {
    const { root, file } = place();
    const test = await testEngine({ settings: tree(root) });
    await test.ready();
    await Promise.all([
      test.engine.request('tracking.configure', { settings: emptySettings() }),
      test.engine.request('tracking.configure', { settings: tree(root) }),
    ]);
    expect((await test.engine.request('inventory.list', { type: 'Files' })).total).toBe(2);
    writeFileSync(file, 'second\n');
    expect(await test.change(file)).toMatchObject({ category: 'Modified', how: 'live' });
    expect(await test.log()).toHaveLength(1);
  });
});

describe('a clock that was set back', () => {
  it('leaves no change that began after it was noticed, and no gap or problem that can’t end', async () => {
    const { root, file, dataDir } = place();
    const first = await testEngine({ settings: tree(root), dataDir });
    await first.ready();
    await first.engine.close();
    const ahead = Date.now() + 3600_000;
    beside(
      dataDir,
      `UPDATE collections SET started_at = ${ahead}, ended_at = ${ahead};
       UPDATE meta SET value = ${ahead} WHERE name = 'alive';
       INSERT INTO gaps (type, reason, subject, from_moment) VALUES ('Files', 'overflow', 'queue', ${ahead});
       INSERT INTO problems (type, subject, kind, message, advice, first_seen, last_seen, by_watch)
         VALUES ('Files', 'inotify', 'failed', 'm', 'a', ${ahead}, ${ahead}, 1)`,
    );
    writeFileSync(file, 'while away\n');
    const second = await testEngine({ settings: tree(root), dataDir });
    await second.ready();
    const [change] = await second.log();
    expect(change?.key).toBe(file);
    expect(Date.parse(change?.since ?? '')).toBeLessThanOrEqual(Date.parse(change?.noticedAt ?? ''));
    const { gaps, problems } = await second.engine.request('status.get', {});
    expect(gaps.filter((each) => each.to === null)).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('a kept content that is damaged', () => {
  it('keeps neither a change from being told nor the others from being listed', async () => {
    const { root, file, dataDir } = place();
    const test = await testEngine({ settings: tree(root), dataDir });
    await test.ready();
    beside(dataDir, `UPDATE content_bytes SET packed = x'ff'`);
    writeFileSync(file, 'second\n');
    expect(await test.change(file)).toMatchObject({ category: 'Modified', lines: null });
    expect(await test.log()).toHaveLength(1);
    expect(test.of('problem')).toEqual([]);
  });
});

describe('a first look that was cut off', () => {
  it('is begun again, and what changed meanwhile is part of the baseline', async () => {
    const { root, file, dataDir } = place();
    writeFileSync(join(root, 'other'), 'x');
    const first = await testEngine({ settings: tree(root), dataDir });
    await first.ready();
    await first.engine.close();
    // As it was before the last portion of it was saved.
    beside(dataDir, 'DELETE FROM collections; DELETE FROM baselines');
    writeFileSync(file, 'second\n');
    rmSync(join(root, 'other'));
    const second = await testEngine({ settings: tree(root), dataDir });
    await second.ready();
    expect(await second.log()).toEqual([]);
    expect(second.of('collection')).toMatchObject([{ baseline: true, items: 2 }]);
    writeFileSync(file, 'the third\n');
    expect(await second.change(file)).toMatchObject({ before: { size: 7 }, after: { size: 10 } });
  });
});
