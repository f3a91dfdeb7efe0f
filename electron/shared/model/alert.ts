import { z } from 'zod';
import { severitySchema } from './severity.ts';

/** A row of an alert's answer: ConfigurationChange's or ConfigurationData's columns, or what the query made of them. */
export const alertRowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type AlertRow = Readonly<z.infer<typeof alertRowSchema>>;

/**
 * One time that a rule fired. Changes that one collection found together, and that one rule matches, are one alert.
 */
export const alertSchema = z.object({
  /** From 1, never used twice. */
  id: z.number().int().positive(),
  ruleId: z.string(),
  /** As the rule was called, and what it said, when it fired. */
  rule: z.string(),
  severity: severitySchema,
  why: z.string(),
  /** `change`: something happened. `state`: something is so, until `endedAt`. */
  evaluation: z.enum(['change', 'state']),
  firedAt: z.string(),
  /** Of a state: when it was so no more; `null` while it is, and for a `change`. */
  endedAt: z.string().nullable(),
  /** One sentence without a full stop: what fired it. */
  summary: z.string(),
  /** How many rows matched, and the first of them (at most 20). */
  count: z.number().int().min(0),
  rows: z.array(alertRowSchema),
  /** The changes that matched, at most the first 100 of them. */
  changeIds: z.array(z.number().int().positive()),
  /** Ids of the actions it went to, as the rule named them. */
  actions: z.array(z.string()),
  /** Whether the rule was muted then: it went to no action. */
  muted: z.boolean(),
  read: z.boolean(),
});
export type Alert = Readonly<z.infer<typeof alertSchema>>;

/** What an alert says to the outside: that it fired, that it ended, or that somebody tries an action. */
export const occasions = ['fired', 'ended', 'test'] as const;
export const occasionSchema = z.enum(occasions);
export type Occasion = z.infer<typeof occasionSchema>;

/** `waiting`: to be tried, or tried again. `delivered`. `dead`: given up after many tries; kept until somebody decides. */
export const deliveryStates = ['waiting', 'delivered', 'dead'] as const;

/** The handing over of one alert to one action. */
export const deliverySchema = z.object({
  id: z.number().int().positive(),
  alertId: z.number().int().positive(),
  actionId: z.string(),
  occasion: occasionSchema,
  state: z.enum(deliveryStates),
  /** How often it was tried, or its action failed while it waited for it. */
  attempts: z.number().int().min(0),
  madeAt: z.string(),
  /** When it is tried next; `null` where it is not waiting. */
  nextAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** What went wrong last; empty where nothing did. */
  fault: z.string(),
  /** What a program printed or a server answered, its beginning. */
  output: z.string(),
});
export type Delivery = Readonly<z.infer<typeof deliverySchema>>;
