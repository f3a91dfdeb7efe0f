import { z } from 'zod';
import { itemTypeSchema, itemTypes } from './item.ts';

/**
 * Why something could not be tracked as asked. `unreadable`: it is there, or may
 * be, and could not be read. `absent`: it is not there. `unsupported`: this
 * machine has no such thing. `invalid`: what was asked for makes no sense.
 * `limit`: a limit was reached. `failed`: a tool or a watch failed. `note`: all is
 * well, and worth knowing: it asks nobody for attention.
 */
export const problemKinds = ['unreadable', 'absent', 'unsupported', 'invalid', 'limit', 'failed', 'note'] as const;
export const problemKindSchema = z.enum(problemKinds);
export type ProblemKind = z.infer<typeof problemKindSchema>;

/** What a problem is of: a type of what is tracked, the alert rules, the actions that alerts go to, what explains changes, or what is asked of a Tidemark that runs. */
export const problemTypes = [...itemTypes, 'Alerts', 'Actions', 'Explanations', 'Requests'] as const;
export type ProblemType = (typeof problemTypes)[number];

/** A problem as a collector, the evaluation of a rule or the delivery to an action reports it. */
export const problemSchema = z.object({
  type: z.enum(problemTypes),
  kind: problemKindSchema,
  /** The thing it happened to: a path, a package source, a unit, the name of a rule. */
  subject: z.string(),
  /** What happened, in one sentence. */
  message: z.string(),
  /** What the reader can do about it, in one sentence. */
  advice: z.string(),
});
export type Problem = Readonly<z.infer<typeof problemSchema>>;

/** Whether a person has to do something about it, or at least to know. */
export const needsAttention = ({ kind }: Pick<Problem, 'kind'>): boolean => kind !== 'note';

/** A problem that stands, with the times (ISO 8601, UTC) at which it was first and last seen. */
export const standingProblemSchema = problemSchema.extend({ firstSeen: z.string(), lastSeen: z.string() });
export type StandingProblem = Readonly<z.infer<typeof standingProblemSchema>>;

/**
 * A time in which something may have been missed. `notRunning`: Tidemark did not
 * run. `asleep`: the machine slept. `paused`: its owner paused it. `overflow`:
 * the system dropped events. `watchFailed`: a watch could not be set or was lost.
 */
export const gapReasons = ['notRunning', 'asleep', 'paused', 'overflow', 'watchFailed'] as const;
export const gapReasonSchema = z.enum(gapReasons);
export type GapReason = z.infer<typeof gapReasonSchema>;

/** A gap in coverage, and when a rescan made up for it. */
export const gapSchema = z.object({
  id: z.number().int().positive(),
  /** The type concerned; `null` for all of them. */
  type: itemTypeSchema.nullable(),
  reason: gapReasonSchema,
  subject: z.string(),
  from: z.string(),
  /** When a rescan made up for it; `null` while it lasts. */
  to: z.string().nullable(),
});
export type Gap = Readonly<z.infer<typeof gapSchema>>;
