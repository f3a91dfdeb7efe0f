import { type Place, thisPlace } from '../../engine/collectors/files/patterns/expand.ts';
import { judgeWritten } from '../../engine/collectors/files/patterns/judge.ts';
import { parseTracked } from '../../engine/collectors/files/patterns/spec.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** What is wrong with the patterns of settings that the schema takes, and which variables have no value here. */
export function checkPatterns(
  settings: Settings,
  place: Place = thisPlace(),
): { readonly faults: readonly string[]; readonly unset: readonly string[] } {
  const judged = settings.tracking.files.map((item, at) => ({
    at: `tracking.files[${at}]`,
    ...judgeWritten(item, parseTracked(item, place), place.platform),
  }));
  return {
    faults: judged.flatMap(({ at, faults }) =>
      faults.map(({ field, message, advice }) => `${at}.${field}: ${message} ${advice}`),
    ),
    unset: judged.flatMap(({ at, unset }) => unset.map(({ message, advice }) => `${at}: ${message} ${advice}`)),
  };
}
