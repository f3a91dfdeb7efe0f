import { z } from 'zod';

/** A query that is kept under a name. Those that come with Tidemark stand in `ready-queries.ts`, not in the settings. */
export const savedQuerySchema = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  text: z.string().min(1).max(100_000),
});
export type SavedQuery = Readonly<z.infer<typeof savedQuerySchema>>;
