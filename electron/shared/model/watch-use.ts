import { z } from 'zod';

/** How a limit of the kernel is raised: as a line of a file, or with the one command that writes it there. */
export const raiseSchema = z.object({
  file: z.string(),
  line: z.string(),
  /** Writes the line into the file and puts it into force, for a shell. */
  command: z.string(),
});
export type Raise = Readonly<z.infer<typeof raiseSchema>>;

/** One limit of inotify(7), and what is used of it. */
export const limitUseSchema = z.object({
  /** The kernel's setting that is in force, by its name for sysctl(8). */
  setting: z.string(),
  /** `null` where it can't be read. */
  limit: z.number().int().nullable(),
  /** What the process that tracks holds; 0 where none does. */
  held: z.number().int(),
  /** What all processes of its account hold together, as far as they can be read. */
  used: z.number().int(),
  raise: raiseSchema,
});
export type LimitUse = Readonly<z.infer<typeof limitUseSchema>>;

/** What live watching takes of what the system allows an account. */
export const watchUseSchema = z.object({
  watches: limitUseSchema,
  instances: limitUseSchema,
  /** How many events are kept for a watch that is busy; what comes after them is dropped. */
  queuedEvents: z.number().int().nullable(),
  /** Whether every process was counted: the count ends after a time. */
  complete: z.boolean(),
});
export type WatchUse = Readonly<z.infer<typeof watchUseSchema>>;

/** From this share on a use is warned of. */
const near = 0.8;

/** The limits that are nearly, or wholly, used up. */
export function nearLimits({ watches, instances }: WatchUse): readonly LimitUse[] {
  return [watches, instances].filter(({ limit, used }) => limit !== null && used >= limit * near);
}

/** The share of a limit in per cent, rounded down; `null` without a limit. */
export const percentUsed = ({ limit, used }: LimitUse): number | null =>
  limit === null || limit === 0 ? null : Math.floor((used / limit) * 100);
