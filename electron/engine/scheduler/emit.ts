import type { Gap, Problem } from '../../shared/model/problem.ts';
import type { Outcome } from './collect.ts';

/** What the lanes tell the rest of the engine. */
export interface Emit {
  readonly outcome: (outcome: Outcome) => void;
  /** A problem met outside of a collection: kept, and told. */
  readonly problem: (problem: Problem) => void;
  readonly gapsEnded: (gaps: readonly Gap[]) => void;
  readonly gap: (gap: Gap) => void;
}
