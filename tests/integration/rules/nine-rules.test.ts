import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { testEngine } from '../../support/engine.ts';
import { asNobody } from '../../support/nobody.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Files below a folder of their own, and the way to name one. */
function folder(...names: string[]): { readonly root: string; readonly at: (name: string) => string } {
  const root = temporaryFolder();
  const at = (name: string) => join(root, name);
  for (const name of names) writeFileSync(at(name), `${name}\n`);
  return { root, at };
}

const tree = (root: string) => trackingFiles([{ path: root, pathType: 'directory', recursion: true }]);

describe('rule 1: watchers only hint, collecting decides', () => {
  it('makes no change of an event without a difference', async () => {
    const { root, at } = folder('a', 'b');
    const test = await testEngine({ settings: tree(root) });
    await test.ready();
    chmodSync(at('a'), 0o600);
    chmodSync(at('a'), 0o644);
    // What comes after it in the same watch is seen, so the event before was looked at.
    writeFileSync(at('b'), 'more\n');
    await test.change(at('b'));
    expect(test.changes.map((each) => each.key)).toEqual([at('b')]);
  });

  it('reports once what a live hint and a collection both see', async () => {
    const { root, at } = folder('a');
    const test = await testEngine({ settings: tree(root) });
    await test.ready();
    for (let n = 1; n <= 10; n += 1) {
      writeFileSync(at('a'), 'x'.repeat(n));
      await test.collect('Files');
    }
    await test.collect('Files');
    const sizes = (await test.log()).map((each) => [each.before?.size, each.after?.size]);
    expect(sizes).toEqual([2, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((size, n) => [size, n + 1]));
  });
});

describe('rule 2: first sight is a baseline', () => {
  it('begins without a single change, and says so of the collection', async () => {
    const { root } = folder('a', 'b');
    const test = await testEngine({ settings: tree(root) });
    await test.ready();
    expect(await test.log()).toEqual([]);
    expect(test.of('collection')).toMatchObject([{ type: 'Files', baseline: true, items: 3 }]);
  });

  it('gives an item that is switched on a baseline, and ends its tracking without a removal', async () => {
    const one = folder('a');
    const two = folder('b');
    const both = trackingFiles([
      { path: one.root, pathType: 'directory' },
      { path: two.root, pathType: 'directory' },
    ]);
    const onlyOne = { ...both, tracking: { ...both.tracking, files: both.tracking.files.slice(0, 1) } };
    const test = await testEngine({ settings: onlyOne });
    await test.ready();
    await test.engine.request('tracking.configure', { settings: both });
    expect((await test.engine.request('inventory.list', { type: 'Files' })).total).toBe(4);
    await test.engine.request('tracking.configure', { settings: onlyOne });
    expect((await test.engine.request('inventory.list', { type: 'Files' })).total).toBe(2);
    expect(await test.log()).toEqual([]);
    // And what is still tracked goes on as before.
    writeFileSync(one.at('a'), 'other\n');
    expect(await test.change(one.at('a'))).toMatchObject({ category: 'Modified' });
  });
});

describe('rule 3: absent, unreadable and unsupported are three answers', () => {
  it('makes a problem of what it may not read, and a removal only of what is absent', async () => {
    const { root, at } = folder('gone');
    mkdirSync(at('locked'));
    writeFileSync(join(at('locked'), 'secret'), 'x');
    const dataDir = temporaryFolder();
    asNobody(root, dataDir);
    const test = await testEngine({ settings: tree(root), dataDir });
    await test.ready();
    chmodSync(at('locked'), 0);
    rmSync(at('gone'));
    await test.collect('Files');
    expect((await test.log()).filter((each) => each.category === 'Removed').map((each) => each.key)).toEqual([
      at('gone'),
    ]);
    const problems = (await test.engine.request('status.get', {})).problems.filter(({ type }) => type === 'Files');
    expect(problems).toMatchObject([{ kind: 'unreadable', subject: at('locked') }]);
    expect(problems[0]?.advice).not.toBe('');
    // Readable again: what is in it was never away, and is no new file either.
    chmodSync(at('locked'), 0o755);
    await test.collect('Files');
    const later = (await test.log()).filter((each) => each.key.endsWith('secret'));
    expect(later).toEqual([]);
    // That only root sees who changes files is a note, and none of these.
    const left = (await test.engine.request('status.get', {})).problems;
    expect(left.filter(({ type }) => type === 'Files')).toEqual([]);
  });
});

describe('rule 4: only fields that matter make a change', () => {
  it('is silent about a file that was written anew just as it was', async () => {
    const { root, at } = folder('a', 'b');
    utimesSync(at('a'), 1000, 1000);
    const test = await testEngine({ settings: tree(root) });
    await test.ready();
    const beside = join(temporaryFolder(), 'copy');
    cpSync(at('a'), beside, { preserveTimestamps: true });
    renameSync(beside, at('a'));
    expect(statSync(at('a')).birthtimeMs).toBeGreaterThan(1_000_000);
    await test.collect('Files');
    expect(await test.log()).toEqual([]);
  });
});

describe('rule 5: a change and the inventory it came from are saved together', () => {
  it('stores neither when one of them cannot be stored', async () => {
    const { root, at } = folder('a');
    const dataDir = join(temporaryFolder(), 'data');
    const first = await testEngine({ settings: tree(root), dataDir, mode: 'once' });
    await first.collect('Files');
    await first.engine.close();
    const broken = new Database(join(dataDir, 'tidemark.db'), { readOnly: false });
    broken.exec(`CREATE TRIGGER refuse BEFORE INSERT ON changes BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    broken.close();
    writeFileSync(at('a'), 'longer than before\n');
    const second = await testEngine({ settings: tree(root), dataDir, mode: 'once' });
    await expect(second.collect('Files')).rejects.toThrow('refused');
    const { items } = await second.engine.request('inventory.list', { type: 'Files', text: at('a') });
    expect(items).toMatchObject([{ fields: { size: 2 } }]);
    await second.engine.close();
    const mended = new Database(join(dataDir, 'tidemark.db'), { readOnly: false });
    mended.exec('DROP TRIGGER refuse');
    mended.close();
    const third = await testEngine({ settings: tree(root), dataDir, mode: 'once' });
    await third.collect('Files');
    expect(await third.log()).toMatchObject([{ key: at('a'), before: { size: 2 }, after: { size: 19 } }]);
  });
});

describe('rule 6: what changed while Tidemark did not run', () => {
  it('is found at start and marked so, with the interval', async () => {
    const { root, at } = folder('a', 'b');
    const dataDir = join(temporaryFolder(), 'data');
    const first = await testEngine({ settings: tree(root), dataDir });
    await first.ready();
    await first.engine.close();
    const closed = new Date().toISOString();
    writeFileSync(at('a'), 'while away\n');
    rmSync(at('b'));
    const second = await testEngine({ settings: tree(root), dataDir });
    await second.ready();
    const log = await second.log();
    expect(log.map((each) => [each.key, each.category, each.how])).toEqual([
      [at('a'), 'Modified', 'startup'],
      [at('b'), 'Removed', 'startup'],
    ]);
    for (const { since, noticedAt } of log) {
      expect(since <= closed).toBe(true);
      expect(noticedAt > closed).toBe(true);
    }
    const { gaps } = await second.engine.request('status.get', {});
    expect(gaps).toMatchObject([{ reason: 'notRunning', type: null, from: log[0]?.since, to: expect.any(String) }]);
  });
});

describe('rule 7: every snapshot is refreshed in full every 24 hours', () => {
  it('reads all contents again, so that a change behind an unchanged stamp is found', async () => {
    const { root, at } = folder('a');
    const dataDir = join(temporaryFolder(), 'data');
    const first = await testEngine({ settings: tree(root), dataDir });
    await first.ready();
    // A file that was just written is not trusted to its times yet: it is read until they are old enough.
    while (stampOf(dataDir, at('a')) === '') await first.collect('Files');
    await first.engine.close();
    // As if the file had been altered with its size, times and inode as they were: the shortcut sees nothing.
    const store = new Database(join(dataDir, 'tidemark.db'), { readOnly: false });
    store.exec(`UPDATE items SET fields = replace(fields, 'sha256:', 'sha256:0') WHERE key = '${at('a')}'`);
    store.close();
    const second = await testEngine({ settings: tree(root), dataDir });
    await second.ready();
    expect(await second.log()).toEqual([]);
    await second.engine.close();
    const aged = new Database(join(dataDir, 'tidemark.db'), { readOnly: false });
    const dayAgo = Date.now() - 25 * 3600 * 1000;
    aged.exec(`UPDATE collections SET started_at = ${dayAgo}, ended_at = ${dayAgo}`);
    aged.close();
    const third = await testEngine({ settings: tree(root), dataDir });
    expect(await third.change(at('a'))).toMatchObject({ fieldsChanged: ['checksum'] });
    await third.until('a full collection', () => third.of('collection').find((each) => each.full));
  });
});

describe('rule 9: a limit that is reached is said aloud', () => {
  it('names the limit, by how much, and the setting, and removes nothing for it', async () => {
    const { root } = folder('a', 'b', 'c', 'd');
    const settings = tree(root);
    const dataDir = join(temporaryFolder(), 'data');
    const first = await testEngine({ settings, dataDir, mode: 'once' });
    await first.collect('Files');
    await first.engine.close();
    const limited = { ...settings, limits: { ...settings.limits, files: 2 } };
    const second = await testEngine({ settings: limited, dataDir, mode: 'once' });
    await second.collect('Files');
    expect(await second.log()).toEqual([]);
    const { problems } = await second.engine.request('status.get', {});
    expect(problems).toMatchObject([{ kind: 'limit', subject: 'limits.files' }]);
    expect(problems[0]?.message).toMatch(/\b2\b/);
    expect(problems[0]?.advice).toMatch(/limits\.files/);
  });
});

function stampOf(dataDir: string, key: string): string | undefined {
  const db = new Database(join(dataDir, 'tidemark.db'), { readOnly: true });
  const row = db.get<{ readonly stamp: string }>('SELECT stamp FROM items WHERE key = ?', key);
  db.close();
  return row?.stamp;
}
