import type { Settings } from '../../../../shared/model/settings.ts';
import { within } from '../keys.ts';
import { thisPlace } from '../patterns/expand.ts';
import { parseTracked } from '../patterns/spec.ts';
import { type Mount, scheduledMounts } from './mounts.ts';

/** The mounts within, or around, what is tracked that are collected by schedule and not watched. */
export function trackedMounts(settings: Settings): readonly Mount[] {
  const place = thisPlace();
  const roots = settings.tracking.files
    .filter((each) => each.enabled)
    .flatMap((each) => parseTracked(each, place).spec?.root ?? []);
  return scheduledMounts(roots).filter(({ point }) => roots.some((root) => within(root, point) || within(point, root)));
}
