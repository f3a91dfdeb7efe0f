import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { perform } from '../../../electron/engine/alerts/actions/perform.ts';
import { anAction, means, sampleMessage } from '../../support/actions.ts';
import { FuseMount } from '../../support/mounts.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { tmpfs } from '../../support/tmpfs.ts';

const appending = (path: string, format = 'json') => anAction('file', { path, format });

describe('a file', () => {
  it('is made for its owner alone, and gets a line an alert', async () => {
    const path = join(temporaryFolder(), 'alerts.jsonl');
    for (const id of [1, 2, 3]) {
      const outcome = await perform(appending(path), sampleMessage({ id, summary: 'two\nlines' }), means());
      expect(outcome).toEqual({ kind: 'delivered', message: `A line was added to ${path}.`, output: '' });
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.slice(0, 3).map((line) => JSON.parse(line).alert.id)).toEqual([1, 2, 3]);
  });

  it('as text has a readable line, with control characters shown', async () => {
    const path = join(temporaryFolder(), 'alerts.txt');
    writeFileSync(path, 'what was there\n', { mode: 0o640 });
    await perform(appending(path, 'text'), sampleMessage({ summary: 'two\nlines\u001b[31m' }), means());
    expect(readFileSync(path, 'utf8')).toBe(
      'what was there\n2026-01-31T10:00:00.000Z critical fired Sudoers changed: two\\nlines\\x1b[31m\n',
    );
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('is not reached through a link at its end', async () => {
    const folder = temporaryFolder();
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'mine');
    symlinkSync(victim, join(folder, 'alerts.jsonl'));
    expect(await perform(appending(join(folder, 'alerts.jsonl')), sampleMessage(), means())).toMatchObject({
      kind: 'failed',
      fault: expect.stringContaining('a symbolic link, which is not followed'),
    });
    expect(readFileSync(victim, 'utf8')).toBe('mine');
  });

  it('in a directory that is not there, or that is one itself, fails in words', async () => {
    const folder = temporaryFolder();
    expect(await perform(appending(join(folder, 'none', 'alerts')), sampleMessage(), means())).toMatchObject({
      fault: expect.stringContaining('its directory does not exist'),
    });
    mkdirSync(join(folder, 'directory'));
    expect(await perform(appending(join(folder, 'directory')), sampleMessage(), means())).toMatchObject({
      fault: expect.stringContaining('it is a directory'),
    });
    expect(await perform(appending('/dev/null'), sampleMessage(), means())).toMatchObject({
      fault: expect.stringContaining('neither a file nor a pipe'),
    });
  });

  it('that is a pipe without a reader, or with one that does not read, keeps nobody waiting', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    expect(await perform(appending(path), sampleMessage(), means())).toMatchObject({
      fault: expect.stringContaining('nobody reads from this pipe'),
    });
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    onTestFinished(() => closeSync(reader));
    expect(await perform(appending(path, 'text'), sampleMessage(), means())).toMatchObject({ kind: 'delivered' });
    const read = Buffer.alloc(1000);
    expect(read.toString('utf8', 0, readSync(reader, read))).toContain('Sudoers changed');
    const rows = Array.from({ length: 20 }, () => ({ Name: 'x'.repeat(2900) }));
    const started = Date.now();
    for (let n = 0; n < 5; n++) await perform(appending(path), sampleMessage({ rows }), means());
    expect(await perform(appending(path), sampleMessage({ rows }), means())).toMatchObject({
      kind: 'failed',
      fault: expect.stringMatching(/too slow|no room/),
    });
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it('on a full disk fails, leaves no half line, and goes on once there is room', async () => {
    const folder = tmpfs(64 * 1024);
    const path = join(folder, 'alerts.jsonl');
    const rows = [{ Name: 'x'.repeat(10_000) }];
    const outcomes = [];
    for (let n = 0; n < 8; n++) outcomes.push((await perform(appending(path), sampleMessage({ rows }), means())).kind);
    expect(outcomes).toContain('delivered');
    expect(outcomes.at(-1)).toBe('failed');
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    expect(lines).toHaveLength(outcomes.filter((kind) => kind === 'delivered').length);
    for (const line of lines) expect(JSON.parse(line).format).toBe('tidemark.alert.1');
    writeFileSync(path, '');
    expect(await perform(appending(path), sampleMessage({ rows }), means())).toMatchObject({ kind: 'delivered' });
  });

  it('on a file system that hangs keeps nobody waiting, is not asked again meanwhile, and goes on afterwards', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'source'));
    const mount = new FuseMount(join(folder, 'source'), join(folder, 'mount'));
    const path = join(mount.point, 'alerts.jsonl');
    mount.hang();
    const started = Date.now();
    expect(await perform(appending(path), sampleMessage(), means({ file: 200 }))).toMatchObject({
      fault: `${path} can’t be written: it took longer than 0.2 s.`,
    });
    expect(await perform(appending(path), sampleMessage(), means({ file: 200 }))).toMatchObject({
      fault: `An earlier write to ${path} still hangs.`,
    });
    expect(Date.now() - started).toBeLessThan(2000);
    mount.goOn();
    await expect
      .poll(async () => (await perform(appending(path), sampleMessage(), means())).kind, { timeout: 5000 })
      .toBe('delivered');
  });
});
