import { expect, it } from 'vitest';
import { trackingRegistry } from '../support/settings.ts';
import { importRegistry, wideHex } from '../support/wine/registry.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

const key = 'HKEY_CURRENT_USER\\Software\\Ledger';

/** A value of every type, as regedit's files have it before and after, and what the record says of it. */
const types: readonly (readonly [
  name: string,
  type: string,
  before: string,
  after: string,
  told: string,
  now: string,
])[] = [
  ['text', 'REG_SZ', '"one"', '"two"', 'one', 'two'],
  ['expanded', 'REG_EXPAND_SZ', `hex(2):${wideHex('%A%\0')}`, `hex(2):${wideHex('%B%\0')}`, '%A%', '%B%'],
  ['list', 'REG_MULTI_SZ', `hex(7):${wideHex('a\0b\0\0')}`, `hex(7):${wideHex('b\0\0')}`, 'a\nb', 'b'],
  ['number', 'REG_DWORD', 'dword:00000001', 'dword:ffffffff', '1', '4294967295'],
  ['big endian', 'REG_DWORD_BIG_ENDIAN', 'hex(5):00,00,00,01', 'hex(5):00,00,01,00', '1', '256'],
  [
    'long number',
    'REG_QWORD',
    'hex(b):01,00,00,00,00,00,00,00',
    'hex(b):ff,ff,ff,ff,ff,ff,ff,ff',
    '1',
    '18446744073709551615',
  ],
  ['bytes', 'REG_BINARY', 'hex:00,01', 'hex:00,02', '00 01', '00 02'],
  ['none', 'REG_NONE', 'hex(0):', 'hex(0):aa', '', 'aa'],
  [
    'link',
    'REG_LINK',
    `hex(6):${wideHex('\\Registry\\A')}`,
    `hex(6):${wideHex('\\Registry\\B')}`,
    '\\Registry\\A',
    '\\Registry\\B',
  ],
  ['resources', 'REG_RESOURCE_LIST', 'hex(8):01', 'hex(8):02', '01', '02'],
  ['unknown', '0x77777777', 'hex(77777777):01', 'hex(77777777):02,03', '01', '02 03'],
  ['short number', 'REG_DWORD', 'hex(4):01,02,03', 'hex(4):01,02', '01 02 03', '01 02'],
  ['with NULs', 'REG_SZ', `hex(1):${wideHex('a\0b\0')}`, `hex(1):${wideHex('a\0c\0')}`, 'a\0b', 'a\0c'],
  ['', 'REG_SZ', '"default"', '"other"', 'default', 'other'],
];

const named = (name: string) => (name === '' ? '@' : `"${name}"`);
const within = (name: string) => `${key}\\Types:${name}`;

underWine('the registry', (booted) => {
  it('tells a value of every type that is made, changed and deleted while it watches, and nothing else', async () => {
    const wine = booted();
    await importRegistry(wine, [`[${key}\\Types]`, '"stays"="as it is"']);
    const tidemark = await Tidemark.with(wine, trackingRegistry([{ key: 'HKCU\\software\\LEDGER', recursion: true }]));
    const watching = await tidemark.watch();

    await importRegistry(wine, [`[${key}\\Types]`, ...types.map(([name, , before]) => `${named(name)}=${before}`)]);
    for (const [name, type, , , told] of types) {
      const row = await watching.change(`Added Registry ${within(name)}`);
      expect(row).toMatchObject({
        Hive: 'HKEY_CURRENT_USER',
        RegistryKey: `${key}\\Types`,
        ValueName: name,
        ValueType: type,
        ValueData: told,
        How: 'live',
      });
    }
    await importRegistry(wine, [`[${key}\\Types]`, ...types.map(([name, , , after]) => `${named(name)}=${after}`)]);
    for (const [name, , , , told, now] of types) {
      const row = await watching.change(`Modified Registry ${within(name)} (ValueData)`);
      expect(row).toMatchObject({ PreviousValueData: told, ValueData: now });
    }
    await importRegistry(wine, [`[${key}\\Types]`, ...types.map(([name]) => `${named(name)}=-`)]);
    for (const [name] of types) await watching.change(`Removed Registry ${within(name)}`);

    expect(await tidemark.settle(watching)).toEqual(
      types
        .flatMap(([name]) => [
          `Added Registry ${within(name)}`,
          `Modified Registry ${within(name)} (ValueData)`,
          `Removed Registry ${within(name)}`,
        ])
        .sort(),
    );
  });

  it('tells keys that come, are renamed and go, a change of type, and large data by its hash', async () => {
    const wine = booted();
    const root = `${key} of keys`;
    const tidemark = await Tidemark.with(wine, trackingRegistry([{ key: root, recursion: true, mustExist: false }]));
    // The key that is tracked does not exist yet.
    const watching = await tidemark.watch();
    await importRegistry(wine, [`[${root}]`]);
    await watching.change(`Added Registry ${root}`);
    await wine.run('reg', 'add', `${root}\\Old\\Below`, '/v', 'x', '/d', '1', '/f');
    await watching.change(`Added Registry ${root}\\Old\\Below:x`);

    // As regedit renames where the system can't: a copy under the new name, then the old one is deleted.
    await wine.run('reg', 'copy', `${root}\\Old`, `${root}\\New`, '/s', '/f');
    await wine.run('reg', 'delete', `${root}\\Old`, '/f');
    await watching.change(`Removed Registry ${root}\\Old\\Below:x`);
    await watching.change(`Added Registry ${root}\\New\\Below:x`);

    await wine.run('reg', 'add', `${root}\\New`, '/v', 'kind', '/d', '1', '/f');
    await watching.change(`Added Registry ${root}\\New:kind`);
    await wine.run('reg', 'add', `${root}\\New`, '/v', 'kind', '/t', 'REG_DWORD', '/d', '1', '/f');
    expect(await watching.change(`Modified Registry ${root}\\New:kind (ValueType)`)).toMatchObject({
      PreviousValueType: 'REG_SZ',
      ValueType: 'REG_DWORD',
    });

    const text = (letter: string) => `"large"=hex(1):${wideHex(`${letter.repeat(3000)}\n${'same '.repeat(200)}\0`)}`;
    await importRegistry(wine, [`[${root}]`, text('a')]);
    const added = await watching.change(`Added Registry ${root}:large`);
    expect(added).toMatchObject({
      ValueData: '',
      ValueChecksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      ValueSize: 8004,
    });
    await importRegistry(wine, [`[${root}]`, text('b')]);
    const changed = await watching.change(`Modified Registry ${root}:large (ValueChecksum)`);

    // All of it at once, and the key that is tracked with it; then it comes again.
    await wine.run('reg', 'delete', root, '/f');
    await watching.change(`Removed Registry ${root}`);
    await wine.run('reg', 'add', root, '/v', 'again', '/d', '1', '/f');
    await watching.change(`Added Registry ${root}:again`);

    expect(await tidemark.settle(watching)).toEqual(
      [
        `Added Registry ${root}`,
        `Added Registry ${root}\\Old`,
        `Added Registry ${root}\\Old\\Below`,
        `Added Registry ${root}\\Old\\Below:x`,
        `Removed Registry ${root}\\Old`,
        `Removed Registry ${root}\\Old\\Below`,
        `Removed Registry ${root}\\Old\\Below:x`,
        `Added Registry ${root}\\New`,
        `Added Registry ${root}\\New\\Below`,
        `Added Registry ${root}\\New\\Below:x`,
        `Added Registry ${root}\\New:kind`,
        `Modified Registry ${root}\\New:kind (ValueType)`,
        `Added Registry ${root}:large`,
        `Modified Registry ${root}:large (ValueChecksum)`,
        `Removed Registry ${root}`,
        `Removed Registry ${root}\\New`,
        `Removed Registry ${root}\\New\\Below`,
        `Removed Registry ${root}\\New\\Below:x`,
        `Removed Registry ${root}\\New:kind`,
        `Removed Registry ${root}:large`,
        `Added Registry ${root}`,
        `Added Registry ${root}:again`,
      ].sort(),
    );
    const diff = await tidemark.run('diff', String(changed.ChangeId));
    expect(diff).toMatch(/-a{3000}\n\+b{3000}\n/);
  });

  it('finds nothing again where nothing was written, and what changed while it did not run', async () => {
    const wine = booted();
    const root = `${key} at rest`;
    await importRegistry(
      wine,
      Array.from({ length: 40 }, (_, n) => [`[${root}\\${n % 7}\\${n}]`, `"a"="${n}"`, `"b"=dword:${n}`]).flat(),
    );
    const tidemark = await Tidemark.with(wine, trackingRegistry([{ key: root, recursion: true, maxDepth: 2 }]));
    await tidemark.run('collect');
    expect(await tidemark.inventory('Registry')).toHaveLength(1 + 7 + 40 * 3);
    await tidemark.run('collect');
    await tidemark.run('collect', '--full');
    expect(await tidemark.changes()).toEqual([]);

    await wine.run('reg', 'add', `${root}\\3\\3`, '/v', 'A', '/d', 'other', '/f');
    await tidemark.run('collect');
    // Names are the same in any case, and shown as the registry has them.
    expect(await tidemark.settle()).toEqual([`Modified Registry ${root}\\3\\3:a (ValueData)`]);
  });
});
