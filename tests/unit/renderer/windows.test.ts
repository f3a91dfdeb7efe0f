import { describe, expect, test } from 'vitest';
import { fieldDefinition } from '../../../electron/shared/model/fields.ts';
import { itemTypes } from '../../../electron/shared/model/item.ts';
import { typesOf } from '../../../electron/shared/model/platform-words.ts';
import { recommendedSettings } from '../../../electron/shared/model/recommended.ts';
import { settingsSchema, trackedRegistrySchema } from '../../../electron/shared/model/settings.ts';
import { itemName } from '../../../renderer/features/inventory/columns.ts';
import { sections } from '../../../renderer/features/settings/definition.ts';
import { emptyKey, keyTraits } from '../../../renderer/features/settings/registry-draft.ts';
import { nearestStep, serviceSteps } from '../../../renderer/features/settings/steps.ts';
import { commonReason } from '../../../renderer/features/settings/why-row.tsx';
import { defaultAt } from '../../../renderer/words/settings.ts';
import { inventoryColumns } from '../../../renderer/words/values.ts';

describe('the slider of the services', () => {
  test('goes from 10 seconds to 30 minutes, and has the default', () => {
    expect([serviceSteps[0], serviceSteps.at(-1)]).toEqual([10, 1800]);
    expect(serviceSteps).toContain(defaultAt(['frequencies', 'services']));
    for (const services of serviceSteps)
      expect(settingsSchema.safeParse({ frequencies: { services } }).success).toBe(true);
  });

  test('has steps that grow with the time', () => {
    const ratios = serviceSteps.slice(1).map((step, at) => step / (serviceSteps[at] ?? 0));
    expect(Math.min(...ratios)).toBeGreaterThan(1.2);
    expect(Math.max(...ratios)).toBeLessThanOrEqual(2);
  });

  test('stands at the step that is nearest to a time that was written by hand', () => {
    expect(serviceSteps.map((step) => nearestStep(serviceSteps, step))).toEqual(serviceSteps.map((_, at) => at));
    expect(serviceSteps[nearestStep(serviceSteps, 11)]).toBe(10);
    expect(serviceSteps[nearestStep(serviceSteps, 1700)]).toBe(1800);
  });
});

test('a platform is shown the settings of the types that it has', () => {
  const shown = (platform: 'linux' | 'windows') =>
    sections
      .flatMap(({ settings }) => settings)
      .filter(({ of }) => of === undefined || typesOf(platform).includes(of))
      .map(({ path }) => path.join('.'));
  for (const each of ['frequencies', 'notifications', 'limits']) {
    expect(shown('windows')).toEqual(expect.arrayContaining([`${each}.registry`, `${each}.services`]));
    expect(shown('windows')).not.toContain(`${each}.daemons`);
    expect(shown('linux')).toContain(`${each}.daemons`);
    expect(shown('linux')).not.toContain(`${each}.registry`);
    expect(shown('linux')).not.toContain(`${each}.services`);
  }
});

test('a new registry key is a good one once its key and its name are given', () => {
  const item = { ...emptyKey(), name: 'Run', key: 'HKLM\\SOFTWARE\\Run' };
  expect(trackedRegistrySchema.parse(item)).toEqual(item);
  expect(keyTraits(item)).toEqual([]);
  expect(keyTraits({ ...item, recursion: true, valueName: 'Path*', view: 'both', excludes: ['a'] })).toEqual([
    'all below',
    'only Path*',
    '64- and 32-bit',
    '1 left out',
  ]);
});

test('a reason that a whole group shares is said once', () => {
  const { files } = recommendedSettings('linux').tracking;
  const inGroup = (group: string) => files.filter((file) => file.group === group);
  expect(commonReason(inGroup('SSH'))).toMatch(/sign in from elsewhere/);
  const { registry } = recommendedSettings('windows').tracking;
  expect(commonReason(registry)).toBeUndefined();
  expect(commonReason([{ id: 'own' }, { id: 'own-2' }])).toBeUndefined();
});

test('every column of the inventory is a field of its type', () => {
  for (const type of itemTypes) {
    expect(inventoryColumns[type].length).toBeGreaterThan(0);
    expect(inventoryColumns[type].filter((name) => fieldDefinition(type, name) === undefined)).toEqual([]);
  }
});

test('a registry value is named with the key it is in', () => {
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Run';
  const item = { type: 'Registry' as const, key: `${key}\\Helper`, name: 'Helper', fields: { kind: 'value', key } };
  expect(itemName(item)).toBe('Run\\Helper');
  expect(itemName({ ...item, key, name: 'Run', fields: { kind: 'key', key } })).toBe('Run');
});
