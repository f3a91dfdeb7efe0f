import { z } from 'zod';
import { itemTypeSchema } from './item.ts';

/** A package as its manager names it. */
export const packageRefSchema = z.object({
  /** As in the field `manager` of software: dpkg, rpm, pacman, apk, snap, flatpak. */
  manager: z.string(),
  name: z.string(),
  architecture: z.string().nullable(),
  version: z.string().nullable(),
});
export type PackageRef = Readonly<z.infer<typeof packageRefSchema>>;

/** What a transaction did to a package. `configured`: nothing but its scripts ran. */
export const packageActions = [
  'installed',
  'upgraded',
  'downgraded',
  'reinstalled',
  'removed',
  'purged',
  'configured',
] as const;
export const packageActionSchema = z.enum(packageActions);
export type PackageAction = z.infer<typeof packageActionSchema>;

/** One package of a transaction. */
export const packageStepSchema = z.object({
  action: packageActionSchema,
  name: z.string(),
  architecture: z.string().nullable(),
  /** The version before; `null` where there was none or it is not known. */
  from: z.string().nullable(),
  /** The version after; `null` where there is none or it is not known. */
  to: z.string().nullable(),
});
export type PackageStep = Readonly<z.infer<typeof packageStepSchema>>;

/** A transaction of a package manager, as its logs tell of it. Moments are ISO 8601 in UTC. */
export const transactionSchema = z.object({
  /** Names it for good: of the same transaction it is the same whenever its logs are read. */
  identity: z.string(),
  /** Who ran it: apt, dpkg, dnf, pacman, apk, snap, flatpak… */
  tool: z.string(),
  /** Whose packages these are: dpkg, rpm, pacman… */
  manager: z.string(),
  startedAt: z.string(),
  /** `null` while it runs. */
  endedAt: z.string().nullable(),
  /** The command line, where the log has it. */
  command: z.string().nullable(),
  /** The login name of the user who asked for it, where the log has it. */
  user: z.string().nullable(),
  packages: z.array(packageStepSchema).readonly(),
  /** What failed, in the log's own words; `null` where nothing did. */
  fault: z.string().nullable(),
});
export type Transaction = Readonly<z.infer<typeof transactionSchema>>;

/** The process that made a live change of a file, known for certain (fanotify(7)). */
export const actorSchema = z.object({
  pid: z.number().int(),
  /** The path of its program; its name where the path could not be read. */
  program: z.string(),
  /** The account that it ran as: its number and, where it has one, its name. */
  uid: z.number().int(),
  user: z.string().nullable(),
  /** Who had signed in, whatever account was taken on since (/proc/PID/loginuid, proc(5)); `null` for nobody. */
  loginUser: z.string().nullable(),
});
export type Actor = Readonly<z.infer<typeof actorSchema>>;

/**
 * What is known of a change's cause. `pending`: it is not known yet, since it was not looked at or a transaction still
 * runs. `explained`: a transaction of a package manager did it. `planned`: its owner had said that changes were to
 * come. `standsOut`: it is a package's, and no transaction did it. `unexplained`: nothing is known.
 */
export const verdicts = ['pending', 'explained', 'planned', 'standsOut', 'unexplained'] as const;
export const verdictSchema = z.enum(verdicts);
export type Verdict = z.infer<typeof verdictSchema>;

/** Those that stay: what can be asked of a change once it was looked at. */
export const decidedVerdictSchema = verdictSchema.exclude(['pending']);
export const decidedVerdicts = decidedVerdictSchema.options;
export type DecidedVerdict = z.infer<typeof decidedVerdictSchema>;

/** What is known of a change's cause; of one that was not looked at yet nothing is. */
export const verdictOf = (change: { readonly explanation?: Explanation | undefined }): Verdict =>
  change.explanation?.verdict ?? 'pending';

/**
 * By what a change is tied to its transaction. `software`: it is the package's own change. `package`: the file or daemon
 * is a package's of that transaction, and its bytes are as shipped or can't be compared. `generated`: package tools make
 * it in a known way from what the transaction changed. `process`: a process of the transaction wrote it. `during`: it
 * happened at that time, and no more is known: that ties it to the card, and explains nothing.
 */
export const ties = ['software', 'package', 'generated', 'process', 'during'] as const;
export const tieSchema = z.enum(ties);
export type Tie = z.infer<typeof tieSchema>;

/** Whether a file's bytes are those that its package ships. `unknown`: there is nothing to compare with, or nothing left to compare. */
export const shippedSchema = z.enum(['shipped', 'altered', 'unknown']);
export type Shipped = z.infer<typeof shippedSchema>;

/** What explains a change: knowledge that came after the record, and so stands beside the log. */
export const explanationSchema = z.object({
  verdict: verdictSchema,
  /** The transaction that it is tied to, see `causeSchema`. */
  causeId: z.number().int().nullable(),
  /** The plan in whose time it happened. */
  planId: z.number().int().nullable(),
  tie: tieSchema.nullable(),
  /** The package that the thing belongs to. */
  package: packageRefSchema.nullable(),
  /** Of a packaged file; else `null`. */
  bytes: shippedSchema.nullable(),
  /** Whether the package marks the file as configuration, to be edited. */
  conffile: z.boolean(),
  /** Why the verdict is what it is, in one sentence. */
  why: z.string(),
  actor: actorSchema.nullable(),
  /** What the cause is called (of the transaction; of the plan where there is none), see `causeTitle`; absent without one. */
  cause: z.string().optional(),
  /** The user who asked for the transaction; absent where that is not known. */
  requestedBy: z.string().optional(),
});
export type Explanation = Readonly<z.infer<typeof explanationSchema>>;

/** What changes are grouped by: a transaction, or a plan of the machine's owner. */
export const causeSchema = z.object({
  id: z.number().int().positive(),
  kind: z.enum(['transaction', 'planned']),
  /** Of a plan: what its owner called it; of a transaction `null`. */
  name: z.string().nullable(),
  /** See `transactionSchema`; `null` of a plan. */
  tool: z.string().nullable(),
  manager: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  command: z.string().nullable(),
  user: z.string().nullable(),
  packages: z.array(packageStepSchema).readonly(),
  /** See `transactionSchema`; of a plan that it was left open, and ended by itself. */
  fault: z.string().nullable(),
  /** How many changes of each type are tied to it, by whatever tie. */
  counts: z.partialRecord(itemTypeSchema, z.number().int()),
  /** Of those: how many it explains, how many are acknowledged, and how many stand out. */
  explained: z.number().int(),
  acknowledged: z.number().int(),
  standingOut: z.number().int(),
  /** The newest of its changes; `null` where there are none yet. */
  newest: z.number().int().nullable(),
});
export type Cause = Readonly<z.infer<typeof causeSchema>>;
