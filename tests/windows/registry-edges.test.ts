import { expect, it } from 'vitest';
import { trackingRegistry } from '../support/settings.ts';
import { importRegistry, setKeyRights, wideHex } from '../support/wine/registry.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

underWine('the edges of the registry', (booted) => {
  it('tell a hive that is not loaded as a problem, and its values never as removed', async () => {
    const wine = booted();
    const hive = 'HKEY_USERS\\S-1-5-21-1-2-3-1001';
    await importRegistry(wine, [`[${hive}\\Software\\Run]`, '"start"="it.exe"']);
    const tidemark = await Tidemark.with(
      wine,
      trackingRegistry([
        { key: `${hive}\\Software\\Run` },
        { key: 'HKU', recursion: true, excludes: ['.Default', 'S-1-5-18', 'S-1-5-21-0-0-0-*'] },
      ]),
    );
    await tidemark.run('collect');
    // Wine mounts no hives; a key right below HKEY_USERS can be nothing else on Windows.
    await wine.run('reg', 'delete', hive, '/f');
    await tidemark.run('collect');
    expect(await tidemark.changes()).toEqual([]);
    const problems = await tidemark.problems();
    expect(problems).toMatchObject([
      { kind: 'unreadable', subject: hive, message: expect.stringContaining('is not loaded') },
    ]);
    await importRegistry(wine, [`[${hive}\\Software\\Run]`, '"start"="other.exe"']);
    expect(await tidemark.settle()).toEqual([`Modified Registry ${hive}\\Software\\Run:start (ValueData)`]);
  });

  it('tell a key that may not be read as a problem, and what is in it never as removed', async () => {
    const wine = booted();
    const key = 'HKEY_CURRENT_USER\\Software\\Rights';
    await importRegistry(wine, [
      `[${key}]`,
      '"own"="1"',
      `[${key}\\Closed\\Below]`,
      '"x"="1"',
      `[${key}\\Open]`,
      '"x"="1"',
    ]);
    const tidemark = await Tidemark.with(wine, trackingRegistry([{ key, recursion: true }]));
    await tidemark.run('collect');
    await setKeyRights(wine, `${key}\\Closed`, 'D:(D;;GA;;;WD)');
    await wine.run('reg', 'add', `${key}\\Open`, '/v', 'x', '/d', '2', '/f');
    await tidemark.run('collect', '--full');
    expect(await tidemark.problems()).toMatchObject([
      { kind: 'unreadable', subject: `${key}\\Closed`, message: expect.stringContaining('no right') },
    ]);
    await setKeyRights(wine, `${key}\\Closed`, 'D:(A;;GA;;;WD)');
    await importRegistry(wine, [`[${key}\\Closed\\Below]`, '"x"="2"', '"new"="1"']);
    // A value that is new there may have been there all along.
    expect(await tidemark.settle()).toEqual([
      `Modified Registry ${key}\\Closed\\Below:x (ValueData)`,
      `Modified Registry ${key}\\Open:x (ValueData)`,
    ]);
    expect(await tidemark.problems()).toEqual([]);
  });

  it('tell a tracked key that is not there, unless it need not be', async () => {
    const wine = booted();
    const absent = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Not there';
    const tidemark = await Tidemark.with(
      wine,
      trackingRegistry([{ key: `${absent} 1` }, { key: `${absent} 2`, mustExist: false }]),
    );
    await tidemark.run('collect');
    const problems = await tidemark.problems();
    expect(problems).toMatchObject([{ kind: 'absent', subject: `${absent} 1` }]);
  });

  it('keep the two views apart, and a key that both show one', async () => {
    const wine = booted();
    const key = 'HKEY_LOCAL_MACHINE\\Software\\Views';
    const user = 'HKEY_CURRENT_USER\\Software\\Views';
    await importRegistry(wine, [
      `[${key}]`,
      '"of"="64"',
      `[HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Views]`,
      '"of"="32"',
      `[${user}]`,
      '"of"="both"',
    ]);
    const tidemark = await Tidemark.with(
      wine,
      trackingRegistry([
        { key, view: 'both' },
        { key: user, view: 'both' },
      ]),
    );
    const watching = await tidemark.watch();
    const values = (await tidemark.inventory('Registry')).filter(({ RegistryKind }) => RegistryKind === 'value');
    expect(
      values.map(({ RegistryKey, RegistryView, ValueData }) => [RegistryKey, RegistryView, ValueData]).sort(),
    ).toEqual([
      [user, '64', 'both'],
      ['HKEY_LOCAL_MACHINE (32-bit)\\Software\\Views', '32', '32'],
      [key, '64', '64'],
    ]);
    await wine.run('reg', 'add', key, '/v', 'of', '/d', 'new', '/f', '/reg:32');
    await watching.change('Modified Registry HKEY_LOCAL_MACHINE (32-bit)\\Software\\Views:of (ValueData)');
    expect(await tidemark.settle(watching)).toHaveLength(1);
  });

  it('take only the values that are asked for, leave out what is excluded, and go no deeper than they are told', async () => {
    const wine = booted();
    const key = 'HKEY_CURRENT_USER\\Software\\Choosy';
    await importRegistry(wine, [
      `[${key}\\a\\b\\c]`,
      '"Path"="3"',
      `[${key}\\a\\b]`,
      '"Path"="2"',
      '"Other"="2"',
      `[${key}\\a]`,
      '"Path2"="1"',
      `[${key}\\Cache]`,
      '"Path"="0"',
    ]);
    const item = { key, recursion: true, maxDepth: 2, valueName: 'path*', excludes: ['cache'] };
    const tidemark = await Tidemark.with(wine, trackingRegistry([item]));
    await tidemark.run('collect');
    const found = await tidemark.inventory('Registry');
    expect(found.map(({ RegistryKey, ValueName }) => `${RegistryKey}:${ValueName}`).sort()).toEqual([
      `${key}\\a:Path2`,
      `${key}\\a\\b:Path`,
    ]);
  });

  it('tell a link as what it is, and never walk into it', async () => {
    const wine = booted();
    const key = 'HKEY_LOCAL_MACHINE\\Software\\Classes\\Wow6432Node';
    const tidemark = await Tidemark.with(wine, trackingRegistry([{ key, recursion: true }]));
    await tidemark.run('collect');
    const found = await tidemark.inventory('Registry');
    const ofLink = found.filter(({ RegistryKey }) => String(RegistryKey).startsWith(`${key}\\AppId`));
    expect(ofLink.map(({ ValueName, ValueType, ValueData }) => [ValueName, ValueType, ValueData])).toEqual([
      ['', '', ''],
      ['SymbolicLinkValue', 'REG_LINK', '\\Registry\\Machine\\Software\\Classes\\AppId'],
    ]);
  });

  it('stop at the limit, say so, and make no change of what is left out', async () => {
    const wine = booted();
    const key = 'HKEY_CURRENT_USER\\Software\\Many';
    const values = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `"${from + n}"=dword:1`);
    await importRegistry(wine, [`[${key}\\a]`, ...values(0, 20), `[${key}\\b]`, ...values(0, 20)]);
    const settings = trackingRegistry([{ key, recursion: true }]);
    const tidemark = await Tidemark.with(wine, { ...settings, limits: { ...settings.limits, registry: 30 } });
    await tidemark.run('collect');
    expect(await tidemark.inventory('Registry')).toHaveLength(22);
    const problems = await tidemark.problems();
    expect(problems).toMatchObject([
      { kind: 'limit', message: expect.stringContaining('43 registry keys and values') },
    ]);
    await importRegistry(wine, [`[${key}\\a]`, ...values(20, 29)]);
    await tidemark.run('collect');
    await tidemark.settings(settings);
    expect(await tidemark.settle()).toEqual([]);
    expect(await tidemark.inventory('Registry')).toHaveLength(52);
  });

  it('never keep the data of a secret', async () => {
    const wine = booted();
    const key = 'HKEY_CURRENT_USER\\Software\\Secretive';
    await importRegistry(wine, [`[${key}]`, '"DefaultPassword"="hunter2"', `"list"=hex(7):${wideHex('a\0\0')}`]);
    const tidemark = await Tidemark.with(wine, trackingRegistry([{ key }]));
    await tidemark.run('collect');
    await importRegistry(wine, [`[${key}]`, '"DefaultPassword"="hunter3"']);
    expect(await tidemark.settle()).toEqual([`Modified Registry ${key}:DefaultPassword (ValueChecksum)`]);
    const told = [await tidemark.run('inventory', 'Registry', '--json'), await tidemark.run('changes', '--json')].join(
      '',
    );
    expect(told).toContain('DefaultPassword');
    expect(told).not.toContain('hunter');
  });
});
