import type { ReadyRule } from '../../../electron/shared/model/ready-rules/ready-rule.ts';
import { parseRegistryKey } from '../../../electron/shared/model/registry-key.ts';
import { type Settings, trackedFileSchema, trackedRegistrySchema } from '../../../electron/shared/model/settings.ts';
import { typeNames } from '../../words/values.ts';

/** What a ready rule would see nothing without, and the settings with it tracked. */
export interface Missing {
  /** One or two sentences. */
  readonly words: string;
  readonly track: (settings: Settings) => Settings;
}

/** The types that are tracked as a whole, with the name of their switch. */
const switches = { Software: 'software', WindowsServices: 'services', Daemons: 'daemons', Machine: 'machine' } as const;

/** What of a ready rule's needs is not tracked; `null` where all is. */
export function missingOf({ rule, needs }: ReadyRule, settings: Settings): Missing | null {
  const types = rule.when.kind === 'simple' ? rule.when.types : [];
  const off = types.flatMap((type) =>
    type !== 'Files' && type !== 'Registry' && !settings.tracking[switches[type]].enabled ? [type] : [],
  );
  const places = needs?.places.filter((place) => !isTracked(place, settings)) ?? [];
  const words = [
    ...(off.length === 0 ? [] : [`${off.map((type) => typeNames[type].many).join(', ')}: tracking is switched off.`]),
    ...(places.length === 0 || needs === undefined ? [] : [needs.words]),
  ];
  if (words.length === 0) return null;
  return {
    words: words.join(' '),
    track: (before) => places.reduce(withPlace, off.reduce(switchedOn, before)),
  };
}

function switchedOn(settings: Settings, type: keyof typeof switches): Settings {
  const name = switches[type];
  const { tracking } = settings;
  return { ...settings, tracking: { ...tracking, [name]: { ...tracking[name], enabled: true } } };
}

/** A folder without the slash behind it. */
const bare = (path: string): string => path.replace(/(?<=.)[\\/]+$/, '');

const keyOf = (place: string): string | null => {
  const parsed = parseRegistryKey(place);
  return parsed.ok ? parsed.key.toLowerCase() : null;
};

function isTracked(place: string, { tracking }: Settings): boolean {
  const key = keyOf(place);
  return key === null
    ? tracking.files.some(({ enabled, path }) => enabled && bare(path) === bare(place))
    : tracking.registry.some((item) => item.enabled && keyOf(item.key) === key);
}

/** Settings that track a folder or a registry key with all below it; one that was switched off is switched on. */
function withPlace(settings: Settings, place: string): Settings {
  const { tracking } = settings;
  const key = keyOf(place);
  const on = <T extends { readonly enabled: boolean }>(
    items: readonly T[],
    isIt: (item: T) => boolean,
    made: T,
  ): T[] =>
    items.some(isIt) ? items.map((item) => (isIt(item) ? { ...item, enabled: true } : item)) : [...items, made];
  const common = { id: crypto.randomUUID(), group: 'For alerts', name: bare(place), recursion: true, mustExist: false };
  if (key === null) {
    // Programs are told apart by their checksum: their content would fill the space kept for texts.
    const file = trackedFileSchema.parse({ ...common, path: bare(place), pathType: 'directory', keepContent: false });
    return {
      ...settings,
      tracking: { ...tracking, files: on(tracking.files, ({ path }) => bare(path) === bare(place), file) },
    };
  }
  const item = trackedRegistrySchema.parse({ ...common, key: place });
  const registry = on(tracking.registry, (each) => keyOf(each.key) === key, item);
  return { ...settings, tracking: { ...tracking, registry } };
}
