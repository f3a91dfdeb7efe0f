import { z } from 'zod';

/** A desktop notification that was shown, or would have been where the desktop cannot show any. */
export const noticeSchema = z.object({
  id: z.number().int().positive(),
  shownAt: z.string(),
  title: z.string(),
  body: z.string(),
  /** The changes it told of, at most the first 100 of them. */
  changeIds: z.array(z.number().int().positive()),
  /** The alerts it told of, at most the first 100 of them. */
  alertIds: z.array(z.number().int().positive()).default([]),
  /** How many changes and alerts it told of. */
  count: z.number().int().positive(),
  read: z.boolean(),
});
export type Notice = Readonly<z.infer<typeof noticeSchema>>;
