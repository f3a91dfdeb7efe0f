import { join } from 'node:path';
import { z } from 'zod';
import type { EngineMethod } from '../../shared/contract/contract.ts';
import { errorShapeSchema } from '../../shared/contract/errors.ts';

/**
 * What the command line may ask of the Tidemark that owns the store: it can't do it itself beside that one. A list of
 * names, so that a new request of the contract is not offered by accident.
 */
export const mailboxMethods = [
  'changes.acknowledge',
  'changes.unacknowledge',
  'expectations.add',
  'expectations.end',
  'plan.begin',
  'plan.end',
] as const satisfies readonly EngineMethod[];
export type MailboxMethod = (typeof mailboxMethods)[number];

export const isMailboxMethod = (name: string): name is MailboxMethod =>
  (mailboxMethods as readonly string[]).includes(name);

/** A request as its file holds it. Its arguments are parsed by the contract. */
export const requestSchema = z.strictObject({
  /** ISO 8601. */
  askedAt: z.iso.datetime(),
  method: z.string().max(100),
  args: z.unknown(),
});
export type MailboxRequest = Readonly<z.infer<typeof requestSchema>>;

export const answerSchema = z.union([
  z.strictObject({ value: z.unknown() }),
  z.strictObject({ error: errorShapeSchema }),
]);
export type MailboxAnswer = Readonly<z.infer<typeof answerSchema>>;

/** A request is not performed when it is older than this (milliseconds): nobody waits for it any more. */
export const staleAfter = 60_000;

/** Larger files (bytes) are none of ours. */
export const largestRequest = 4 * 1024 * 1024;

/** The folder of requests and answers, which its owner alone may see. */
export const mailboxFolder = (dataDir: string): string => join(dataDir, 'requests');

/**
 * What becomes of a request, as its file's ending says: `new` while it is written, `request` once it is whole, `taken`
 * while it is performed, `answer`; `malformed` where it made no sense and was set aside.
 */
export const stages = ['new', 'request', 'taken', 'answer', 'malformed'] as const;
export type Stage = (typeof stages)[number];

/** The name of a request's file: 128 random bits, and how far it got. */
export const nameOf = (token: string, stage: Stage): string => `${token}.${stage}`;

/** What a file's name says; `undefined` for files that are none of ours. */
export function parseName(name: string): { readonly token: string; readonly stage: Stage } | undefined {
  const [, token, ending] = /^([0-9a-f]{32})\.([a-z]+)$/.exec(name) ?? [];
  const stage = stages.find((each) => each === ending);
  return token === undefined || stage === undefined ? undefined : { token, stage };
}
