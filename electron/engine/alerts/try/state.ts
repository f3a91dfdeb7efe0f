import type { RuleTrial } from '../../../shared/contract/alerts.ts';
import { formatCount } from '../../../shared/model/format.ts';
import type { KqlService } from '../../query/kql/service.ts';
import type { ReadStore } from '../../store/interface.ts';
import type { KqlQuery } from '../evaluate/kql-firings.ts';
import { rowsSummary } from '../evaluate/summary.ts';
import type { Past } from './past.ts';
import type { Tried } from './try-rule.ts';

/** At how many moments at most, and for how long (milliseconds), the past is asked. */
const mostMoments = 300;
const longest = 8000;

interface Look {
  readonly at: string;
  readonly count: number;
  readonly summary: string;
}

/**
 * Asks a question about a state as it would have been answered at each moment at which something changed, from now
 * back to the beginning: where not all moments can be asked, the newest are.
 */
export async function tryState(
  store: Pick<ReadStore, 'momentsOfChange'>,
  kql: Pick<KqlService, 'evaluate'>,
  query: KqlQuery,
  past: Past,
  now: Date,
): Promise<Tried> {
  const { moments, total } = store.momentsOfChange(past, mostMoments);
  const asked = total > moments.length ? moments : [...moments, past.since];
  const looks: Look[] = [];
  const started = performance.now();
  // The newest first.
  for (const at of asked) {
    if (looks.length > 0 && performance.now() - started > longest) break;
    const { count, rows } = await kql.evaluate({ ...query, asOf: at });
    looks.unshift({ at, count, summary: rowsSummary(rows, count) });
  }
  return { firings: firingsOf(looks), limits: limitsOf(looks, asked.length, total, query, now) };
}

/** Each time at which it began to be so, with the first moment at which it was so no more. */
function firingsOf(looks: readonly Look[]): RuleTrial['firings'] {
  const firings: RuleTrial['firings'] = [];
  let lasts = false;
  for (const { at, count, summary } of looks) {
    const last = firings.at(-1);
    if (count > 0 && !lasts) firings.push({ at, until: null, count, summary, changeIds: [] });
    else if (count === 0 && lasts && last) firings[firings.length - 1] = { ...last, until: at };
    lasts = count > 0;
  }
  return firings;
}

function limitsOf(looks: readonly Look[], asked: number, total: number, { text }: KqlQuery, now: Date): string | null {
  const parts: string[] = [];
  const [first] = looks;
  if (looks.length < asked || total > mostMoments) {
    const since = first?.at ?? now.toISOString();
    parts.push(
      `only the last ${formatCount(looks.length)} of ${formatCount(total + 1)} moments were looked at, since ${since}`,
    );
  }
  if (/\b(?:ago|now)\s*\(/.test(text)) {
    parts.push('what begins or ends by the passing of time alone is told with the next change');
  }
  const words = parts.join(', and ');
  return words === '' ? null : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
