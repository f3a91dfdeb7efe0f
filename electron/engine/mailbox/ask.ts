import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Args, engineRequests, type Result } from '../../shared/contract/contract.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { readOwner } from '../store/ownership.ts';
import { pathOf, readJson, writeWhole } from './files.ts';
import { answerSchema, type MailboxMethod, type MailboxRequest, mailboxFolder } from './request.ts';

/** How long an answer is waited for (milliseconds). */
export const patience = 15_000;

/** How often it is looked for one, and whether there is still somebody to give it. */
const lookEvery = 20;
const ownerEvery = 500;

/** What came of asking; `nobody`: no Tidemark owns the store (any more), and nothing was done. */
export type Asked<M extends MailboxMethod> =
  | { readonly kind: 'answered'; readonly value: Result<M> }
  | { readonly kind: 'nobody' };

/**
 * Asks the Tidemark that owns a data folder to do something, and waits for its answer. Fails with its error, and with
 * `unavailable` where it takes no requests, or no answer comes in time: the message says then whether it may have been
 * done.
 */
export async function askOwner<M extends MailboxMethod>(
  dataDir: string,
  method: M,
  args: Args<M>,
  limit = patience,
): Promise<Asked<M>> {
  const owner = readOwner(dataDir);
  if (owner === null) return { kind: 'nobody' };
  const folder = mailboxFolder(dataDir);
  // Made by the owner: made here, it could be of the wrong account.
  if (!existsSync(folder)) {
    throw new TidemarkError(
      'unavailable',
      `Tidemark runs as process ${owner.pid} (${owner.what}), and takes no requests.`,
      'It is an older one, or only begins: try again in a moment, or end it first.',
    );
  }
  const token = randomBytes(16).toString('hex');
  const request: MailboxRequest = { askedAt: new Date().toISOString(), method, args };
  writeWhole(folder, token, 'request', request);
  try {
    return await answerTo(dataDir, folder, token, method, limit);
  } finally {
    for (const stage of ['request', 'answer'] as const) rmSync(pathOf(folder, token, stage), { force: true });
  }
}

async function answerTo<M extends MailboxMethod>(
  dataDir: string,
  folder: string,
  token: string,
  method: M,
  limit: number,
): Promise<Asked<M>> {
  const there = (stage: 'request' | 'taken') => existsSync(pathOf(folder, token, stage));
  const answered = (): Asked<M> | undefined => {
    const content = readJson(pathOf(folder, token, 'answer'), Number.POSITIVE_INFINITY);
    if (content === undefined) return undefined;
    const answer = answerSchema.parse(content);
    if ('error' in answer) throw TidemarkError.fromShape(answer.error);
    return { kind: 'answered', value: engineRequests[method].result.parse(answer.value) as Result<M> };
  };
  /** Takes the request back: `true` where nobody has taken it, so that nothing was and will be done. */
  const withdraw = (): boolean => {
    if (!there('request')) return false;
    try {
      rmSync(pathOf(folder, token, 'request'));
      return true;
    } catch {
      return false;
    }
  };

  const begun = performance.now();
  let ownerSeen = begun;
  for (;;) {
    const found = answered();
    if (found !== undefined) return found;
    const now = performance.now();
    if (now - ownerSeen > ownerEvery) {
      ownerSeen = now;
      if (readOwner(dataDir) === null) {
        if (withdraw()) return { kind: 'nobody' };
        return answered() ?? fail('ended before it answered');
      }
      // Another one has come meanwhile, and does not perform what the one before it had begun.
      if (!there('request') && !there('taken')) return answered() ?? fail('ended before it answered');
    }
    if (now - begun > limit) {
      if (!withdraw()) return answered() ?? fail(`did not answer within ${limit / 1000} seconds`);
      throw new TidemarkError(
        'unavailable',
        `The Tidemark that runs did not take the request within ${limit / 1000} seconds; nothing was done.`,
        'Try again when it is less busy, or end it first.',
      );
    }
    await pause(lookEvery);
  }
}

function fail(what: string): never {
  throw new TidemarkError(
    'unavailable',
    `The Tidemark that runs ${what}: it may have been done.`,
    'Look whether it was, and ask again if not.',
  );
}
