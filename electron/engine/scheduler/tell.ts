import type { Change, ListedChange } from '../../shared/model/change.ts';
import type { Events } from '../events.ts';
import { lineCounter } from '../query/line-stats.ts';
import type { WriteStore } from '../store/interface.ts';
import type { Emit } from './emit.ts';

/** In a batch of more changes than this, nobody reads each one's lines: they are counted when it is looked at. */
const mostCounted = 100;

/** Turns what the lanes tell into the engine's events, and keeps the problems. */
export function tell(store: WriteStore, events: Events, touched: () => void): Emit {
  const count = lineCounter(store);
  const listed = (changes: readonly Change[]): ListedChange[] =>
    changes.map((change) => ({ ...change, lines: changes.length > mostCounted ? null : count(change) }));
  return {
    outcome: ({ changes, problems, run }) => {
      for (const problem of problems) events.emit('problem', problem);
      if (changes.length > 0) events.emit('changes', { changes: listed(changes) });
      if (run) events.emit('collection', run);
      touched();
    },
    problem: (problem) => {
      store.addProblem(problem, new Date().toISOString());
      events.emit('problem', problem);
      touched();
    },
    gap: (gap) => {
      events.emit('gap', gap);
      touched();
    },
    gapsEnded: (gaps) => {
      for (const gap of gaps) events.emit('gap', gap);
      touched();
    },
  };
}
