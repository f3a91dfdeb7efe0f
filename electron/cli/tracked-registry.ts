import { TidemarkError } from '../shared/contract/errors.ts';
import { parseRegistryKey } from '../shared/model/registry-key.ts';
import { presetItem, presetOf, registryPresets } from '../shared/model/registry-presets.ts';
import { type Settings, type TrackedRegistry, trackedRegistrySchema } from '../shared/model/settings.ts';
import { freeId, sameKey } from './tracked-items.ts';
import { UsageError } from './usage.ts';

/** What `track registry` is told of an item, in the item's own words. */
export interface TrackRegistryOptions {
  readonly name?: string;
  readonly group?: string;
  readonly recursion?: boolean;
  readonly valueName?: string;
  readonly view?: TrackedRegistry['view'];
  readonly exclude?: readonly string[];
  readonly maxDepth?: number;
  readonly content?: boolean;
  readonly optional?: boolean;
  readonly disabled?: boolean;
}

/**
 * The item that `track registry KEY …` asks for. A preset may be named by its id or by its
 * key: then it is the preset's item, with what the options say. Fails with a UsageError where
 * the name is no key's, and where the key is tracked already in the same view by the same value name.
 */
export function newTrackedRegistry(settings: Settings, given: string, options: TrackRegistryOptions): TrackedRegistry {
  const preset = registryPresets.find(({ id }) => id === given) ?? presetOf(given);
  const isPreset = preset?.id === given;
  const key = isPreset ? preset.key : given;
  const parsed = parseRegistryKey(key);
  if (!parsed.ok) throw new UsageError(parsed.fault);
  const { view = '64', valueName = '' } = options;
  const { registry } = settings.tracking;
  // A preset can be enabled beside an item of the recommended set that has its key: nothing is told twice.
  const same = registry.find((each) =>
    isPreset
      ? each.id === preset.id
      : each.view === view && each.valueName === valueName && sameKey(each.key, parsed.key),
  );
  if (same !== undefined) {
    throw new TidemarkError(
      'invalid',
      `${parsed.key} is tracked already, as '${same.id}'.`,
      `Remove that first: untrack ${same.id}.`,
    );
  }
  const name = options.name ?? preset?.name ?? (parsed.path.split('\\').at(-1) || parsed.hive);
  const isFree = preset !== undefined && !registry.some(({ id }) => id === preset.id);
  return trackedRegistrySchema.parse({
    ...(preset === undefined ? { mustExist: true } : presetItem(preset)),
    id: isFree ? preset.id : freeId(settings, name),
    name,
    key,
    view,
    valueName,
    enabled: !options.disabled,
    keepContent: options.content ?? true,
    ...(options.optional ? { mustExist: false } : {}),
    ...(options.group === undefined ? {} : { group: options.group }),
    ...(options.recursion === undefined ? {} : { recursion: options.recursion }),
    ...(options.exclude === undefined ? {} : { excludes: [...options.exclude] }),
    ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
  });
}

/** The settings with one more tracked key. */
export function withKey(settings: Settings, item: TrackedRegistry): Settings {
  return { ...settings, tracking: { ...settings.tracking, registry: [...settings.tracking.registry, item] } };
}
