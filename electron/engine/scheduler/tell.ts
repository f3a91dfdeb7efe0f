import { TidemarkError } from '../../shared/contract/errors.ts';
import type { Change, ListedChange } from '../../shared/model/change.ts';
import type { Problem, StandingProblem } from '../../shared/model/problem.ts';
import type { Events } from '../events.ts';
import { lineCounter } from '../query/line-stats.ts';
import type { WriteStore } from '../store/interface.ts';
import type { Emit } from './emit.ts';

/** In a batch of more changes than this, nobody reads each one's lines: they are counted when it is looked at. */
const mostCounted = 100;

export interface Telling extends Emit {
  /** A problem that was met outside of a collection is over. */
  readonly problemEnded: (problem: Problem) => void;
  /** Problems that stand and could not be stored: a full disk has no room for its own problem. */
  readonly unsaved: () => readonly StandingProblem[];
}

const identity = ({ type, kind, subject }: Problem) => JSON.stringify([type, kind, subject]);
const now = () => new Date().toISOString();

/** Turns what the lanes tell into the engine's events, and keeps the problems. */
export function tell(store: WriteStore, events: Events, touched: () => void): Telling {
  const count = lineCounter(store);
  const listed = (changes: readonly Change[]): ListedChange[] =>
    changes.map((change) => ({ ...change, lines: changes.length > mostCounted ? null : count(change) }));
  const unsaved = new Map<string, StandingProblem>();
  let told = new Set<string>();

  function problem(met: Problem): void {
    const id = identity(met);
    const at = now();
    const before = unsaved.get(id);
    try {
      // What is over may come again and is told again; what stands is told once.
      const standing = new Set(store.problems().map(identity));
      told = new Set([...told].filter((each) => standing.has(each) || unsaved.has(each)));
      store.addProblem(met, at);
      unsaved.delete(id);
    } catch {
      unsaved.set(id, { ...met, firstSeen: before?.firstSeen ?? at, lastSeen: at });
    }
    if (!told.has(id)) events.emit('problem', met);
    told.add(id);
    touched();
  }

  /** A collection of a type was saved: its own problems are settled by that, and others may find room now. */
  function saveUnsaved(settled: Problem['type']): void {
    for (const [id, { firstSeen, lastSeen, ...met }] of unsaved) {
      try {
        if (met.type !== settled) store.addProblem(met, lastSeen);
        unsaved.delete(id);
      } catch {
        // Still no room: it stays with those that could not be stored.
      }
    }
  }

  return {
    outcome: ({ changes, problems, run }) => {
      if (run) saveUnsaved(run.type);
      for (const each of problems) events.emit('problem', each);
      if (changes.length > 0) events.emit('changes', { changes: listed(changes) });
      if (run) events.emit('collection', run);
      touched();
    },
    problem,
    problemEnded: (over) => {
      unsaved.delete(identity(over));
      told.delete(identity(over));
      try {
        store.endProblem(over);
      } catch {
        // A full disk: it is ended with the next start.
      }
      touched();
    },
    unsaved: () => [...unsaved.values()],
    gap: (gap) => {
      try {
        events.emit('gap', store.openGap(gap));
      } catch (thrown) {
        const { message, advice } = TidemarkError.from(thrown);
        problem({
          type: gap.type ?? 'Files',
          kind: 'failed',
          subject: gap.subject,
          message: `A gap in the coverage (${gap.subject}, from ${gap.from}) could not be recorded: ${message}`,
          advice,
        });
      }
      touched();
    },
    endGaps: (type, at) => {
      try {
        for (const gap of store.closeGaps(type, at)) events.emit('gap', gap);
      } catch {
        // They stay open until the next look at everything; what failed here makes that fail, and be told, too.
      }
      touched();
    },
  };
}
