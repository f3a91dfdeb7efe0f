import { TidemarkError } from '../../shared/contract/errors.ts';
import { trackedDraftSchema } from '../../shared/contract/pattern.ts';
import type { ExpectationScope } from '../../shared/model/approval.ts';
import type { Change } from '../../shared/model/change.ts';
import type { PackageRef } from '../../shared/model/explanation.ts';
import { placeOf } from '../../shared/model/words.ts';
import { type Place, thisPlace } from '../collectors/files/patterns/expand.ts';
import { judgeWritten } from '../collectors/files/patterns/judge.ts';
import { walksWholeSystem } from '../collectors/files/patterns/reach.ts';
import { parseTracked } from '../collectors/files/patterns/spec.ts';
import { type Condition, isWholeState, stateOf, tester } from './condition.ts';

/** What is expected, and what it is called. */
export interface Expected {
  readonly condition: Condition;
  /** As a person reads it: a path, the name of a package or a daemon. */
  readonly subject: string;
}

export interface Wanted {
  readonly scope: ExpectationScope;
  /** Of the scope `path`, for files alone. */
  readonly pattern?: string | undefined;
}

/**
 * Makes of a change what is expected from now on: it is an example of that. Fails with `invalid` where it can be none:
 * a package that is not known, a file's state whose bytes were not read, a pattern that is at fault, that names
 * everything, or that does not name the change's own file.
 */
export function byExample(change: Change, { scope, pattern }: Wanted, place: Place = thisPlace()): Expected {
  const { type, key } = change;
  if (pattern !== undefined && (scope !== 'path' || type !== 'Files')) {
    throw new TidemarkError('invalid', 'Only paths of files can be expected by a pattern.', 'Leave the pattern out.');
  }
  const subject = placeName(change);
  switch (scope) {
    case 'once':
      return { condition: { kind: 'next', type, key }, subject };
    case 'content':
      return { condition: { kind: 'state', type, key, after: stateAfter(change) }, subject };
    case 'package': {
      const { manager, name } = packageOf(change);
      return { condition: { kind: 'package', manager, name }, subject: name };
    }
    case 'path':
      if (pattern === undefined) return { condition: { kind: 'item', type, key }, subject };
      return { condition: parsePattern(pattern, change, place), subject: pattern };
  }
}

const placeName = (change: Change): string =>
  change.type === 'Files' || change.type === 'Registry' ? placeOf(change, change.after ?? change.before) : change.name;

function stateAfter(change: Change) {
  if (change.after === null) return null;
  const state = stateOf(change.type, change.after);
  if (isWholeState(change.type, state)) return state;
  throw new TidemarkError(
    'invalid',
    `What ${placeName(change)} held after change ${change.id} is not known in full, so that it can't be told again.`,
    'Expect the next change of it (once), or every change of it (path).',
  );
}

function packageOf(change: Change): Pick<PackageRef, 'manager' | 'name'> {
  const manager = (change.after ?? change.before)?.manager;
  if (change.type === 'Software' && typeof manager === 'string') return { manager, name: change.name };
  const owner = change.explanation?.package;
  if (owner) return owner;
  throw new TidemarkError(
    'invalid',
    `It is not known which package ${placeName(change)} belongs to, or it belongs to none.`,
    'Expect it by its path, by its content, or once.',
  );
}

/** A pattern in the manner of tracked files, for whole paths. */
function parsePattern(written: string, change: Change, place: Place): Condition {
  const refuse = (why: string, advice: string): never => {
    throw new TidemarkError('invalid', `The pattern ${written} ${why}.`, advice);
  };
  const draft = trackedDraftSchema.parse({ path: written });
  const parsed = parseTracked(
    { ...draft, id: 'pattern', name: written, enabled: true, group: '', mustExist: false },
    place,
  );
  const { faults, unset } = judgeWritten(draft, parsed, place.platform);
  const [fault] = [...faults, ...unset];
  if (fault !== undefined) throw new TidemarkError('invalid', `${written}: ${fault.message}`, fault.advice);
  const { spec, path } = parsed;
  if (spec === undefined || path === undefined) return refuse('names nothing', 'Correct it.');
  if (walksWholeSystem(spec)) {
    return refuse('names everything', 'Name what is to be expected: an expectation of everything would be none.');
  }
  const condition: Condition = {
    kind: 'pattern',
    pattern: path.replace(/(?<=.)\/+$/, ''),
    ignoreCase: spec.ignoreCase,
  };
  if (!tester(condition)(change)) {
    return refuse(`does not name ${placeName(change)}, the file of change ${change.id}`, 'Correct it.');
  }
  return condition;
}
