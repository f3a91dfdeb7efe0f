import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { pathKey } from '../../../electron/engine/collectors/files/keys.ts';
import { type BytesOptions, compareBytes } from '../../../electron/engine/explain/bytes.ts';
import type { Digest } from '../../../electron/engine/explain/types.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { asNobody } from '../../support/nobody.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const hex = (method: string, bytes: string | Buffer) => createHash(method).update(bytes).digest('hex');
const digest = (method: Digest['method'], bytes: string | Buffer): Digest => ({ method, hex: hex(method, bytes) });
const nothingKept: BytesOptions = { kept: () => undefined, signal: new AbortController().signal };

/** A file's fields as a collection has them. */
const fields = (bytes: string | Buffer, more: Fields = {}): Fields => ({
  kind: 'file',
  size: Buffer.byteLength(bytes),
  checksum: `sha256:${hex('sha256', bytes)}`,
  ...more,
});

let file: string;

beforeEach(() => {
  file = join(temporaryFolder(), 'file');
});

describe("a file's bytes", () => {
  const text = 'as it was shipped';

  it('are compared without being read where the methods are one', async () => {
    const told = { key: '/nowhere', fields: fields(text) };
    expect(await compareBytes(told, [digest('sha256', text)], nothingKept)).toBe('shipped');
    expect(await compareBytes(told, [digest('sha256', 'other')], nothingKept)).toBe('altered');
    const byMd5 = fields(text, { checksum: `md5:${hex('md5', text)}`, contentHash: `sha256:${hex('sha256', text)}` });
    expect(await compareBytes({ key: '/nowhere', fields: byMd5 }, [digest('md5', text)], nothingKept)).toBe('shipped');
    expect(await compareBytes({ key: '/nowhere', fields: byMd5 }, [digest('sha256', '')], nothingKept)).toBe('altered');
  });

  it.each(['md5', 'sha1', 'sha384', 'sha512'] as const)('are read where the package has %s', async (method) => {
    writeFileSync(file, text);
    expect(await compareBytes({ key: file, fields: fields(text) }, [digest(method, text)], nothingKept)).toBe(
      'shipped',
    );
    expect(await compareBytes({ key: file, fields: fields(text) }, [digest(method, 'x')], nothingKept)).toBe('altered');
  });

  it('are those of one of the packages that share the file', async () => {
    writeFileSync(file, text);
    const told = { key: file, fields: fields(text) };
    expect(await compareBytes(told, [digest('md5', 'other'), digest('md5', text)], nothingKept)).toBe('shipped');
    expect(await compareBytes(told, [digest('sha256', 'other'), digest('md5', text)], nothingKept)).toBe('shipped');
    expect(await compareBytes(told, [digest('sha256', 'other'), digest('md5', 'x')], nothingKept)).toBe('altered');
  });

  it('may be many, and none', async () => {
    for (const bytes of [randomBytes(5_000_001), Buffer.alloc(0)]) {
      writeFileSync(file, bytes);
      const told = { key: file, fields: fields(bytes) };
      expect(await compareBytes(told, [digest('md5', bytes)], nothingKept)).toBe('shipped');
    }
  });

  it('are found under a name that is no text', async () => {
    const odd = Buffer.concat([Buffer.from(file), Buffer.from([0xff])]);
    writeFileSync(odd, text);
    expect(await compareBytes({ key: pathKey(odd), fields: fields(text) }, [digest('md5', text)], nothingKept)).toBe(
      'shipped',
    );
  });

  it('leave the time of the last access as it was', async () => {
    writeFileSync(file, text);
    utimesSync(file, 1000, 2000);
    await compareBytes({ key: file, fields: fields(text) }, [digest('md5', text)], nothingKept);
    expect(statSync(file).atimeMs).toBe(1_000_000);
  });
});

describe('a file that is no longer what the change tells of', () => {
  const before = 'as it was shipped';
  const kept: BytesOptions = {
    ...nothingKept,
    kept: (hash) => (hash === `sha256:${hex('sha256', before)}` ? Buffer.from(before) : undefined),
  };

  it.each([
    ['written to', () => appendFileSync(file, 'more')],
    ['replaced by as many bytes', () => writeFileSync(file, before.toUpperCase())],
    ['gone', () => rmSync(file)],
    [
      'a link to what it was',
      () => {
        renameSync(file, `${file}.moved`);
        symlinkSync(`${file}.moved`, file);
      },
    ],
    [
      'a FIFO',
      () => {
        rmSync(file);
        execFileSync('mkfifo', [file], { timeout: 10_000 });
      },
    ],
  ])('since it is %s, is known by its kept content alone', async (_, change) => {
    writeFileSync(file, before);
    change();
    const told = { key: file, fields: fields(before) };
    expect(await compareBytes(told, [digest('md5', before)], nothingKept)).toBe('unknown');
    expect(await compareBytes(told, [digest('md5', before)], kept)).toBe('shipped');
    expect(await compareBytes(told, [digest('md5', 'other')], kept)).toBe('altered');
  });

  it('is not known by content that is not what its hash says', async () => {
    const wrong: BytesOptions = { ...nothingKept, kept: () => Buffer.from('wrong') };
    expect(await compareBytes({ key: file, fields: fields(before) }, [digest('md5', 'wrong')], wrong)).toBe('unknown');
  });
});

describe('nothing is known', () => {
  it('of what only others may read', async () => {
    writeFileSync(file, 'secret');
    chmodSync(file, 0);
    asNobody(file);
    expect(() => readFileSync(file)).toThrow('EACCES');
    expect(await compareBytes({ key: file, fields: fields('secret') }, [digest('md5', 'secret')], nothingKept)).toBe(
      'unknown',
    );
  });

  it('of a link without a target, of a file without a checksum, and where no package has a digest', async () => {
    for (const told of [fields('x', { kind: 'link' }), { kind: 'file', size: 1, checksum: null }] as const) {
      expect(await compareBytes({ key: file, fields: told }, [digest('sha256', 'x')], nothingKept)).toBe('unknown');
    }
    expect(await compareBytes({ key: file, fields: fields('x') }, [], nothingKept)).toBe('unknown');
  });

  it('of a file that is too large to be read again, or takes too long', async () => {
    const bytes = randomBytes(1_000_000);
    writeFileSync(file, bytes);
    const told = { key: file, fields: fields(bytes) };
    const asked = [digest('md5', bytes)];
    expect(await compareBytes(told, asked, { ...nothingKept, largest: 999_999 })).toBe('unknown');
    expect(await compareBytes(told, asked, { ...nothingKept, patience: -1 })).toBe('unknown');
    expect(await compareBytes(told, asked, nothingKept)).toBe('shipped');
  });
});

it('is altered where a link or a folder took its place, but for a link whose target is what was shipped', async () => {
  const compared = (told: Fields, shipped: string) =>
    compareBytes({ key: file, fields: told }, [digest('sha1', shipped)], nothingKept);
  expect(await compared({ kind: 'link', linkTarget: '/tmp/other' }, 'x')).toBe('altered');
  expect(await compared({ kind: 'directory' }, 'x')).toBe('altered');
  expect(await compared({ kind: 'link', linkTarget: 'busybox' }, 'busybox')).toBe('shipped');
  expect(await compareBytes({ key: file, fields: { kind: 'link', linkTarget: 'a' } }, [], nothingKept)).toBe('unknown');
});

it('gives up when it is told to', async () => {
  writeFileSync(file, 'x');
  const options: BytesOptions = { ...nothingKept, signal: AbortSignal.abort(new Error('enough')) };
  const run = compareBytes({ key: file, fields: fields('x') }, [digest('md5', 'x')], options);
  await expect(run).rejects.toThrow('enough');
});
