import { TidemarkError } from '../../../../shared/contract/errors.ts';
import type { Action } from '../../../../shared/model/action.ts';
import { certificateFault, trust } from '../authorities.ts';
import { cutBytes } from '../cut.ts';
import type { Limits } from '../limits.ts';
import type { Message } from '../message.ts';
import { failed, type Outcome, outputKept, reason } from '../outcome.ts';
import { type Secrets, without } from '../secrets.ts';
import { judge } from './judge.ts';
import { post, TooSlow } from './post.ts';
import { keyBytes, signedHeaders } from './signature.ts';
import { bodyOf } from './templates/templates.ts';

export type Webhook = Extract<Action, { readonly kind: 'webhook' }>;

export interface Hands {
  readonly secrets: Secrets;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** Posts an alert to a receiver. Neither a secret nor the address' path, which often is one, gets into the outcome. */
export async function deliverToWebhook(
  action: Webhook,
  message: Message,
  { secrets, limits, signal }: Hands,
): Promise<Outcome> {
  const key = await secrets.resolve(action.signingKey);
  if (!key.ok) return { kind: 'held', fault: key.why };
  const authorization = await secrets.resolve(action.authorization);
  if (!authorization.ok) return { kind: 'held', fault: authorization.why };
  const bytes = key.text === null ? null : keyBytes(key.text);
  if (bytes === undefined) return { kind: 'held', fault: 'What follows whsec_ in the signing key is no base64.' };
  if (authorization.text !== null && !/^[\t\x20-\x7e]*$/.test(authorization.text)) {
    return { kind: 'held', fault: 'The authorization holds characters that no header may hold.' };
  }

  const url = new URL(action.url);
  const known = [key.text, authorization.text, ...secretParts(url)];
  const clear = (text: string) => without(text, known);
  const body = JSON.stringify(bodyOf(action.template, message));
  try {
    const answer = await post({
      url,
      body,
      limits,
      signal,
      trust: trust(action.authority),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Tidemark',
        ...signedHeaders(message.key, body, bytes, new Date()),
        ...(authorization.text === null ? {} : { authorization: authorization.text }),
      },
    });
    return cleared(judge(url.host, answer, new Date()), clear);
  } catch (thrown) {
    if (thrown instanceof TidemarkError) return { kind: 'held', fault: `${thrown.message} ${thrown.advice}` };
    return failed(clear(`${url.host} was not reached: ${why(thrown)}.`));
  }
}

/** Shorter parts of an address are words (`services`, `hook`), no tokens. */
const shortestToken = 16;

/** What of an address may be a secret: all behind the host, and each part of it that is long enough for a token. */
function secretParts({ pathname, search, searchParams }: URL): readonly string[] {
  const whole = `${pathname}${search}`;
  const parts = [...pathname.split('/'), ...searchParams.values()].filter((part) => part.length >= shortestToken);
  return [...(whole.length > 8 ? [whole] : []), ...parts];
}

function why(thrown: unknown): string {
  if (thrown instanceof TooSlow) return thrown.message;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ABORT_ERR') return 'Tidemark was closed meanwhile';
  if (code === 'ECONNRESET') return 'it broke the connection off before its answer was whole';
  return certificateFault(thrown) ?? reason(thrown);
}

function cleared(outcome: Outcome, clear: (text: string) => string): Outcome {
  if (outcome.kind === 'held') return outcome;
  const output = cutBytes(clear(outcome.output), outputKept);
  return outcome.kind === 'delivered'
    ? { ...outcome, message: clear(outcome.message), output }
    : { ...outcome, fault: clear(outcome.fault), output };
}
