import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askOwner } from '../../../electron/engine/mailbox/ask.ts';
import { mailboxFolder, nameOf } from '../../../electron/engine/mailbox/request.ts';
import { bundled } from '../../support/bundled.ts';
import { StoreChild } from '../../support/store-child.ts';
import { temporaryFolder } from '../../support/temporary.ts';

let built: Promise<URL> | undefined;

/** A second process that owns the store and hears requests. */
async function owner(task: 'answers' | 'hangs', dataDir: string) {
  built ??= bundled('mailbox-process', 'tests/support/mailbox-process.ts', [/^zod/, /^@photostructure/]);
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(await built), task, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  if (child.stdout === null) throw new Error('The child has no standard output.');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async () => (await lines.next()).value as string | undefined;
  const before: (string | undefined)[] = [];
  for (let each = await said(); each !== 'hears'; each = await said()) before.push(each);
  /** The next line that it says; `undefined` once it has ended. */
  const line = async () => (before.length > 0 ? before.shift() : await said());
  const end = async (signal?: NodeJS.Signals) => {
    if (signal === undefined) child.stdin?.end();
    else child.kill(signal);
    await ended;
  };
  return { child, line, end };
}

const folders = () => {
  const dataDir = join(temporaryFolder(), 'data');
  return { dataDir, folder: mailboxFolder(dataDir), left: () => readdirSync(mailboxFolder(dataDir)) };
};

const token = 'a'.repeat(32);
const request = (askedAt: Date) => JSON.stringify({ askedAt: askedAt.toISOString(), method: 'plan.end', args: {} });

/** Leaves a file as no command of Tidemark does. */
function leave(folder: string, stage: Parameters<typeof nameOf>[1], content: string): string {
  const file = join(folder, nameOf(token, stage));
  writeFileSync(file, content);
  return file;
}

describe('the mailbox', () => {
  it('hears a request, performs it once and answers; nothing is left', async () => {
    const { dataDir, folder, left } = folders();
    const { line, end } = await owner('answers', dataDir);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await askOwner(dataDir, 'changes.acknowledge', { ids: [3, 4] })).toEqual({ kind: 'answered', value: 2 });
    expect(await line()).toBe('performs changes.acknowledge {"ids":[3,4]}');
    await expect(askOwner(dataDir, 'expectations.end', { id: 1 })).rejects.toMatchObject({
      kind: 'notFound',
      message: 'There is no such thing.',
      advice: 'Ask for another.',
    });
    expect(await line()).toBe('performs expectations.end {"id":1}');
    const many = await Promise.all(Array.from({ length: 20 }, () => askOwner(dataDir, 'plan.end', {})));
    for (const each of many) {
      expect(each).toEqual({ kind: 'answered', value: null });
      expect(await line()).toBe('performs plan.end {}');
    }
    // As a later Tidemark may ask.
    await expect(askOwner(dataDir, 'plan.pause' as 'plan.end', {})).rejects.toMatchObject({
      kind: 'invalid',
      message: "The Tidemark that runs knows no request 'plan.pause'.",
    });
    await end();
    expect(left()).toEqual([]);
    expect(await line()).toBeUndefined();
    expect(await askOwner(dataDir, 'plan.end', {})).toEqual({ kind: 'nobody' });
  });

  it('says that an owner takes no requests where it has no folder for them', async () => {
    const { dataDir } = folders();
    const child = await StoreChild.start('own', dataDir);
    expect(await child.line()).toBe('owned');
    await expect(askOwner(dataDir, 'plan.end', {})).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/^Tidemark runs as process \d+ \(tidemark watch\), and takes no requests\.$/),
    });
  });

  it('tells who asked that an owner was killed while it performed, and nobody performs it again', async () => {
    const { dataDir, left } = folders();
    const first = await owner('hangs', dataDir);
    const asked = expect(askOwner(dataDir, 'plan.end', {})).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('ended before it answered: it may have been done'),
    });
    expect(await first.line()).toBe('performs plan.end {}');
    await first.end('SIGKILL');
    await asked;
    expect(left()).toEqual([expect.stringMatching(/\.taken$/)]);
    const second = await owner('answers', dataDir);
    await second.end();
    expect(left()).toEqual([]);
    expect(await second.line()).toBeUndefined();
  });

  it('the same where another owner has come meanwhile', async () => {
    const { dataDir } = folders();
    const first = await owner('hangs', dataDir);
    const asked = expect(askOwner(dataDir, 'plan.end', {})).rejects.toThrow('it may have been done');
    expect(await first.line()).toBe('performs plan.end {}');
    await first.end('SIGKILL');
    await owner('hangs', dataDir);
    await asked;
  });

  it('takes a request back that an owner did not take before it was killed', async () => {
    const { dataDir, left } = folders();
    const { child, end } = await owner('answers', dataDir);
    child.kill('SIGSTOP');
    const asked = askOwner(dataDir, 'plan.end', {});
    expect(left()).toEqual([expect.stringMatching(/\.request$/)]);
    await end('SIGKILL');
    expect(await asked).toEqual({ kind: 'nobody' });
    expect(left()).toEqual([]);
  });

  it('gives up in time, and says whether it may have been done', async () => {
    const { dataDir, left } = folders();
    const { child, end, line } = await owner('hangs', dataDir);
    const taken = expect(askOwner(dataDir, 'plan.end', {}, 400)).rejects.toThrow('it may have been done');
    expect(await line()).toBe('performs plan.end {}');
    await taken;
    child.kill('SIGSTOP');
    await expect(askOwner(dataDir, 'plan.end', {}, 400)).rejects.toThrow('nothing was done');
    expect(left()).toEqual([expect.stringMatching(/\.taken$/)]);
    await end('SIGKILL');
  });

  it('performs at its start what was just asked, and nothing that is old or of a time to come', async () => {
    const { dataDir, folder, left } = folders();
    await (await owner('answers', dataDir)).end();
    const other = 'b'.repeat(32);
    writeFileSync(join(folder, nameOf(other, 'request')), request(new Date(Date.now() - 120_000)));
    leave(folder, 'request', request(new Date(Date.now() + 120_000)));
    const late = await owner('answers', dataDir);
    await late.end();
    expect(await late.line()).toBeUndefined();
    expect(left()).toEqual([]);
    leave(folder, 'request', request(new Date()));
    const early = await owner('answers', dataDir);
    expect(await early.line()).toBe('performs plan.end {}');
    await early.end();
    // Nobody has fetched it yet.
    expect(left()).toEqual([nameOf(token, 'answer')]);
    const minuteAgo = (Date.now() - 61_000) / 1000;
    utimesSync(join(folder, nameOf(token, 'answer')), minuteAgo, minuteAgo);
    await (await owner('answers', dataDir)).end();
    expect(left()).toEqual([]);
  });

  it('sets malformed requests aside, says so, and goes on', async () => {
    const { dataDir, folder, left } = folders();
    const { line, end } = await owner('answers', dataDir);
    const more = JSON.stringify({ askedAt: new Date().toISOString(), method: 'plan.end', args: {}, x: 1 });
    for (const content of ['{', '', '{"method":"plan.end"}', more]) {
      leave(folder, 'request', content);
      const aside = join(folder, nameOf(token, 'malformed'));
      expect(await line(), content).toBe(`problem ${aside}`);
      expect(left()).toEqual([nameOf(token, 'malformed')]);
      rmSync(aside);
      expect(await line()).toBe(`ended ${aside}`);
    }
    expect(await askOwner(dataDir, 'plan.end', {})).toEqual({ kind: 'answered', value: null });
    expect(await line()).toBe('performs plan.end {}');
    await end();
  });

  it('follows no link, and leaves alone what is none of its own', async () => {
    const { dataDir, folder, left } = folders();
    await (await owner('answers', dataDir)).end();
    const secret = join(dataDir, 'secret');
    writeFileSync(secret, request(new Date()));
    symlinkSync(secret, join(folder, nameOf(token, 'request')));
    writeFileSync(join(folder, 'notes.request'), request(new Date()));
    const { line, end } = await owner('answers', dataDir);
    expect(await line()).toBe(`problem ${join(folder, nameOf(token, 'malformed'))}`);
    await end();
    expect(left().toSorted()).toEqual([nameOf(token, 'malformed'), 'notes.request'].toSorted());
    expect(existsSync(secret)).toBe(true);
  });
});
