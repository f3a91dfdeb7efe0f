import { z } from 'zod';

/** What a column of an answer holds, by the names of KQL's own types. */
export const kqlTypes = ['string', 'long', 'real', 'bool', 'datetime', 'timespan', 'dynamic'] as const;
export const kqlTypeSchema = z.enum(kqlTypes);
export type KqlType = z.infer<typeof kqlTypeSchema>;

/**
 * One value of an answer: a `datetime` is ISO 8601 in UTC, a `timespan` as KQL writes it (`1.02:03:04.5000000`),
 * a `dynamic` its JSON text, a `real` without an end the text `Infinity` or `-Infinity`. A string is never `null`: KQL
 * has no null string.
 */
export const kqlCellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type KqlCell = z.infer<typeof kqlCellSchema>;

/**
 * Something about a query, with its place in the text as it was given. `error`: it can't run. `notice`: it runs,
 * and was read otherwise than it stands, or is worth a word.
 */
export const kqlDiagnosticSchema = z.object({
  severity: z.enum(['error', 'notice']),
  /** One sentence. */
  message: z.string(),
  /** Characters from the beginning of the text (UTF-16 units), and how many. */
  start: z.number().int().min(0),
  length: z.number().int().min(0),
  /** From 1. */
  line: z.number().int().min(1),
  column: z.number().int().min(1),
});
export type KqlDiagnostic = Readonly<z.infer<typeof kqlDiagnosticSchema>>;

/** A query as it is given. `strict`: without the leniencies that Tidemark adds to the language. */
export const kqlTextSchema = z.strictObject({ text: z.string().max(100_000), strict: z.boolean().default(false) });

/** What the parser has to say of a query without running it. */
export const kqlCheckSchema = z.object({
  diagnostics: z.array(kqlDiagnosticSchema),
  /** The whole text as it was read, where a leniency changed it: offered in its stead. */
  mended: z.string().nullable(),
  /**
   * How an alert rule of it is evaluated. `change`: each new change by itself. `state`: the whole query, true while
   * it returns rows. `null` where it can't run.
   */
  evaluation: z.enum(['change', 'state']).nullable(),
});
export type KqlCheck = Readonly<z.infer<typeof kqlCheckSchema>>;

export const kqlRunSchema = kqlTextSchema.extend({
  /** Most rows of the answer; more are cut off and said so. */
  rows: z.number().int().min(1).max(500_000).default(10_000),
  /** Milliseconds until it is given up. */
  timeLimit: z
    .number()
    .int()
    .min(1)
    .max(10 * 60_000)
    .default(20_000),
});
export type KqlRun = z.input<typeof kqlRunSchema>;

/** How `render` asks the answer to be drawn. */
export const kqlChartSchema = z.object({
  kind: z.enum(['timechart', 'barchart']),
  title: z.string().nullable(),
  /** The column along the axis, the columns of numbers, and the column that splits them into series. */
  x: z.string(),
  y: z.array(z.string()),
  series: z.string().nullable(),
});
export type KqlChart = Readonly<z.infer<typeof kqlChartSchema>>;

export const kqlAnswerSchema = z.object({
  columns: z.array(z.object({ name: z.string(), type: kqlTypeSchema })),
  rows: z.array(z.array(kqlCellSchema)),
  /** Whether rows were cut off at the limit. */
  cut: z.boolean(),
  chart: kqlChartSchema.nullable(),
  notices: z.array(kqlDiagnosticSchema),
  mended: z.string().nullable(),
  milliseconds: z.number(),
});
export type KqlAnswer = Readonly<z.infer<typeof kqlAnswerSchema>>;

export const kqlCompleteSchema = kqlTextSchema.extend({ position: z.number().int().min(0) });
export const kqlCompletionSchema = z.object({
  /** What of the text an item replaces: from this character on, so many. */
  start: z.number().int(),
  length: z.number().int(),
  items: z.array(
    z.object({
      label: z.string(),
      kind: z.enum(['table', 'column', 'function', 'operator', 'keyword', 'variable', 'value']),
      /** What is put in, and what follows the cursor then (`)`). */
      before: z.string(),
      after: z.string(),
      /** Its signature or type, in a few words; empty where there is none. */
      detail: z.string(),
    }),
  ),
});
export type KqlCompletion = Readonly<z.infer<typeof kqlCompletionSchema>>;
