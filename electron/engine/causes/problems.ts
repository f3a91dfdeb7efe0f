import type { Problem } from '../../shared/model/problem.ts';

const identity = ({ kind, subject }: Problem) => `${kind} ${subject}`;

/** Tells the problems of explaining, and their ends: what a later look no longer meets is over. */
export class Problems {
  readonly #begun: (problem: Problem) => void;
  readonly #ended: (problem: Problem) => void;
  #standing: ReadonlyMap<string, Problem>;

  constructor(standing: readonly Problem[], begun: (problem: Problem) => void, ended: (problem: Problem) => void) {
    this.#standing = new Map(standing.map((each) => [identity(each), each]));
    this.#begun = begun;
    this.#ended = ended;
  }

  /** What stands now. */
  are(problems: readonly Problem[]): void {
    const now = new Map(problems.map((each) => [identity(each), each]));
    for (const [id, problem] of now) if (!this.#standing.has(id)) this.#begun(problem);
    for (const [id, problem] of this.#standing) if (!now.has(id)) this.#ended(problem);
    this.#standing = now;
  }
}
