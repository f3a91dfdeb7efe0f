import { z } from 'zod';
import { expectationSchema, expectationScopeSchema } from '../model/approval.ts';
import { listedChangeSchema } from '../model/change.ts';
import { causeSchema } from '../model/explanation.ts';
import { itemTypeSchema } from '../model/item.ts';
import { gapReasonSchema } from '../model/problem.ts';

const id = z.number().int().positive();

/** One entry of the log as cards show it. */
export const cardSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), change: listedChangeSchema }),
  /** All changes of a cause that the filter matches: how many, and the newest of them, at most five. */
  z.object({
    kind: z.literal('cause'),
    cause: causeSchema,
    matching: z.number().int(),
    newest: z.array(listedChangeSchema),
  }),
]);
export type Card = z.infer<typeof cardSchema>;

/** A page of cards, the newest first. */
export const cardPageSchema = z.object({
  cards: z.array(cardSchema),
  /** How many changes the filter matches in all. */
  total: z.number().int(),
  /** To be given as `before` for the next page; `null` at the end. */
  next: z.number().int().nullable(),
});
export type CardPage = z.infer<typeof cardPageSchema>;

export const causeQuerySchema = z.strictObject({
  /** Only causes older than this id: the `next` of the page before. */
  before: id.optional(),
  limit: z.number().int().min(1).max(1000).default(100),
});
export const causePageSchema = z.object({ causes: z.array(causeSchema), next: z.number().int().nullable() });

/** Which changes: by their ids, all of a cause, or both. */
const chosen = { ids: z.array(id).max(100_000).optional(), cause: id.optional() };
export const acknowledgeSchema = z.strictObject({ ...chosen, reason: z.string().max(1000).default('') });
export const unacknowledgeSchema = z.strictObject(chosen);

export const expectSchema = z.strictObject({
  /** The change that is an example of what is expected. */
  change: id,
  scope: expectationScopeSchema,
  /** Of the scope `path`: a pattern of files as tracked files have it; left out, the change's own path or key. */
  pattern: z.string().min(1).max(4096).optional(),
  reason: z.string().max(1000).default(''),
  until: z.iso.datetime({ offset: true }).nullable().default(null),
  /** Whether the change itself is acknowledged too. */
  acknowledge: z.boolean().default(true),
});
/** Those that hold first, then the ended ones, the newest first each. */
export const expectationListSchema = z.array(expectationSchema);

/** A time in which Tidemark did not run, or the machine slept, and what changed in it. */
export const awaySchema = z.object({
  reason: gapReasonSchema.extract(['notRunning', 'asleep']),
  from: z.string(),
  to: z.string(),
  /** How many changes in all, and of each type. */
  changes: z.number().int(),
  counts: z.partialRecord(itemTypeSchema, z.number().int()),
  /** The causes of some of them, as they are now. */
  causes: z.array(causeSchema),
  /** Of the changes: how many no cause explains, and how many of these stand out. */
  unexplained: z.number().int(),
  standingOut: z.number().int(),
  /** Changes that no cause explains, those that stand out first, at most 20. */
  others: z.array(listedChangeSchema),
});
export type Away = z.infer<typeof awaySchema>;
