import { type TrackedFile, type TrackedRegistry, trackedFileSchema, trackedRegistrySchema } from './settings.ts';

/** What the recommended set gives of a file; the rest are defaults. */
export type RecommendedFile = Pick<TrackedFile, 'name' | 'path'> & Partial<TrackedFile>;
/** The same of a registry key. */
export type RecommendedRegistry = Pick<TrackedRegistry, 'name' | 'key'> & Partial<TrackedRegistry>;
/** With the reason why it is worth watching, in a sentence. */
type With<T> = T & { readonly why: string };

/** An item of the recommended set, and why it is in it. */
export interface Reasoned<T> {
  readonly item: T;
  readonly why: string;
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const common = (name: string, group: string) => ({ id: `recommended-${slug(name)}`, group, mustExist: false });

/** One reason for several items. */
export const because = <T>(why: string, items: readonly T[]): readonly With<T>[] =>
  items.map((item) => ({ ...item, why }));

/** Tracked files of one group. */
export function filesGroup(group: string, items: readonly With<RecommendedFile>[]): readonly Reasoned<TrackedFile>[] {
  return items.map(({ why, ...item }) => ({
    item: trackedFileSchema.parse({ ...common(item.name, group), ...item }),
    why,
  }));
}

/** Tracked registry keys of one group. */
export function registryGroup(
  group: string,
  items: readonly With<RecommendedRegistry>[],
): readonly Reasoned<TrackedRegistry>[] {
  return items.map(({ why, ...item }) => ({
    item: trackedRegistrySchema.parse({ ...common(item.name, group), ...item }),
    why,
  }));
}
