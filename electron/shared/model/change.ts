import { z } from 'zod';
import { acknowledgementSchema } from './approval.ts';
import { explanationSchema } from './explanation.ts';
import { fieldsSchema, itemTypeSchema } from './item.ts';

export const categories = ['Added', 'Modified', 'Removed'] as const;
export const categorySchema = z.enum(categories);
export type Category = z.infer<typeof categorySchema>;

/**
 * How a change was noticed. `startup` says that it happened while Tidemark did
 * not run (or slept): then `since` is the last moment before that.
 */
export const hows = ['live', 'scheduled', 'startup', 'manual'] as const;
export const howSchema = z.enum(hows);
export type How = z.infer<typeof howSchema>;

/** An `Added`, `Modified` or `Removed` of one item, as the log keeps it. */
export const changeSchema = z.object({
  /** Its place in the log, from 1, never used twice. */
  id: z.number().int().positive(),
  type: itemTypeSchema,
  key: z.string(),
  name: z.string(),
  category: categorySchema,
  /** When it was noticed (ISO 8601, UTC). */
  noticedAt: z.string(),
  /** The earliest moment at which it can have happened: the last time the item was seen as it was before. */
  since: z.string(),
  how: howSchema,
  /** The names of the fields (see `fields.ts`) whose difference made the change; empty for Added and Removed. */
  fieldsChanged: z.array(z.string()).readonly(),
  /** The item's fields before; `null` for Added. */
  before: fieldsSchema.nullable(),
  /** The item's fields after; `null` for Removed. */
  after: fieldsSchema.nullable(),
  /** Of an Added file, or of a Modified one that another was moved over: the key that it was moved from, which was Removed. */
  movedFrom: z.string().optional(),
  /** Of a Removed file: the key that it was moved to, which was Added or, where a file was there, Modified. */
  movedTo: z.string().optional(),
  /** What explains it. It stands beside the log and may still change; absent where it was not looked at yet, see `verdictOf`. */
  explanation: explanationSchema.optional(),
  /** Its owner's word that it is all right; absent where that was not given. */
  acknowledged: acknowledgementSchema.optional(),
});
export type Change = Readonly<z.infer<typeof changeSchema>>;

/** A change that is not yet in the log. */
export type NewChange = Omit<Change, 'id' | 'explanation' | 'acknowledged'>;

/** How many lines of a text file's content a change added and removed. */
export const lineStatsSchema = z.object({ added: z.number().int(), removed: z.number().int() });
export type LineStats = Readonly<z.infer<typeof lineStatsSchema>>;

/** A change as a list shows it. */
export const listedChangeSchema = changeSchema.extend({
  /** `null` where there is no text content on both sides to count in. */
  lines: lineStatsSchema.nullable(),
});
export type ListedChange = Readonly<z.infer<typeof listedChangeSchema>>;
