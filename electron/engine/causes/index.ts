import type { Change, ListedChange } from '../../shared/model/change.ts';
import type { Problem } from '../../shared/model/problem.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Events } from '../events.ts';
import { createOwnership } from '../explain/ownership/index.ts';
import { createTransactions } from '../explain/transactions/index.ts';
import type { Who } from '../explain/types.ts';
import { lineCounter } from '../query/line-stats.ts';
import type { WriteStore } from '../store/interface.ts';
import { awayTeller } from './away.ts';
import { CauseLoop } from './cause-loop.ts';
import type { Explainer } from './look.ts';

/** In a batch of more changes than this, nobody reads each one's lines: they are counted when it is looked at. */
const mostCounted = 100;

export interface CausesOptions {
  readonly store: WriteStore;
  readonly events: Events;
  readonly settings: () => Settings;
  readonly problem: (problem: Problem) => void;
  readonly problemEnded: (problem: Problem) => void;
  /** What explains changes, where that is not this machine's package managers. */
  readonly explainer?: Explainer | undefined;
  readonly who: Who;
}

/** What this machine's package managers tell. */
export const machineExplainer = (store: WriteStore): Explainer => ({
  ownership: createOwnership({ memory: store.packageFiles }),
  transactions: createTransactions(),
});

/** Explains changes as they are saved, and tells so by the engine's events. */
export function createCauses({
  store,
  events,
  settings,
  problem,
  problemEnded,
  explainer,
  who,
}: CausesOptions): CauseLoop {
  const count = lineCounter(store);
  const listed = (change: Change): ListedChange => ({ ...change, lines: count(change) });
  const uncounted = (change: Change): ListedChange => ({ ...change, lines: null });
  const loop = new CauseLoop({
    store,
    explainer: { ...(explainer ?? machineExplainer(store)), who },
    enabled: () => settings().explanations.enabled,
    explained: (changes, upTo) =>
      events.emit('explained', { changes: changes.map(changes.length > mostCounted ? uncounted : listed), upTo }),
    cause: (cause) => events.emit('cause', cause),
    problem,
    problemEnded,
  });
  events.on('changes', () => loop.changed());
  events.on(
    'gap',
    awayTeller({ store, settled: () => loop.settled(), listed, away: (away) => events.emit('away', away) }),
  );
  return loop;
}
