import type { Settings } from '../../../../shared/model/settings.ts';
import { within } from '../keys.ts';
import { thisPlace } from '../patterns/expand.ts';
import { parseTracked } from '../patterns/spec.ts';
import { type Mount, scheduledMounts } from './mounts.ts';

/** How long what was read is taken for the present, in milliseconds. */
const freshFor = 10_000;

/**
 * Remembers the tracked mounts for some seconds: a status is told several times a
 * second while something runs, and mounts rarely come and go.
 */
export function rememberedMounts(
  read: (settings: Settings) => readonly Mount[] = trackedMounts,
  now: () => number = () => performance.now(),
): (settings: Settings) => readonly Mount[] {
  let last: { readonly settings: Settings; readonly at: number; readonly mounts: readonly Mount[] } | undefined;
  return (settings) => {
    const at = now();
    if (last === undefined || last.settings !== settings || at - last.at >= freshFor) {
      last = { settings, at, mounts: read(settings) };
    }
    return last.mounts;
  };
}

/** The mounts within, or around, what is tracked that are collected by schedule and not watched. */
export function trackedMounts(settings: Settings): readonly Mount[] {
  const place = thisPlace();
  const roots = settings.tracking.files
    .filter((each) => each.enabled)
    .flatMap((each) => parseTracked(each, place).spec?.root ?? []);
  return scheduledMounts(roots).filter(({ point }) => roots.some((root) => within(root, point) || within(point, root)));
}
