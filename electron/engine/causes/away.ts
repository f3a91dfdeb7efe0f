import type { Away } from '../../shared/contract/causes.ts';
import type { Change, ListedChange } from '../../shared/model/change.ts';
import type { Gap } from '../../shared/model/problem.ts';
import { awaySummary } from '../query/away.ts';
import type { WriteStore } from '../store/interface.ts';

export interface AwayTellerOptions {
  readonly store: WriteStore;
  /** Resolves once all that was saved by now is explained for good. */
  readonly settled: () => Promise<void>;
  readonly listed: (change: Change) => ListedChange;
  readonly away: (away: Away) => void;
}

/** Tells what changed while Tidemark was away, once a time away: when all of it is found and explained. */
export function awayTeller({ store, settled, listed, away }: AwayTellerOptions): (gap: Gap) => void {
  let told = '';
  return ({ type, reason, to }) => {
    if (type !== null || to === null || (reason !== 'notRunning' && reason !== 'asleep')) return;
    void settled().then(
      () => {
        // Times away that one look makes up for end together, and are one.
        const time = store.awayTimes(1)[0];
        if (time === undefined || time.to === told) return;
        told = time.to;
        const summary = awaySummary(store, time, listed);
        if (summary !== undefined) away(summary);
      },
      () => undefined,
    );
  };
}
