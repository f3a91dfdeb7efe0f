import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Sudo } from '../../../electron/engine/collectors/files/sudo/commands.ts';
import { readThrough } from '../../../electron/engine/collectors/files/sudo/read.ts';
import { commands } from '../../../electron/engine/collectors/files/sudo/rule.ts';
import { newPulse, type ReadFile, type ReadJob } from '../../../electron/engine/collectors/files/worker/protocol.ts';
import { readAll } from '../../../electron/engine/collectors/files/worker/read.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { settled } from './settled.ts';

const file = (key: string, part: Partial<ReadFile> = {}): ReadFile => ({
  ...{ key, follow: true, owner: -1, keep: true, maxSize: null, prefix: null },
  ...part,
});

const jobOf = (files: readonly ReadFile[], part: Partial<ReadJob> = {}): ReadJob => ({
  ...{ kind: 'read', files, hash: 'sha256', contentPerFile: 1024 * 1024, secrets: [], cancel: newPulse() },
  ...part,
});

const checksumOf = (outcome: { readonly fields: string }) => {
  const fields: unknown = JSON.parse(outcome.fields);
  return typeof fields === 'object' && fields !== null && 'checksum' in fields ? fields.checksum : undefined;
};

/** The real sudo, which lets root do anything. */
function sudo(): Sudo {
  const found = commands();
  if ('missing' in found) throw new Error(`${found.missing} is not installed`);
  return new Sudo(found, new AbortController().signal);
}

/** Does something to a file again and again, until the test is over; resolves once it has begun. */
async function busy(path: string, doing: string): Promise<ChildProcess> {
  const program = `const fs = require('fs'); const path = process.argv[1];
    const again = () => { ${doing}; setImmediate(again) }; again(); console.log('begun')`;
  const child = spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

test('what is read, kept and remembered is what a direct reading has', async () => {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  writeFileSync(path('text'), 'some text\n');
  writeFileSync(path('large'), Buffer.alloc(3 * 1024 * 1024 + 1, 'large'));
  writeFileSync(path('.env'), 'PASSWORD=x\n');
  const files = [
    file(path('text')),
    file(path('text'), { keep: false, prefix: 4 }),
    file(path('text'), { prefix: 10 }),
    file(path('text'), { prefix: 11 }),
    file(path('large')),
    file(path('large'), { maxSize: 1024 }),
    file(path('large'), { maxSize: 1024, keep: false }),
    file(path('.env')),
    file(path('absent')),
    file(folder),
  ];
  await settled(...['text', 'large', '.env'].map(path), folder);
  for (const hash of ['sha256', 'md5', 'sha1'] as const) {
    const through = await readThrough(sudo(), jobOf(files, { hash }));
    const direct = readAll(jobOf(files, { hash }));
    expect(through.outcomes).toEqual(direct.outcomes);
    expect([...through.held].map(([index, bytes]) => [index, bytes.toString()])).toEqual(
      [...direct.held].map(([index, bytes]) => [index, bytes.toString()]),
    );
  }
});

test('of a file that grows as it is read, what is told is what it held at a time', async () => {
  const path = join(temporaryFolder(), 'log');
  writeFileSync(path, 'begin\n');
  const writer = await busy(path, "fs.appendFileSync(path, 'line ' + process.hrtime.bigint() + '\\\\n'.repeat(50))");
  const { outcomes } = await readThrough(sudo(), jobOf([file(path, { keep: false })]));
  writer.kill('SIGKILL');
  await once(writer, 'exit');
  const [outcome] = outcomes;
  if (outcome?.state !== 'seen') throw new Error(JSON.stringify(outcome));
  expect(checksumOf(outcome)).toBe(sha256(readFileSync(path).subarray(0, outcome.read?.length)));
});

test('bytes that tar puts in the place of missing ones are never taken for content', async () => {
  const path = join(temporaryFolder(), 'shrinks');
  writeFileSync(path, Buffer.alloc(8 * 1024 * 1024, 'x'));
  await busy(path, "fs.truncateSync(path, 10); fs.writeFileSync(path, Buffer.alloc(8 * 1024 * 1024, 'x'))");
  for (let round = 0; round < 3; round++) {
    const [outcome] = (await readThrough(sudo(), jobOf([file(path, { keep: false })]))).outcomes;
    if (outcome?.state === 'failed') expect(outcome.code).toBe('EAGAIN');
    else if (outcome?.state !== 'seen') throw new Error(JSON.stringify(outcome));
    else expect(checksumOf(outcome)).toBe(sha256(Buffer.alloc(outcome.read?.length ?? -1, 'x')));
  }
});

test('a file that is replaced by a FIFO and back is never waited for', async () => {
  const path = join(temporaryFolder(), 'changes');
  writeFileSync(path, 'file');
  await busy(
    path,
    "fs.rmSync(path); require('child_process').execFileSync('mkfifo', [path]); fs.rmSync(path); fs.writeFileSync(path, 'file')",
  );
  for (let round = 0; round < 3; round++) {
    const [outcome] = (await readThrough(sudo(), jobOf([file(path, { keep: false })]))).outcomes;
    if (outcome?.state !== 'seen') continue;
    expect([sha256(Buffer.from('file')), sha256(Buffer.alloc(0)), null]).toContain(checksumOf(outcome));
  }
});

test('what the kernel makes up as it is read is unreadable, and not empty', async () => {
  const { outcomes } = await readThrough(sudo(), jobOf([file('/proc/self/status'), file('/sys/kernel/uevent_seqnum')]));
  expect(outcomes).toEqual([
    { state: 'failed', code: 'EPSEUDO' },
    { state: 'failed', code: 'EPSEUDO' },
  ]);
});
