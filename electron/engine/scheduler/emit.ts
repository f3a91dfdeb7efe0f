import type { ItemType } from '../../shared/model/item.ts';
import type { Gap, Problem } from '../../shared/model/problem.ts';
import type { Outcome } from './collect.ts';

/** What the lanes tell the rest of the engine. None of it fails: what can't be stored is told all the same. */
export interface Emit {
  readonly outcome: (outcome: Outcome) => void;
  /** A problem met outside of a collection: kept, and told unless it stands already. */
  readonly problem: (problem: Problem) => void;
  /** A gap that begins: recorded, and told. */
  readonly gap: (gap: Omit<Gap, 'id' | 'to'>) => void;
  /** Ends the gaps that began by a moment, and tells of them: see `WriteStore.closeGaps`. */
  readonly endGaps: (type: ItemType | null, at: string) => void;
}
