import { z } from 'zod';

/** One line of the design's budgets. */
const budgetLineSchema = z.object({ work: z.string(), measured: z.string(), budget: z.string(), kept: z.boolean() });
export type BudgetLine = Readonly<z.infer<typeof budgetLineSchema>>;

const tableSchema = z.object({
  title: z.string(),
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(z.string()).readonly()).readonly(),
});
export type Table = Readonly<z.infer<typeof tableSchema>>;

/** What a part found: as a person reads it, and as numbers. */
export const findingsSchema = z.object({
  budgets: z.array(budgetLineSchema).readonly(),
  tables: z.array(tableSchema).readonly(),
  /** Sentences that belong below the tables: how it was compared, and what is remarkable. */
  notes: z.array(z.string()).readonly(),
  figures: z.unknown(),
});
export type Findings = Readonly<z.infer<typeof findingsSchema>>;

/** What a part of the bench works with. */
export interface Bench {
  /** The built command line. */
  readonly cli: string;
  /** The engine's built process. */
  readonly engine: string;
  /** A folder of this part's own, on a file system of the machine. */
  readonly work: string;
  /** The most files that a part makes. */
  readonly most: number;
  /** Tells a person how far it is. */
  readonly say: (text: string) => void;
}

export type Part = (bench: Bench) => Promise<Findings>;
