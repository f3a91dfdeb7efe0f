import type { Change } from '../../shared/model/change.ts';
import type { Events } from '../events.ts';
import { lineCounter } from '../query/line-stats.ts';
import type { WriteStore } from '../store/interface.ts';

/** Of more changes than this it is told that some were approved, and not which. */
const mostNamed = 100;

export interface ApprovalTeller {
  /** Acknowledgements of these changes came or went, or (of none) expectations did. */
  readonly changed: (ids: readonly number[]) => void;
  /** A cause is another than before. */
  readonly cause: (id: number) => void;
}

/** Turns what was approved into the engine's events. */
export function approvalTeller(store: WriteStore, events: Events): ApprovalTeller {
  const count = lineCounter(store);

  const cause = (id: number): void => {
    const found = store.causes.get(id);
    if (found !== undefined) events.emit('cause', found);
  };

  return {
    cause,
    changed: (ids) => {
      const named = ids.length <= mostNamed;
      if (ids.length > 0 && named) {
        const changes: readonly Change[] = store.changesById(ids);
        events.emit('explained', {
          changes: changes.map((change) => ({ ...change, lines: count(change) })),
          upTo: store.causes.explainedUpTo(),
        });
        const ties = changes.flatMap(({ explanation }) => [explanation?.causeId, explanation?.planId]);
        for (const id of new Set(ties)) if (typeof id === 'number') cause(id);
      }
      events.emit('approvals', { named });
    },
  };
}
