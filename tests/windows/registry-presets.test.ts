import { expect, it } from 'vitest';
import { registryPresets, withPreset } from '../../electron/shared/model/registry-presets.ts';
import { emptySettings, type Settings } from '../../electron/shared/model/settings.ts';
import { importRegistry } from '../support/wine/registry.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

/** Settings that track nothing but these presets. */
function tracking(presets: typeof registryPresets): Settings {
  const empty = emptySettings();
  const registry = presets.reduce<Settings['tracking']['registry']>((keys, each) => withPreset(keys, each, true), []);
  return { ...empty, tracking: { ...empty.tracking, registry } };
}

underWine('the preset registry keys', (booted) => {
  it('each report a value that is written under it, and what is below it, once it is enabled', async () => {
    const wine = booted();
    expect(registryPresets).toHaveLength(17);
    const tidemark = await Tidemark.with(wine, tracking(registryPresets));
    const watching = await tidemark.watch();
    const before = watching.rows.length;
    for (const { id, key } of registryPresets) {
      await importRegistry(wine, [`[${key}]`, `"${id}"="one"`, `[${key}\\Tidemark ${id}]`, '@="two"']);
    }
    for (const { id } of registryPresets) {
      const own = await watching.until(id, () => watching.rows.find(({ ValueName }) => ValueName === id), 20);
      expect(own).toMatchObject({ ChangeCategory: 'Added', Hive: 'HKEY_LOCAL_MACHINE', ValueData: 'one', How: 'live' });
      const isBelow = (row: (typeof watching.rows)[number]) => String(row.RegistryKey).endsWith(`\\Tidemark ${id}`);
      const below = await watching.until(
        `below ${id}`,
        () => watching.rows.find((row) => isBelow(row) && row.RegistryKind === 'value'),
        20,
      );
      expect(below).toMatchObject({ ChangeCategory: 'Added', ValueName: '', ValueData: 'two' });
    }
    // Of each: the value, the key below it and its default value; and keys on the way that this Windows did not have.
    const ledger = await tidemark.settle(watching);
    const values = ledger.filter((entry) => entry.includes(':'));
    expect(before).toBe(0);
    expect(values).toHaveLength(2 * registryPresets.length);
    expect(ledger.every((entry) => entry.startsWith('Added Registry HKEY_LOCAL_MACHINE\\'))).toBe(true);
  });

  it('report nothing while they are off', async () => {
    const wine = booted();
    const [first] = registryPresets;
    if (first === undefined) throw new Error('There are presets.');
    const settings = tracking([first]);
    const registry = withPreset(settings.tracking.registry, first, false);
    const tidemark = await Tidemark.with(wine, { ...settings, tracking: { ...settings.tracking, registry } });
    await tidemark.run('collect');
    await wine.run('reg', 'add', first.key, '/v', 'unseen', '/d', '1', '/f');
    expect(await tidemark.settle()).toEqual([]);
    expect(await tidemark.inventory('Registry')).toEqual([]);
  });
});
