import { z } from 'zod';
import { byteDifferenceSchema } from '../model/bytes.ts';
import { categorySchema, changeSchema, listedChangeSchema } from '../model/change.ts';
import { verdictSchema } from '../model/explanation.ts';
import { itemSchema, itemTypeSchema } from '../model/item.ts';
import { gapSchema } from '../model/problem.ts';

/** A moment in ISO 8601 with its zone. */
export const momentSchema = z.iso.datetime({ offset: true });

/** Which changes: every part that is given must hold. */
export const changeFilterSchema = z.strictObject({
  types: z.array(itemTypeSchema).optional(),
  categories: z.array(categorySchema).optional(),
  since: momentSchema.optional(),
  until: momentSchema.optional(),
  /** Words that must all stand in the name or the key, in any case. */
  text: z.string().max(500).optional(),
  /** What is known of their cause. */
  verdicts: z.array(verdictSchema).optional(),
  /** Whether their owner acknowledged them. */
  acknowledged: z.boolean().optional(),
  /** Tied to this cause: a transaction or a plan. */
  cause: z.number().int().positive().optional(),
});
export type ChangeFilter = z.infer<typeof changeFilterSchema>;

export const changeQuerySchema = changeFilterSchema.extend({
  /** Only changes older in the log than this id: the `next` of the page before. */
  before: z.number().int().positive().optional(),
  limit: z.number().int().min(1).max(1000).default(100),
});
export type ChangeQuery = z.input<typeof changeQuerySchema>;

/** A page of the log, the newest first. */
export const changePageSchema = z.object({
  changes: z.array(listedChangeSchema),
  /** How many changes the filter matches in all. */
  total: z.number().int(),
  /** To be given as `before` for the next page; `null` at the end. */
  next: z.number().int().nullable(),
});
export type ChangePage = z.infer<typeof changePageSchema>;

/** One change, and what belongs to it. */
export const changeDetailSchema = z.object({
  change: listedChangeSchema,
  /** The other changes of the same item, the newest first, at most 50. */
  history: z.array(changeSchema),
  /** The other end of a move; `null` where it is none, or no longer in the log. */
  otherEnd: changeSchema.nullable(),
});
export type ChangeDetail = z.infer<typeof changeDetailSchema>;

/**
 * One side of a change's content. `none`: there was no file, or no content on
 * this side. `withheld`: it was not kept, and why. `gone`: it was kept and went
 * by the quota. `binary`: kept, but no text.
 */
export const contentSideSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('text'), text: z.string(), encoding: z.string() }),
  z.object({ state: z.literal('binary'), size: z.number(), hash: z.string() }),
  z.object({ state: z.literal('withheld'), reason: z.enum(['secret', 'tooLarge', 'off']) }),
  z.object({ state: z.literal('gone') }),
  z.object({ state: z.literal('none') }),
]);
export type ContentSide = z.infer<typeof contentSideSchema>;
export const changeContentSchema = z.object({
  before: contentSideSchema,
  after: contentSideSchema,
  /** The first difference of contents that are no text; absent where there is a text, or nothing to compare. */
  bytes: byteDifferenceSchema.optional(),
});
export type ChangeContent = z.infer<typeof changeContentSchema>;

export const inventoryQuerySchema = z.strictObject({
  type: itemTypeSchema,
  text: z.string().max(500).optional(),
  /** As it was at this moment; left out, as it is now. */
  at: momentSchema.optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(5000).default(200),
  /** By a field of the type, or by `name`; what has no value comes last. Left out: by key. Of the present only. */
  sort: z.strictObject({ by: z.string().max(100), descending: z.boolean() }).optional(),
});
export type InventoryQuery = z.input<typeof inventoryQuerySchema>;
/** A page of the inventory, by key or as it was asked for. */
export const inventoryPageSchema = z.object({ items: z.array(itemSchema), total: z.number().int() });

export const timelineQuerySchema = z.strictObject({
  since: momentSchema,
  until: momentSchema,
  /** How many bars of equal width. */
  bars: z.number().int().min(1).max(500),
  filter: changeFilterSchema.default({}),
});
export type TimelineQuery = z.input<typeof timelineQuerySchema>;
/** How many changes of each type in each bar, and the gaps in coverage in that time. */
export const timelineSchema = z.object({
  bars: z.array(z.object({ from: z.string(), counts: z.partialRecord(itemTypeSchema, z.number().int()) })),
  gaps: z.array(gapSchema),
});
export type Timeline = z.infer<typeof timelineSchema>;
