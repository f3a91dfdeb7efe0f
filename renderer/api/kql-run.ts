import { useCallback, useRef, useState } from 'react';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';
import type { KqlAnswer } from '../../electron/shared/contract/kql.ts';
import { call } from './bridge.ts';

/** What is run: the text, how it is read, and the most rows of its answer. */
export interface AskedQuery {
  readonly text: string;
  readonly strict: boolean;
  readonly rows: number;
}

/** How a query that was asked goes. `since`: when it was asked (milliseconds since 1970). */
export type KqlRunState =
  | { readonly state: 'running'; readonly asked: AskedQuery; readonly since: number }
  | { readonly state: 'answered'; readonly asked: AskedQuery; readonly answer: KqlAnswer; readonly at: Date }
  | { readonly state: 'failed'; readonly asked: AskedQuery; readonly error: TidemarkError }
  | { readonly state: 'cancelled'; readonly asked: AskedQuery; readonly milliseconds: number };

/** How many answers are kept in memory: the newest of them. */
const keptAnswers = 4;

type Runs = ReadonlyMap<string, KqlRunState>;

function withRun(runs: Runs, id: string, run: KqlRunState): Runs {
  const next = new Map(runs);
  next.delete(id);
  next.set(id, run);
  const answered = [...next].filter(([, each]) => each.state === 'answered').map(([each]) => each);
  for (const old of answered.slice(0, -keptAnswers)) next.delete(old);
  return next;
}

/** A run that was given up, by its user or for a later one. */
const given = ({ asked, since }: { readonly asked: AskedQuery; readonly since: number }): KqlRunState => ({
  state: 'cancelled',
  asked,
  milliseconds: Date.now() - since,
});

/**
 * Runs queries, one at a time, and keeps the last run of each text by its id. State of one's own, not a query of the
 * cache: it is asked when its user says so, and goes on while another screen is looked at.
 */
export function useKqlRuns() {
  const [runs, setRuns] = useState<Runs>(new Map());
  // The run that is waited for; an answer of any other comes too late.
  const current = useRef<{ readonly id: string; readonly number: number } | null>(null);
  const number = useRef(0);

  const giveUp = useCallback(() => {
    const running = current.current;
    current.current = null;
    if (running === null) return;
    setRuns((before) => {
      const run = before.get(running.id);
      return run?.state === 'running' ? withRun(before, running.id, given(run)) : before;
    });
  }, []);

  const run = useCallback(
    async (id: string, asked: AskedQuery) => {
      giveUp();
      number.current += 1;
      const mine = { id, number: number.current };
      current.current = mine;
      setRuns((before) => withRun(before, id, { state: 'running', asked, since: Date.now() }));
      let ended: KqlRunState;
      try {
        const answer = await call('query.run', asked);
        ended = { state: 'answered', asked, answer, at: new Date() };
      } catch (thrown) {
        ended = { state: 'failed', asked, error: TidemarkError.from(thrown) };
      }
      if (current.current?.number !== mine.number) return;
      current.current = null;
      setRuns((before) => withRun(before, id, ended));
    },
    [giveUp],
  );

  /** Ends what runs; tells whether something did. */
  const cancel = useCallback((): boolean => {
    if (current.current === null) return false;
    giveUp();
    // That it could not be ended shows by itself: the next one ends it.
    void call('query.cancel', {}).catch(() => undefined);
    return true;
  }, [giveUp]);

  return { runs, run, cancel };
}
