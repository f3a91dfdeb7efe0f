import { z } from 'zod';
import { howSchema } from './change.ts';
import { causeSchema } from './explanation.ts';
import { itemTypeSchema } from './item.ts';
import { gapSchema, standingProblemSchema } from './problem.ts';

/** A collection that was run over a whole type. */
export const collectionSchema = z.object({
  id: z.number().int().positive(),
  type: itemTypeSchema,
  how: howSchema,
  /** Whether every content was read again, without the shortcut of unchanged times (rule 7). */
  full: z.boolean(),
  startedAt: z.string(),
  endedAt: z.string(),
  items: z.number().int(),
  changes: z.number().int(),
  /** Whether it set a baseline: items seen for the first time that are no changes. */
  baseline: z.boolean(),
});
export type CollectionRun = Readonly<z.infer<typeof collectionSchema>>;

export const typeStatusSchema = z.object({
  type: itemTypeSchema,
  /** Whether the settings ask for it. */
  enabled: z.boolean(),
  items: z.number().int(),
  last: collectionSchema.nullable(),
  /** The last one that read everything again. */
  lastFull: z.string().nullable(),
  /** When the next scheduled one is due; `null` while paused or off. */
  nextAt: z.string().nullable(),
  /** Set while a collection runs: how far it is; `expected` is `null` while that is unknown. */
  running: z
    .object({ done: z.number().int(), expected: z.number().int().nullable(), baseline: z.boolean() })
    .nullable(),
  /** Whether live watching is armed, and over how many files and folders. */
  live: z.object({
    armed: z.boolean(),
    watched: z.number().int(),
    /** How long the last arming took, in milliseconds; `null` before the first one has ended. */
    armedIn: z.number().nullable(),
    /** Folders that could not be watched, and so are collected by schedule alone: how many, and the first of them. */
    unwatched: z.object({ folders: z.number().int(), first: z.array(z.string()) }),
  }),
  /** File systems within what is tracked that are not watched: served by others, or removable. Of files alone. */
  bySchedule: z.array(z.object({ path: z.string(), fileSystem: z.string() })),
  /** The limit of the settings on this type's items; `null` where there is none. */
  limit: z.number().int().nullable(),
});
export type TypeStatus = Readonly<z.infer<typeof typeStatusSchema>>;

/** `starting` until every baseline is stored; `attention` while a problem stands that needs a person (a note does not). */
export const trackingStates = ['starting', 'tracking', 'attention', 'paused', 'stopped'] as const;

export const statusSchema = z.object({
  state: z.enum(trackingStates),
  /** While paused: until when; `null` without an end. */
  pausedUntil: z.string().nullable(),
  types: z.array(typeStatusSchema),
  problems: z.array(standingProblemSchema),
  /** The newest first, at most 100. */
  gaps: z.array(gapSchema),
  /** Bytes on the disk: the database in all, and kept content within it. */
  space: z.object({ database: z.number(), content: z.number(), changes: z.number().int() }),
  /** The plan that is open: what happens now was said to come. */
  plan: causeSchema.nullable(),
  /** The process that owns the store, if one runs. */
  engine: z.object({ pid: z.number().int(), startedAt: z.string() }).nullable(),
});
export type Status = Readonly<z.infer<typeof statusSchema>>;
