import { RE2JS } from 're2js';
import { type Expr, type Place, Unsupported } from '../plan.ts';

/** Most patterns that are kept compiled; with one more all are dropped. */
const keptAtMost = 200;
const kept = new Map<string, RE2JS>();

/** A pattern of RE2, the language's regular expressions, compiled once. Throws what RE2 has to say of a bad one. */
export function compiled(pattern: string): RE2JS {
  const found = kept.get(pattern);
  if (found) return found;
  const made = RE2JS.compile(pattern);
  if (kept.size >= keptAtMost) kept.clear();
  kept.set(pattern, made);
  return made;
}

/** Refuses a pattern that is known and is none. One that is known only when the query runs ends it then. */
export function checkPattern(pattern: Expr, place: Place): void {
  if (typeof pattern.constant !== 'string') return;
  try {
    compiled(pattern.constant);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Unsupported(place, `This is no regular expression: ${reason}.`);
  }
}
