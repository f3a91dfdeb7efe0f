import { causeOf, isExpected, pathOf, unreadable } from './problems.ts';
import type { PackageSource, Question, Survey } from './source.ts';
import type { Wanted } from './wanted.ts';

/** The survey that a look gives; where the system, or damage, keeps it from being made, that nothing can be said. */
export async function surveyOf(
  manager: string,
  usualPlace: string,
  look: Promise<Survey>,
  signal: AbortSignal,
): Promise<Survey> {
  try {
    return await look;
  } catch (error) {
    signal.throwIfAborted();
    if (!isExpected(error)) throw error;
    return { state: 'unreadable', problem: unreadable(manager, pathOf(error) ?? usualPlace, causeOf(error)) };
  }
}

/** Asks each list by itself: one that can't be read leaves the others answered. */
export async function askEach(
  questions: Parameters<PackageSource['ask']>[0],
  ask: (list: string, asked: Wanted<Question>) => Promise<void>,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const answered = new Set<string>();
  for (const [list, asked] of questions) {
    try {
      await ask(list, asked);
      answered.add(list);
    } catch (error) {
      signal.throwIfAborted();
      if (!isExpected(error)) throw error;
    }
  }
  return answered;
}
