import type { Problem } from '../../../shared/model/problem.ts';
import { Damaged } from './lines.ts';

/** What could not be read, as a sentence goes on: 'it ends in the midst of a line'. */
export function causeOf(thrown: unknown): string {
  if (thrown instanceof Damaged) return thrown.message;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Whether it is the system, or damage, that kept something from being read: anything else is a fault of ours. */
export const isExpected = (thrown: unknown): boolean =>
  thrown instanceof Damaged || (thrown instanceof Error && 'syscall' in thrown);

export const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;

/** The file that could not be read, where the fault names one. */
export const pathOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : undefined;

/** A database that nothing can be said of. */
export function unreadable(manager: string, subject: string, cause: string): Problem {
  return {
    type: 'Explanations',
    kind: 'unreadable',
    subject,
    message: `Which files ${manager}'s packages have could not be read at ${subject}: ${cause}.`,
    advice: `Until it can, changes are explained by what was known before; see that Tidemark may read it and that ${manager} itself can.`,
  };
}

/** Lists that could not be read, as one problem: all of them may have one cause. */
export class UnreadableLists {
  readonly #manager: string;
  #count = 0;
  #first: { readonly subject: string; readonly cause: string } | undefined;

  constructor(manager: string) {
    this.#manager = manager;
  }

  add(subject: string, thrown: unknown): void {
    if (!isExpected(thrown)) throw thrown;
    this.#count += 1;
    this.#first ??= { subject, cause: causeOf(thrown) };
  }

  problems(): readonly Problem[] {
    if (this.#first === undefined) return [];
    const { subject, cause } = this.#first;
    const more = this.#count === 1 ? '' : ` (and ${this.#count - 1} more lists)`;
    return [unreadable(this.#manager, subject, `${cause}${more}`)];
  }
}
