import { z } from 'zod';
import { trackedFileSchema } from '../model/settings.ts';

/** A tracked file or folder as far as it decides what it matches. Its path may be anything that was typed. */
export const trackedDraftSchema = trackedFileSchema
  .omit({ id: true, enabled: true, name: true, group: true, mustExist: true, path: true, excludes: true })
  .extend({
    path: z.string().max(100_000),
    excludes: z.array(z.string().max(100_000)).max(1000).default([]),
  });
export type TrackedDraft = Readonly<z.infer<typeof trackedDraftSchema>>;

/** What makes a pattern unusable, and at which of its fields. */
export const patternFaultSchema = z.object({
  field: z.enum(['path', 'excludes']),
  /** The pattern concerned, as it was written. */
  written: z.string(),
  /** What is wrong, in one sentence; it does not repeat the pattern. */
  message: z.string(),
  advice: z.string(),
});
export type PatternFault = Readonly<z.infer<typeof patternFaultSchema>>;

/**
 * What is to be known of a pattern that can be used all the same. `unset`: a
 * variable has no value. `wrongKind`: a folder where a file is asked for, or the
 * reverse. `nothing`: it matches nothing now; `excluded`: because of what is left
 * out. `wholeSystem`: it walks a whole file system; `kernel`: /proc, /sys or /dev.
 * `content`: more would be kept than is kept in all. `filesLimit` and
 * `watchLimit`: it goes beyond the settings' limit or inotify's. `unreadable`:
 * parts can't be read. `scheduled`: a part lies on a file system that is collected
 * by schedule, and was not looked into. `silent`: the file system did not answer.
 */
export const patternWarningKinds = [
  'unset',
  'wrongKind',
  'nothing',
  'excluded',
  'wholeSystem',
  'kernel',
  'content',
  'filesLimit',
  'watchLimit',
  'unreadable',
  'scheduled',
  'silent',
] as const;
export const patternWarningSchema = z.object({
  kind: z.enum(patternWarningKinds),
  message: z.string(),
  advice: z.string(),
});
export type PatternWarning = Readonly<z.infer<typeof patternWarningSchema>>;

/** What a pattern matches at this moment. */
export const patternMatchesSchema = z.object({
  /** Whatever is no folder: files, links, devices. */
  files: z.number().int(),
  folders: z.number().int(),
  /**
   * What ended the look before its end, so that there are more: its two seconds, or that so many were found;
   * `null` where it came to its end.
   */
  cut: z.enum(['time', 'number']).nullable(),
  /** Folders and entries that only a collection looks into, through sudo: what they hold is not counted. */
  throughSudo: z.number().int(),
  /** The keys of the first ones. */
  examples: z.array(z.string()),
  /** How many folders a live watch of it needs. */
  watched: z.number().int(),
});
export type PatternMatches = Readonly<z.infer<typeof patternMatchesSchema>>;

/** The judgement of a pattern. One with a fault can't be saved. */
export const patternTrialSchema = z.object({
  faults: z.array(patternFaultSchema),
  warnings: z.array(patternWarningSchema),
  /** The path after its variables; `null` where it names nothing. */
  resolved: z.string().nullable(),
  /** `null` where it was not looked for: because of a fault, or because it was not asked for. */
  matches: patternMatchesSchema.nullable(),
});
export type PatternTrial = Readonly<z.infer<typeof patternTrialSchema>>;
