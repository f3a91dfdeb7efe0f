import { expect, it } from 'vitest';
import { emptySettings, type Settings } from '../../electron/shared/model/settings.ts';
import { importRegistry } from '../support/wine/registry.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

const windows = 'Microsoft\\Windows\\CurrentVersion';
const machine64 = `HKEY_LOCAL_MACHINE\\Software\\${windows}\\Uninstall`;
const machine32 = `HKEY_LOCAL_MACHINE\\Software\\Wow6432Node\\${windows}\\Uninstall`;
const user = `HKEY_CURRENT_USER\\Software\\${windows}\\Uninstall`;
const installer = `HKEY_LOCAL_MACHINE\\Software\\${windows}\\Installer`;

function trackingSoftware(): Settings {
  const empty = emptySettings();
  return { ...empty, tracking: { ...empty.tracking, software: { ...empty.tracking.software, enabled: true } } };
}

/** An uninstall entry as regedit's files have it. */
const entry = (key: string, values: Readonly<Record<string, string | number>>): string[] => [
  `[${key}]`,
  ...Object.entries(values).map(([name, value]) =>
    typeof value === 'number'
      ? `"${name}"=dword:${value.toString(16).padStart(8, '0')}`
      : `"${name}"="${value.replaceAll('\\', '\\\\')}"`,
  ),
];

underWine('software', (booted) => {
  it('tells programs of the machine and of the user that come, get another version and go', async () => {
    const wine = booted();
    const tidemark = await Tidemark.with(wine, trackingSoftware());
    const watching = await tidemark.watch();

    const places = [
      [machine64, 'Sixty-four', { Architecture: '64-bit', SoftwareUser: '' }],
      [machine32, 'Thirty-two', { Architecture: '32-bit', SoftwareUser: '' }],
      [user, 'Own', { Architecture: '', SoftwareUser: expect.stringMatching(/^S-1-5-21-/) }],
    ] as const;
    for (const [key, name, expected] of places) {
      const values = { DisplayName: name, DisplayVersion: '1.0', Publisher: 'Ledger', InstallDate: '20260131' };
      const size = { EstimatedSize: 2048, InstallSource: 'C:\\setup\\' };
      await importRegistry(wine, entry(`${key}\\Ledger`, { ...values, ...size }));
      expect(await watching.change(`Added Software ${name}`)).toMatchObject({
        ...{ Current: '1.0', Publisher: 'Ledger', SoftwareType: 'Application', SoftwareInstalled: '2026-01-31' },
        ...{ SoftwareInstalledSize: 2048 * 1024, SoftwareSource: 'C:\\setup\\', How: 'live', ...expected },
      });
      await wine.run('reg', 'add', `${key}\\Ledger`, '/v', 'DisplayVersion', '/d', '1.1', '/f');
      expect(await watching.change(`Modified Software ${name} (Current)`)).toMatchObject({
        Previous: '1.0',
        Current: '1.1',
      });
      await wine.run('reg', 'delete', `${key}\\Ledger`, '/f');
      await watching.change(`Removed Software ${name}`);
    }
    expect(await tidemark.settle(watching)).toEqual(
      places
        .flatMap(([, name]) => [
          `Added Software ${name}`,
          `Modified Software ${name} (Current)`,
          `Removed Software ${name}`,
        ])
        .sort(),
    );
    expect(watching.errors).toBe('');
  });

  it('tells a product that comes back under another code as one change of its version', async () => {
    const wine = booted();
    const code = (digit: string) => `{${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}}`;
    const packed = (digit: string) => `${digit.repeat(8)}000000040800${digit.repeat(12)}`;
    const product = (name: string, version: string) => ({
      ...{ DisplayName: name, DisplayVersion: version, Publisher: 'Ledger', WindowsInstaller: 1 },
    });
    const upgradeCodes = `${installer}\\UpgradeCodes\\${packed('9')}`;
    await importRegistry(wine, [
      ...entry(`${machine64}\\${code('1')}`, product('By name', '1.0')),
      ...entry(`${machine64}\\${code('3')}`, product('By upgrade code 1', '1.0')),
      ...entry(`${machine64}\\${code('5')}`, product('Slow', '1.0')),
      ...entry(upgradeCodes, { [packed('3')]: '' }),
    ]);
    const tidemark = await Tidemark.with(wine, trackingSoftware());
    const watching = await tidemark.watch();

    await importRegistry(wine, [
      `[-${machine64}\\${code('1')}]`,
      ...entry(`${machine64}\\${code('2')}`, product('By name', '2.0')),
    ]);
    expect(await watching.change('Modified Software By name (Current)')).toMatchObject({ Previous: '1.0' });
    await importRegistry(wine, [
      `[-${upgradeCodes}]`,
      ...entry(upgradeCodes, { [packed('4')]: '' }),
      `[-${machine64}\\${code('3')}]`,
      ...entry(`${machine64}\\${code('4')}`, product('By upgrade code 2', '2.0')),
    ]);
    expect(await watching.change('Modified Software By upgrade code 2 (Current)')).toMatchObject({ Previous: '1.0' });

    // As long as Windows Installer is at work, what it took away may come back in another version.
    await importRegistry(wine, [...entry(`${installer}\\InProgress`, {}), `[-${machine64}\\${code('5')}]`]);
    await importRegistry(wine, entry(`${machine64}\\Beside`, { DisplayName: 'Beside' }));
    await watching.change('Added Software Beside');
    await importRegistry(wine, entry(`${machine64}\\${code('6')}`, product('Slow', '2.0')));
    expect(await watching.change('Modified Software Slow (Current)')).toMatchObject({ Previous: '1.0' });
    await importRegistry(wine, [`[-${machine64}\\${code('6')}]`]);
    await importRegistry(wine, [`[-${installer}\\InProgress]`]);
    await watching.change('Removed Software Slow');

    expect(await tidemark.settle(watching)).toEqual([
      'Added Software Beside',
      'Modified Software By name (Current)',
      'Modified Software By upgrade code 2 (Current)',
      'Modified Software Slow (Current)',
      'Removed Software Slow',
    ]);
  });

  it('tells updates from programs, and the parts that Windows leaves out of its list', async () => {
    const wine = booted();
    const servicing = `HKEY_LOCAL_MACHINE\\Software\\${windows}\\Component Based Servicing\\Packages`;
    const rollup = (version: string) => `${servicing}\\Package_for_RollupFix~31bf3856ad364e35~amd64~~${version}`;
    await importRegistry(wine, entry(rollup('19041.1.1.1'), { CurrentState: 0x70 }));
    const tidemark = await Tidemark.with(wine, trackingSoftware());
    const watching = await tidemark.watch();

    const update = { DisplayName: 'Security Update (KB5000001)', ParentKeyName: 'Suite', ParentDisplayName: 'Suite' };
    await importRegistry(wine, entry(`${machine64}\\Suite.KB5000001`, { ...update, ReleaseType: 'Security Update' }));
    expect(await watching.change('Added Software Security Update (KB5000001)')).toMatchObject({
      SoftwareType: 'Update',
      SoftwareDescription: 'Security Update of Suite',
    });
    await importRegistry(wine, entry(`${machine64}\\Runtime`, { DisplayName: 'Runtime', SystemComponent: 1 }));
    expect(await watching.change('Added Software Runtime')).toMatchObject({
      SoftwareType: 'Package',
      SoftwareSystemComponent: true,
    });
    await importRegistry(wine, [
      ...entry(rollup('19041.1.1.1'), { CurrentState: 0x50 }),
      ...entry(rollup('19041.2.1.1'), { CurrentState: 0x70 }),
    ]);
    expect(await watching.change('Modified Software RollupFix (Current)')).toMatchObject({
      SoftwareType: 'Update',
      Previous: '19041.1.1.1',
      Current: '19041.2.1.1',
    });
    await importRegistry(wine, entry(rollup('19041.2.1.1'), { CurrentState: 0x5 }));
    await watching.change('Modified Software RollupFix (SoftwareState)');
    await wine.run('reg', 'delete', servicing, '/f');

    expect(await tidemark.settle(watching)).toEqual([
      'Added Software Runtime',
      'Added Software Security Update (KB5000001)',
      'Modified Software RollupFix (Current)',
      'Modified Software RollupFix (SoftwareState)',
    ]);
  });

  it('knows the programs and store apps of a user who signs in, and tells nothing of them once that user is away', async () => {
    const wine = booted();
    const sid = 'S-1-5-21-1-2-3-1001';
    const hive = `HKEY_USERS\\${sid}`;
    const programs = `${hive}\\Software\\${windows}\\Uninstall`;
    const classes = `${hive}_Classes\\Local Settings\\Software\\${windows}\\AppModel\\Repository\\Packages`;
    const app = (version: string) => `${classes}\\Ledger.Notes_${version}_x64__8wekyb3d8bbwe`;
    const tidemark = await Tidemark.with(wine, trackingSoftware());
    const watching = await tidemark.watch();

    await importRegistry(wine, [
      ...entry(`${programs}\\Theirs`, { DisplayName: 'Theirs', DisplayVersion: '1.0' }),
      ...entry(app('1.0.0.0'), { DisplayName: 'Ledger notes' }),
    ]);
    await watching.collection('Software', 2);
    await importRegistry(wine, entry(`${programs}\\Later`, { DisplayName: 'Later' }));
    expect(await watching.change('Added Software Later')).toMatchObject({ SoftwareUser: sid });
    await importRegistry(wine, [`[-${app('1.0.0.0')}]`, ...entry(app('1.2.0.0'), { DisplayName: 'Ledger notes' })]);
    expect(await watching.change('Modified Software Ledger notes (Current)')).toMatchObject({
      ...{ Previous: '1.0.0.0', Current: '1.2.0.0', SoftwareType: 'Application', SoftwareManager: 'store' },
    });

    // A hive that is unloaded takes its keys with it.
    await importRegistry(wine, [`[-${hive}]`, `[-${hive}_Classes]`]);
    await watching.until('the problem', () => watching.lines.find(({ event }) => event === 'problem'), 10);
    expect(await tidemark.settle(watching)).toEqual([
      'Added Software Later',
      'Modified Software Ledger notes (Current)',
    ]);
    expect((await tidemark.inventory('Software')).filter((row) => row.SoftwareUser === sid)).toHaveLength(3);
  });
});
