import { printable } from '../../../../shared/model/printable.ts';
import { cut } from '../cut.ts';
import type { Outcome, Patience } from '../outcome.ts';
import type { Answer } from './post.ts';

/** What a receiver asks for is heeded up to this (milliseconds). */
const longestWait = 6 * 3600_000;

/** Statuses that judge this very message: it would be refused again. */
const refusals = new Set([400, 406, 411, 413, 415, 422]);
/** Statuses of the client's kind (RFC 9110, 15.5; RFC 6585) that ask for another try. */
const later = new Set([408, 425, 429]);

/**
 * What an answer means. 2xx: it arrived. 3xx is not followed, since the redirect of a POST loses its body or goes
 * where nobody asked for; as most of 4xx it is a wrong address or a right that lacks, which somebody at work on the
 * receiver may mend soon. All else is a receiver that is not well at the moment.
 */
export function judge(host: string, answer: Answer, now: Date): Outcome {
  const { status, body } = answer;
  const said = `${host} answered ${`${status} ${printable(cut(answer.statusText, 60))}`.trim()}`;
  if (status >= 200 && status < 300) return { kind: 'delivered', message: `${said}.`, output: body };
  const after = retryAfter(answer.headers['retry-after'], now);
  return {
    kind: 'failed',
    patience: patienceFor(status),
    fault: `${said}${adviceFor(answer)}`,
    output: body,
    ...(after === undefined ? {} : { after }),
  };
}

function patienceFor(status: number): Patience {
  if (refusals.has(status)) return 'none';
  return status >= 300 && status < 500 && !later.has(status) ? 'hour' : 'day';
}

function adviceFor({ status, headers }: Answer): string {
  if (status >= 300 && status < 400) {
    const to = headers.location === undefined ? '' : `, to ${target(headers.location)}`;
    return ` and points elsewhere${to}. Redirects are not followed: enter the address that it really has.`;
  }
  if (status === 401 || status === 403 || status === 407) return '. Check the authorization and the address.';
  if (status === 404 || status === 410) return '. Check the address: the receiver knows it no more, or not yet.';
  if (status === 429) return '. It asks for fewer requests.';
  if (refusals.has(status)) return '. It does not take this message: check whether the template fits the receiver.';
  return '.';
}

/** Where a redirect points, without what is behind the path, which may hold a token. */
function target(location: string): string {
  try {
    const { protocol, host, pathname } = new URL(location, 'https://unknown.invalid');
    return host === 'unknown.invalid' ? printable(cut(pathname, 200)) : `${protocol}//${host}${cut(pathname, 200)}`;
  } catch {
    return 'an address that is none';
  }
}

/** Retry-After (RFC 9110, 10.2.3) in milliseconds from now: seconds, or a date. */
export function retryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestWait);
}
