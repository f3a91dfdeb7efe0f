import { z } from 'zod';
import { severitySchema } from './severity.ts';

/** A time of day by the machine's clock, `HH:MM`. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time of day as HH:MM.');

/**
 * How much of a person's attention Tidemark may take. It holds for desktop notifications, of changes (which count as
 * `info`) and of alerts; what is held back is told later, never lost. Nothing of it holds a critical alert back.
 */
export const attentionSchema = z.strictObject({
  /** In these hours nothing is shown; at their end one digest tells of all. `from` after `to` spans midnight. */
  quietHours: z
    .strictObject({
      enabled: z.boolean().default(false),
      from: timeOfDaySchema.default('22:00'),
      to: timeOfDaySchema.default('07:00'),
      /** Days on which they begin: 1 is Monday. */
      days: z.array(z.number().int().min(1).max(7)).max(7).default([1, 2, 3, 4, 5, 6, 7]),
    })
    .prefault({}),
  /** Severities that are gathered and told as one digest, at most every so many minutes. */
  digest: z
    .strictObject({
      severities: z.array(severitySchema.exclude(['critical'])).default([]),
      every: z
        .number()
        .int()
        .min(5)
        .max(24 * 60)
        .default(60),
    })
    .prefault({}),
  /** Most notifications in an hour, of one rule and in all; what is over is told as 'and 37 more'. */
  mostPerRule: z.number().int().min(1).max(1000).default(6),
  mostInAll: z.number().int().min(1).max(1000).default(30),
  /** Hold back while the desktop is set not to disturb. */
  honourDoNotDisturb: z.boolean().default(true),
  /** Until then only what is critical is shown. */
  mutedUntil: z.iso.datetime({ offset: true }).nullable().default(null),
  /** Which severities sound. */
  sounds: z.array(severitySchema).default(['critical']),
});
export type Attention = Readonly<z.infer<typeof attentionSchema>>;
