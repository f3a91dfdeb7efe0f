import type { Problem } from '../../../shared/model/problem.ts';
import type { Known } from '../collector.ts';
import { isPartOf, type Part, type Reading, type ReadRequest, type SoftwareSource } from './source.ts';

export interface Patience {
  /** Milliseconds that a source may take; whoever takes longer is unreadable, and the others do not wait. */
  readonly limit: number;
  /** Milliseconds for which a source that took longer is not asked again, so that it holds up no hint of others. */
  readonly rest: number;
}

/** What is remembered of a source that used up its time. */
interface Overdue {
  readonly at: number;
  /** Whether its reading has come to an end since. */
  over: boolean;
}

/** What is asked of all sources that are read. */
export interface ReaderRequest extends Pick<ReadRequest, 'settings' | 'signal'> {
  /** What the inventory holds of them, by key. */
  readonly known: ReadonlyMap<string, Known>;
}

/**
 * Reads sources side by side. Each answers for itself: one that hangs, fails or throws
 * is unreadable, and the others are what they are.
 */
export class SourceReader {
  readonly #overdue = new Map<string, Overdue>();

  constructor(private readonly patience: Patience) {}

  /** Reads these sources. `full`: ask also whoever rests. Rejects only when aborted. */
  async read(
    sources: readonly SoftwareSource[],
    request: ReaderRequest,
    full: boolean,
  ): Promise<readonly { readonly source: SoftwareSource; readonly parts: readonly Part[] }[]> {
    const knownSources = new Set([...request.known.values()].map(({ source }) => source));
    return Promise.all(
      sources.map(async (source) => {
        const reading = this.#rests(source, full)
          ? this.#tooSlow(source)
          : await this.#readOne(source, request, knownSources);
        request.signal.throwIfAborted();
        return { source, parts: partsOf(source, reading, knownSources) };
      }),
    );
  }

  /** One that can't be stopped is never asked a second time beside the first. */
  #rests({ id }: SoftwareSource, full: boolean): boolean {
    const overdue = this.#overdue.get(id);
    if (overdue === undefined) return false;
    return !overdue.over || (!full && performance.now() - overdue.at < this.patience.rest);
  }

  async #readOne(source: SoftwareSource, request: ReaderRequest, knownSources: ReadonlySet<string>): Promise<Reading> {
    const { known, settings, signal } = request;
    this.#overdue.delete(source.id);
    const hasKnown = [...knownSources].some((part) => isPartOf(source, part));
    const knownKeys = () => [...known].filter(([, each]) => isPartOf(source, each.source)).map(([key]) => key);
    const given = new AbortController();
    const asked: ReadRequest = { hasKnown, knownKeys, knownSources, settings, signal: given.signal };
    // Started in a promise, so that what throws at once is caught too.
    const reading = Promise.resolve()
      .then(() => source.read(asked))
      .catch((error: unknown) => threw(source, error));
    const first = await this.#orLate(reading, signal, given);
    if (first !== 'late') return first;
    const overdue: Overdue = { at: performance.now(), over: false };
    this.#overdue.set(source.id, overdue);
    void reading.then(() => {
      overdue.over = true;
    });
    return this.#tooSlow(source);
  }

  /** What a reading comes to, or `late`: then, or when the engine stops, it is told to end. */
  async #orLate(reading: Promise<Reading>, signal: AbortSignal, given: AbortController): Promise<Reading | 'late'> {
    let giveUp: () => void = () => undefined;
    const late = new Promise<'late'>((resolve) => {
      giveUp = () => {
        given.abort(signal.reason);
        resolve('late');
      };
    });
    const timer = setTimeout(giveUp, this.patience.limit);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await Promise.race([late, reading]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  #tooSlow(source: SoftwareSource): Reading {
    const seconds = Math.round(this.patience.limit / 1000);
    const cause = `it did not answer within ${seconds} seconds`;
    return unreadableSource(source.id, cause, `See whether ${source.id} itself works, and what holds it up.`);
  }
}

function threw({ id }: SoftwareSource, error: unknown): Reading {
  const cause = error instanceof Error ? error.message : String(error);
  return unreadableSource(id, cause, `See whether ${id} itself works.`);
}

/** Of a source in parts that could not be read, every part that is known could not be. */
function partsOf(source: SoftwareSource, reading: Reading, knownSources: ReadonlySet<string>): readonly Part[] {
  if (reading.state === 'parts') return reading.parts;
  const known = [...knownSources].filter((part) => part !== source.id && isPartOf(source, part));
  return [source.id, ...known].map((id) => ({ id, reading }));
}

/** The reading of a source of which nothing can be said. `cause` is a sentence's end, `advice` a whole one. */
export function unreadableSource(id: string, cause: string, advice: string): Reading & { state: 'unreadable' } {
  const problem: Problem = {
    type: 'Software',
    kind: 'unreadable',
    subject: id,
    message: `The software of ${id} could not be read: ${cause}.`,
    advice,
  };
  return { state: 'unreadable', problem };
}
