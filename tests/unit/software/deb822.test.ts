import { describe, expect, it } from 'vitest';
import { ControlSyntaxError, readStanzas } from '../../../electron/engine/collectors/software/dpkg/deb822.ts';
import { packageFields, parsePackage, toItem } from '../../../electron/engine/collectors/software/dpkg/package.ts';

/** Gives the text in chunks of a size, so that every line and character is cut somewhere. */
async function* chunks(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Uint8Array, size = 7, keep: ReadonlySet<string> = packageFields) {
  const found = [];
  for await (const stanzas of readStanzas(chunks(text, size), keep)) found.push(...stanzas);
  return found;
}

const two = `Package: größe
Status: install ok installed
Version: 1:2.0~rc1-3
Depends: a (>= 1),
 b
Description: the first line
 the second
 .
 the last: with a colon

Package: two
STATUS: hold ok half-configured
Version: 1
`;

describe('readStanzas', () => {
  it('reads the same paragraphs whatever the chunks are', async () => {
    for (const size of [1, 2, 3, 64, 10_000]) {
      const [first, second, ...more] = await read(two, size);
      expect(more).toEqual([]);
      expect(first?.line).toBe(1);
      expect(first?.get('package')).toBe('größe');
      expect(first?.get('description')).toBe('the first line');
      expect(first?.get('depends')).toBeUndefined();
      expect(second?.line).toBe(11);
      expect(second?.get('status')).toBe('hold ok half-configured');
    }
  });

  it('gives nothing for an empty file and for blank lines', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\n\n \n')).toEqual([]);
  });

  it('takes bytes that are not UTF-8 as they can be shown', async () => {
    const latin1 = Buffer.from('Package: a\nMaintainer: Jos\xe9\n', 'latin1');
    const [only] = await read(latin1);
    expect(only?.get('maintainer')).toBe('Jos\u{fffd}');
  });

  it.each([
    ['a file cut in a line', 'Package: a\nVersi', 2],
    ['a continuation without a field', 'Package: a\n\n more\n', 3],
    ['a line without a field', 'Package: a\nnonsense\n', 2],
    ['a nameless field', 'Package: a\n: b\n', 2],
    ['a NUL', 'Package: a\nVersion: \0\0\n', 2],
    ['a field twice', 'Package: a\nPackage: b\n', 2],
  ])('refuses %s with its line', async (_, text, line) => {
    const refused = await read(text).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ControlSyntaxError);
    expect(refused).toMatchObject({ line });
  });
});

describe('parsePackage', () => {
  async function parse(text: string) {
    const [stanza] = await read(text);
    if (stanza === undefined) throw new Error('no paragraph');
    return parsePackage(stanza);
  }

  it.each([
    ['install ok installed', { present: true, inTransition: false, held: false }],
    ['hold ok installed', { present: true, inTransition: false, held: true }],
    ['deinstall ok config-files', { present: false, inTransition: false }],
    ['purge ok not-installed', { present: false, inTransition: false }],
    ['install reinstreq half-installed', { present: true, inTransition: true, state: 'half-installed' }],
    ['install ok unpacked', { present: true, inTransition: true }],
    ['install ok triggers-awaited', { present: true, inTransition: true }],
    ['install ok triggers-pending', { present: true, inTransition: true }],
  ])('understands the status %s', async (status, expected) => {
    expect(await parse(`Package: a\nStatus: ${status}\nVersion: 1\n`)).toMatchObject({ status: expected });
  });

  it.each(['install ok', 'install ok strange', 'install installed ok', 'ok'])(
    'refuses the status %s',
    async (status) => {
      await expect(parse(`Package: a\nStatus: ${status}\nVersion: 1\n`)).rejects.toThrow(ControlSyntaxError);
    },
  );

  it('refuses an installed package without a version, and one without a name', async () => {
    await expect(parse('Package: a\nStatus: install ok installed\n')).rejects.toThrow(ControlSyntaxError);
    await expect(parse('Status: install ok installed\nVersion: 1\n')).rejects.toThrow(ControlSyntaxError);
  });

  it('makes an item with the source package, bytes and the short description', async () => {
    const item = toItem(
      await parse(
        'Package: libfoo1\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n' +
          'Source: foo (1.0)\nInstalled-Size: 12\nDescription: short\n long\n',
      ),
      '2026-01-31T10:00:00.000Z',
    );
    expect(item.key).toBe('dpkg:libfoo1:amd64');
    expect(item.fields).toMatchObject({ source: 'foo', installedSize: 12_288, description: 'short', publisher: null });
  });
});
