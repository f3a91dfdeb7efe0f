import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApkSource } from '../../../../electron/engine/explain/ownership/apk/index.ts';
import { inWords, TestOwnership } from '../../../support/ownership.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

let file: string;
let ownership: TestOwnership;

beforeEach(() => {
  file = join(temporaryFolder(), 'installed');
  ownership = new TestOwnership(() => [createApkSource({ file })]);
});

const owners = async (path: string) => inWords(await ownership.owners(path));

/** A package as apk's database has it: a line a field, a folder and a file. */
const stanza = (name: string, version: string, lines: readonly string[]): string =>
  [
    `C:Q1${Buffer.from(name + version).toString('base64')}`,
    `P:${name}`,
    `V:${version}`,
    'A:x86_64',
    ...lines,
    '',
    '',
  ].join('\n');

async function took(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const sha1 = Buffer.alloc(20, 0xab);
const sha256 = Buffer.alloc(32, 0xcd);
const one = [
  'F:',
  'F:etc',
  'M:0:0:755',
  'R:one.conf',
  'a:0:0:644',
  `Z:Q1${sha1.toString('base64')}`,
  'F:etc/init.d',
  'R:one',
  'a:0:0:755',
  `Z:Q2${sha256.toString('base64')}`,
  'F:usr/bin',
  'R:plain',
  'R:two words',
  `Z:Q1${sha1.toString('base64')}`,
];

describe('packages of apk', () => {
  it('have their files, with digests and protected paths', async () => {
    writeFileSync(file, stanza('one', '1.2-r3', one) + stanza('two', '2-r0', ['F:etc', 'F:usr', 'R:two']));
    expect(await ownership.refresh()).toEqual([]);
    const [config] = await ownership.owners('/etc/one.conf');
    expect(config).toEqual({
      package: { manager: 'apk', name: 'one', architecture: 'x86_64', version: '1.2-r3' },
      present: true,
      conffile: true,
      digest: { method: 'sha1', hex: 'ab'.repeat(20) },
    });
    expect(await owners('/etc/init.d/one')).toEqual(['one 1.2-r3 sha256']);
    expect(await owners('/usr/bin/plain')).toEqual(['one 1.2-r3']);
    expect(await owners('/usr/bin/two words')).toEqual(['one 1.2-r3 sha1']);
    expect(await owners('/etc')).toEqual(['one 1.2-r3', 'two 2-r0']);
    expect(await owners('/usr/two')).toEqual(['two 2-r0']);
    expect(await owners('/')).toEqual([]);
  });

  it('have had what went with an upgrade or a removal', async () => {
    writeFileSync(file, stanza('one', '1-r0', one) + stanza('two', '2-r0', ['F:usr', 'R:two']));
    await ownership.refresh();
    writeFileSync(file, stanza('one', '2-r0', ['F:etc', 'R:one.conf']));
    ownership.restart();
    await ownership.refresh();
    expect(await owners('/etc/one.conf')).toEqual(['one 2-r0 conffile']);
    expect(await owners('/usr/bin/plain')).toEqual(['one 1-r0 had it']);
    expect(await owners('/usr/two')).toEqual(['two 2-r0 had it']);
  });

  it('stand as they were known where the database is cut off', async () => {
    writeFileSync(file, stanza('one', '1-r0', one) + stanza('two', '2-r0', ['F:usr', 'R:two']));
    await ownership.refresh();
    writeFileSync(file, stanza('one', '1-r0', one).slice(0, -20));
    const [problem] = await ownership.refresh();
    expect([problem?.subject, problem?.kind]).toEqual([file, 'unreadable']);
    expect(await owners('/usr/two')).toEqual(['two 2-r0']);
  });

  it('may be fifty thousand: they are read in pieces, and the engine goes on in between', async () => {
    const stanzas: string[] = [];
    for (let at = 0; at < 50_000; at++) {
      const files = Array.from({ length: 4 }, (_, each) => `R:file-${at}-${each}`);
      stanzas.push(stanza(`package-${at}`, `${at}-r0`, ['F:usr/share', `F:usr/share/package-${at}`, ...files]));
    }
    writeFileSync(file, stanzas.join(''));
    // As most of the time, it was written to some time ago.
    utimesSync(file, 1_000_000, 1_000_000);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const before = process.memoryUsage().arrayBuffers;
    const first = await took(() => ownership.refresh());
    clearInterval(timer);
    // 300,000 paths of eight bytes each, and no more than as much again for what is kept of fifty thousand lists.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * 300_000 * 8);
    expect(turns).toBeGreaterThan(10);
    expect(await owners('/usr/share/package-49999/file-49999-3')).toEqual(['package-49999 49999-r0']);
    expect((await ownership.owners('/usr/share')).length).toBe(50_000);
    expect(await took(() => ownership.refresh())).toBeLessThan(first / 10);
  });
});
