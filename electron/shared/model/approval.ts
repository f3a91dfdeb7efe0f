import { z } from 'zod';

/** The word of a machine's owner that a change is all right. */
export const acknowledgementSchema = z.object({
  at: z.string(),
  /** Empty where none was given. */
  reason: z.string(),
  /** The expectation that did it; `null` where a person did. */
  expectationId: z.number().int().nullable(),
});
export type Acknowledgement = Readonly<z.infer<typeof acknowledgementSchema>>;

/**
 * What is expected from now on. `once`: the next change of this item, and no other. `content`: this item in this very
 * state, whenever it comes to it. `package`: what transactions of this package do. `path`: any change of what this
 * pattern names (of what is no file: of the item with this key).
 */
export const expectationScopes = ['once', 'content', 'package', 'path'] as const;
export const expectationScopeSchema = z.enum(expectationScopes);
export type ExpectationScope = z.infer<typeof expectationScopeSchema>;

/** Changes that are acknowledged by themselves when they come. They are recorded as any other, and notifications leave them out. */
export const expectationSchema = z.object({
  id: z.number().int().positive(),
  scope: expectationScopeSchema,
  /** What it is about, as a person reads it: a path, the name of a package or a daemon. */
  subject: z.string(),
  reason: z.string(),
  madeAt: z.string(),
  /** Until when; `null` without an end. */
  until: z.string().nullable(),
  /** When it was used up or taken back, or its time was over; `null` while it holds. */
  endedAt: z.string().nullable(),
  /** How many changes it acknowledged, and the last time that it did. */
  uses: z.number().int(),
  lastUsedAt: z.string().nullable(),
});
export type Expectation = Readonly<z.infer<typeof expectationSchema>>;
