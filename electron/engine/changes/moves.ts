import type { NewChange } from '../../shared/model/change.ts';
import { contentHash } from '../../shared/model/differences.ts';
import type { Fields } from '../../shared/model/item.ts';

/** What two sightings of one thing have in common; undefined where they can't be known by it. */
type Mark = (fields: Fields, name: string) => string | undefined;

/**
 * The thing itself. An inode's number is given to a new file as soon as it is free, so
 * the moment at which it was made (which a move leaves alone) has to be the same too.
 */
const itself: Mark = ({ fileId, created, kind }) =>
  typeof fileId === 'string' && typeof created === 'string' ? JSON.stringify([fileId, created, kind]) : undefined;

/** Its content: what was moved to another file system is a new file there. Empty files are all the same. */
const byContent: Mark = (fields) => {
  const hash = contentHash(fields);
  return hash === undefined || fields.size === 0 ? undefined : JSON.stringify([hash, fields.size]);
};

const named =
  (mark: Mark): Mark =>
  (fields, name) => {
    const found = mark(fields, name);
    return found === undefined ? undefined : `${found} ${name}`;
  };

/** The surest first. With the name too, for hard links and copies, which share the rest. */
const marks: readonly Mark[] = [itself, named(itself), byContent, named(byContent)];

/**
 * Ties a file that went to the one that came in its place: a rename or a move, of the
 * changes of one collection or of the net of several. A tie is made only where it is
 * the one that is possible: one file of a mark went, one came.
 */
export function tieMoves<C extends NewChange>(changes: readonly C[]): readonly C[] {
  const went = new Set(changes.filter(({ type, category }) => type === 'Files' && category === 'Removed'));
  const came = new Set(changes.filter(({ type, category }) => type === 'Files' && category === 'Added'));
  const to = new Map<C, C>();
  const from = new Map<C, C>();
  for (const mark of marks) {
    if (went.size === 0 || came.size === 0) break;
    const arrivals = only(came, ({ after, name }) => after && mark(after, name));
    for (const [found, departure] of only(went, ({ before, name }) => before && mark(before, name))) {
      const arrival = arrivals.get(found);
      if (arrival === undefined || departure === undefined) continue;
      to.set(departure, arrival);
      from.set(arrival, departure);
      went.delete(departure);
      came.delete(arrival);
    }
  }
  return changes.map((change) => ({
    ...change,
    movedFrom: from.get(change)?.key,
    movedTo: to.get(change)?.key,
  }));
}

/** The changes by their mark; `undefined` for a mark that several have. */
function only<C>(
  changes: ReadonlySet<C>,
  markOf: (change: C) => string | undefined | null,
): Map<string, C | undefined> {
  const found = new Map<string, C | undefined>();
  for (const change of changes) {
    const mark = markOf(change);
    if (mark !== undefined && mark !== null) found.set(mark, found.has(mark) ? undefined : change);
  }
  return found;
}
