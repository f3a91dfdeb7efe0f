import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../electron/engine/collectors/software/item.ts';
import { unpackGuid, upgradeCodesOf } from '../../../electron/engine/collectors/software/windows/msi.ts';
import { unloadedParts } from '../../../electron/engine/collectors/software/windows/read.ts';
import { isUpdatePackage, updateItems } from '../../../electron/engine/collectors/software/windows/servicing.ts';
import { parsePackageName, storeItems } from '../../../electron/engine/collectors/software/windows/store-apps.ts';
import { type Scope, uninstallItems } from '../../../electron/engine/collectors/software/windows/uninstall.ts';
import { decode, type Entry } from '../../../electron/engine/collectors/software/windows/values.ts';

const entry = (name: string, values: Readonly<Record<string, string | number>>): Entry => ({
  name,
  values: new Map(Object.entries(values).map(([each, value]) => [each.toLowerCase(), value])),
});

it('takes texts and numbers of values, and nothing else', () => {
  const wide = (text: string) => Buffer.from(text, 'utf16le');
  expect([1, 2].map((type) => decode({ type, bytes: wide('7-Zip\0') }))).toEqual(['7-Zip', '7-Zip']);
  expect(decode({ type: 1, bytes: wide('no end') })).toBe('no end');
  expect(decode({ type: 1, bytes: wide('end\0rest\0') })).toBe('end');
  expect(decode({ type: 4, bytes: Buffer.from([1, 0, 0, 255]) })).toBe(0xff000001);
  expect(decode({ type: 4, bytes: Buffer.from([1, 0]) })).toBeUndefined();
  expect(decode({ type: 3, bytes: Buffer.from([1]) })).toBeUndefined();
});

it('compares versions by numbers', () => {
  expect(compareVersions('1.10.0', '1.9.9')).toBeGreaterThan(0);
  expect(compareVersions('1.2', '1.2.0.0')).toBe(0);
  expect(compareVersions('10.0.1', '10.0.1.1')).toBeLessThan(0);
});

describe('uninstall entries', () => {
  const machine: Scope = { id: 'machine64', user: null, architecture: '64-bit' };
  const items = (entries: readonly Entry[], codes: ReadonlyMap<string, string> = new Map()) =>
    uninstallItems(machine, entries, codes);
  const one = (name: string, values: Readonly<Record<string, string | number>>) => items([entry(name, values)])[0];

  it('make an item with all that they tell', () => {
    const values = { DisplayName: '7-Zip 23.01 (x64)', DisplayVersion: '23.01', Publisher: 'Igor Pavlov' };
    const more = { EstimatedSize: 5500, InstallDate: '20240131', InstallSource: 'C:\\setup', Comments: 'Archives' };
    expect(one('7-Zip', { ...values, ...more })).toMatchObject({
      type: 'Software',
      key: 'uninstall:machine64:7-zip',
      name: '7-Zip 23.01 (x64)',
      fields: {
        version: '23.01',
        state: null,
        held: null,
        architecture: '64-bit',
        publisher: 'Igor Pavlov',
        description: 'Archives',
        softwareType: 'Application',
        source: 'C:\\setup',
        section: null,
        installedSize: 5500 * 1024,
        manager: 'uninstall',
        installed: '2024-01-31',
        systemComponent: false,
        user: null,
      },
    });
  });

  it.each([
    ['2024-01-31', '2024-01-31'],
    ['31/01/2024', null],
    ['yesterday', null],
  ])('tell the day %s as %s, where it can be only one', (written, installed) => {
    expect(one('7-Zip', { DisplayName: '7-Zip', InstallDate: written })?.fields.installed).toBe(installed);
  });

  it('are none without a name of their own', () => {
    expect(items([entry('Connection Manager', { SystemComponent: 1 }), entry('Blank', { DisplayName: ' ' })])).toEqual(
      [],
    );
  });

  it('are told apart: applications, updates, and what Windows leaves out of its list', () => {
    const typeOf = (name: string, values: Readonly<Record<string, string | number>>) =>
      one(name, { DisplayName: name, ...values })?.fields.softwareType;
    expect(typeOf('Editor', {})).toBe('Application');
    expect(typeOf('Runtime', { SystemComponent: 1 })).toBe('Package');
    expect(typeOf('Office.Fix', { ParentKeyName: 'Office', SystemComponent: 1 })).toBe('Update');
    expect(typeOf('Fix', { ReleaseType: 'Hotfix' })).toBe('Update');
    expect(typeOf('KB2565063', {})).toBe('Update');
    expect(typeOf('{A}.KB2565063', {})).toBe('Update');
    expect(typeOf('MyKB123', {})).toBe('Application');
    expect(one('Fix', { DisplayName: 'Fix', ReleaseType: 'Hotfix', ParentKeyName: 'Suite' })?.fields.description).toBe(
      'Hotfix of Suite',
    );
  });

  const guid = (digit: string) => `{${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}}`;
  const keyOf = (
    name: string,
    values: Readonly<Record<string, string | number>>,
    codes?: ReadonlyMap<string, string>,
  ) => items([entry(name, { Publisher: 'Ledger', ...values })], codes)[0]?.key;

  it('are the same product under another code: by the upgrade code, or by publisher and name', () => {
    const codes = new Map([1, 2].map((digit) => [guid(String(digit)), guid('9')]));
    expect(keyOf(guid('1'), { DisplayName: 'Tool 1' }, codes)).toBe(keyOf(guid('2'), { DisplayName: 'Tool 2' }, codes));
    expect(keyOf(guid('3'), { DisplayName: 'Tool 1.0 (x64)', DisplayVersion: '1.0' })).toBe(
      keyOf(guid('4'), { DisplayName: 'Tool 2.0 (x64)', DisplayVersion: '2.0' }),
    );
    expect(keyOf(guid('3'), { DisplayName: 'Tool' })).not.toBe(keyOf(guid('4'), { DisplayName: 'Other tool' }));
    expect(keyOf(guid('3'), { DisplayName: 'Tool' })).not.toBe(
      keyOf(guid('3'), { DisplayName: 'Tool', Publisher: 'B' }),
    );
    // Others keep their key's name, whatever they call themselves.
    expect(keyOf('Tool', { DisplayName: 'Tool 1' })).toBe(keyOf('TOOL', { DisplayName: 'Tool 2' }));
  });

  it('stand side by side where two versions of a product do', () => {
    const both = items(
      [1, 2].map((digit) => entry(guid(String(digit)), { DisplayName: 'Tool', DisplayVersion: `${digit}` })),
    );
    expect(both.map(({ fields }) => fields.version).sort()).toEqual(['1', '2']);
    expect(new Set(both.map(({ key }) => key)).size).toBe(2);
  });
});

describe('Windows Installer', () => {
  it('packs GUIDs, which are unpacked', () => {
    // From its own table: the product code of a package and the name of its key.
    expect(unpackGuid('00002109F10090400000000000F01FEC')).toBe('{90120000-001f-0409-0000-0000000ff1ce}');
    expect(unpackGuid('00002109F10090400000000000F01FE')).toBeUndefined();
    expect(unpackGuid('Not-a-GUID-but-as-long-as-one-is')).toBeUndefined();
  });

  it('names the products of each upgrade code', () => {
    const codes = upgradeCodesOf([
      entry('11111111000000040800111111111111', { '22222222000000040800222222222222': '', note: 'x' }),
      entry('not packed', { '33333333000000040800333333333333': '' }),
    ]);
    expect([...codes]).toEqual([['{22222222-0000-4000-8000-222222222222}', '{11111111-0000-4000-8000-111111111111}']]);
  });
});

describe('store apps', () => {
  it('are known by their package without its version', () => {
    expect(parsePackageName('Microsoft.WindowsCalculator_11.2401.0.0_x64__8wekyb3d8bbwe')).toEqual({
      name: 'Microsoft.WindowsCalculator',
      version: '11.2401.0.0',
      architecture: 'x64',
      resource: '',
      publisher: '8wekyb3d8bbwe',
    });
    expect(['Microsoft.Edge', 'a_b_c_d_e', '_1.0.0.0_x64__p'].map(parsePackageName)).toEqual(Array(3).fill(undefined));
  });

  it('are one item each: the newest version, without bundles and parts, by a name that people read', () => {
    const name = '@{Calc?ms-resource://Microsoft.WindowsCalculator/Resources/AppStoreName}';
    const found = storeItems('S-1-5-21-1', [
      entry('Microsoft.WindowsCalculator_11.9.0.0_x64__8wekyb3d8bbwe', { DisplayName: name }),
      entry('Microsoft.WindowsCalculator_11.10.0.0_x64__8wekyb3d8bbwe', {
        DisplayName: name,
        PackageRootFolder: 'C:\\Apps\\C',
      }),
      entry('Microsoft.WindowsCalculator_11.10.0.0_neutral_~_8wekyb3d8bbwe', {}),
      entry('Microsoft.WindowsCalculator_11.10.0.0_neutral_split.language-de_8wekyb3d8bbwe', {}),
      entry('Spotify_1.2.3.0_x86__zpdnekdrzrea0', { DisplayName: 'Spotify Music' }),
      entry('broken', {}),
    ]);
    expect(found.map(({ key, name: shown, fields }) => [key, shown, fields.version])).toEqual([
      ['store:S-1-5-21-1:microsoft.windowscalculator_x64__8wekyb3d8bbwe', 'Microsoft.WindowsCalculator', '11.10.0.0'],
      ['store:S-1-5-21-1:spotify_x86__zpdnekdrzrea0', 'Spotify Music', '1.2.3.0'],
    ]);
    expect(found[0]?.fields).toMatchObject({ source: 'C:\\Apps\\C', softwareType: 'Application', user: 'S-1-5-21-1' });
  });
});

describe('packages of Component Based Servicing', () => {
  const key = '31bf3856ad364e35~amd64~';
  const times = { InstallTimeHigh: 31_080_000, InstallTimeLow: 0 };

  it('are updates by their names', () => {
    expect(isUpdatePackage(`Package_for_KB5034441~${key}~19041.3920.1.0`)).toBe(true);
    expect(isUpdatePackage(`Package_2_for_KB5034441~${key}~19041.3920.1.0`)).toBe(false);
    expect(isUpdatePackage(`Microsoft-Windows-Client-Features-Package~${key}~10.0.19041.1`)).toBe(false);
  });

  it('are one item for those that follow one another: what is installed before what is to be', () => {
    const rollup = (version: string, state: number) =>
      entry(`Package_for_RollupFix~${key}~${version}`, { CurrentState: state, ...times });
    const versionOf = (...entries: readonly Entry[]) =>
      updateItems(entries).map(({ key: own, fields }) => [own, fields.version, fields.state]);
    const own = 'update:package_for_rollupfix:amd64';
    expect(versionOf(rollup('19041.9.1', 0x50), rollup('19041.10.1', 0x70))).toEqual([
      [own, '19041.10.1', 'Installed'],
    ]);
    expect(versionOf(rollup('19041.9.1', 0x70), rollup('19041.10.1', 0x60))).toEqual([[own, '19041.9.1', 'Installed']]);
    expect(versionOf(rollup('19041.9.1', 0x70), rollup('19041.10.1', 0x80))).toEqual([
      [own, '19041.10.1', 'Permanent'],
    ]);
    expect(versionOf(rollup('19041.10.1', 0x60))).toEqual([[own, '19041.10.1', 'InstallPending']]);
    expect(versionOf(rollup('19041.10.1', 0x40), rollup('19041.9.1', 0))).toEqual([]);
  });

  it('tell when they were installed', () => {
    const [item] = updateItems([entry(`Package_for_KB5034441~${key}~1.0`, { CurrentState: 0x70, ...times })]);
    expect(item).toMatchObject({ name: 'KB5034441', fields: { architecture: 'amd64', installed: '2024-01-03' } });
    expect(
      updateItems([entry('Package_for_KB5034441', { CurrentState: 0x70 }), entry(`Package_for_A~${key}~1`, {})]),
    ).toEqual([]);
  });
});

it('says of users who are away that nothing can be said', () => {
  const known = new Set([
    'uninstall:machine64',
    'cbs',
    'uninstall:S-1-5-21-1',
    'store:S-1-5-21-1',
    'uninstall:S-1-5-21-2',
  ]);
  const parts = unloadedParts(known, ['S-1-5-21-2']);
  expect(parts.map(({ id, reading }) => [id, reading.state])).toEqual([
    ['uninstall:S-1-5-21-1', 'unreadable'],
    ['store:S-1-5-21-1', 'unreadable'],
  ]);
});
