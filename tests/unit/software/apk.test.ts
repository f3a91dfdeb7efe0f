import { expect, it } from 'vitest';
import {
  InstalledSyntaxError,
  readInstalled,
  toItem,
} from '../../../electron/engine/collectors/software/apk/installed.ts';
import type { Item } from '../../../electron/shared/model/item.ts';

async function read(...texts: readonly string[]): Promise<Item[]> {
  const items: Item[] = [];
  async function* pieces() {
    for (const text of texts) yield Buffer.from(text);
  }
  await readInstalled(pieces(), (each) => items.push(toItem(each)));
  return items;
}

const musl = `C:Q1aGVsbG8gd29ybGQgaGVsbG8=
P:musl
V:1.2.4_git20230717-r4
A:x86_64
S:397361
I:634880
T:the musl c library (libc) implementation
U:https://musl.libc.org/
L:MIT
o:musl
m:A Maintainer <maintainer@example.org>
t:1704886284
c:0ee4fb6
p:so:libc.musl-x86_64.so.1=1
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1aGVsbG8gd29ybGQgaGVsbG8=
F:usr
M:0:0:700

`;

it('reads a package with what apk knows of it, past its files', async () => {
  const [item, ...more] = await read(musl.slice(0, musl.indexOf('S:')), musl.slice(musl.indexOf('S:')));
  expect(more).toEqual([]);
  expect([item?.key, item?.name]).toEqual(['apk:musl', 'musl']);
  expect(Object.fromEntries(Object.entries(item?.fields ?? {}).filter(([, value]) => value !== null))).toEqual({
    version: '1.2.4_git20230717-r4',
    state: 'installed',
    architecture: 'x86_64',
    publisher: 'A Maintainer <maintainer@example.org>',
    description: 'the musl c library (libc) implementation',
    softwareType: 'Package',
    source: 'musl',
    installedSize: 634_880,
    manager: 'apk',
  });
});

it.each([
  ['fs', 'broken (files, script)'],
  ['x', 'broken (attributes)'],
  // It says how its files' digests are made.
  ['S', 'installed'],
])('tells by the letters %s that it is %s', async (letters, state) => {
  expect((await read(`P:a\nV:1\nf:${letters}\n`))[0]?.fields.state).toBe(state);
});

it.each([
  ['a package without a version', 'P:a\n\n', /line 2/],
  ['a package without a name', 'V:1\nF:lib\n\n', /line 3/],
  ['a line that is no field', 'P:a\nV:1\nhello\n', /line 3/],
  ['zeroes', 'P:a\nV:1\nT:\0\0\n', /line 3/],
  ['a line that is cut off', 'P:a\nV:1\nT:a', /line 3/],
])('refuses %s', async (_, text, where) => {
  await expect(read(text)).rejects.toThrow(InstalledSyntaxError);
  await expect(read(text)).rejects.toThrow(where);
});
