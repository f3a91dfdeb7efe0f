import type { Category, NewChange } from '../../shared/model/change.ts';
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

/** File systems keep times as coarsely as by two seconds (FAT), rounded down. */
const coarse = (time: unknown) => (typeof time === 'string' ? Math.floor(Date.parse(time) / 2000) : null);

/**
 * Its content and when that was written, which mv(1) keeps: what was moved to another file
 * system is a new file there. Empty files are all the same.
 */
const byContent: Mark = (fields) => {
  const hash = contentHash(fields);
  return hash === undefined || fields.size === 0
    ? undefined
    : JSON.stringify([hash, fields.size, coarse(fields.modified)]);
};

const named =
  (mark: Mark): Mark =>
  (fields, name) => {
    const found = mark(fields, name);
    return found === undefined ? undefined : `${found} ${name}`;
  };

const device = (fields: Fields | null) =>
  typeof fields?.fileId === 'string' ? fields.fileId.split(':')[0] : undefined;

/** Within one file system a move keeps the file itself: what only has its content there is a copy. */
function elsewhere(departure: NewChange, arrival: NewChange): boolean {
  const [from, to] = [device(departure.before), device(arrival.after)];
  return from === undefined || to === undefined || from !== to;
}

interface Way {
  readonly mark: Mark;
  readonly possible: (departure: NewChange, arrival: NewChange) => boolean;
}
const always = () => true;
const added = (departure: NewChange, arrival: NewChange) =>
  arrival.category === 'Added' && elsewhere(departure, arrival);

/** The surest first. With the name too, for hard links and copies, which share the rest. */
const ways: readonly Way[] = [
  { mark: itself, possible: always },
  { mark: named(itself), possible: always },
  { mark: byContent, possible: added },
  { mark: named(byContent), possible: added },
];

const isDeparture = ({ type, category }: NewChange) => type === 'Files' && category === 'Removed';

/** What can have come from elsewhere: what is new, and what became another file than it was. */
function isArrival({ type, category, before, after, name }: NewChange): boolean {
  if (type !== 'Files' || category === 'Removed') return false;
  return category === 'Added' || (before !== null && after !== null && itself(before, name) !== itself(after, name));
}

/**
 * Ties a file that went to the one that came in its place, or over another one: a rename or a move, of
 * the changes of one collection or of the net of several. A tie is made only where it is
 * the one that is possible: one file of a mark went, one came.
 */
export function tieMoves<C extends NewChange>(changes: readonly C[]): readonly C[] {
  const went = new Set(changes.filter(isDeparture));
  const came = new Set(changes.filter(isArrival));
  const to = new Map<C, C>();
  const from = new Map<C, C>();
  for (const { mark, possible } of ways) {
    if (went.size === 0 || came.size === 0) break;
    const arrivals = only(came, ({ after, name }) => after && mark(after, name));
    for (const [found, departure] of only(went, ({ before, name }) => before && mark(before, name))) {
      const arrival = arrivals.get(found);
      if (arrival === undefined || departure === undefined || !possible(departure, arrival)) continue;
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

const isTied = ({ movedFrom, movedTo }: NewChange) => movedFrom !== undefined || movedTo !== undefined;

/** What a change's other end would be the same file as; undefined of what can't be an end of a move. */
const endMark = (change: NewChange): string | undefined => {
  const fields = isDeparture(change) ? change.before : isArrival(change) ? change.after : null;
  return fields === null ? undefined : itself(fields, change.name);
};

/** A move is one moment: both ends can have happened at the same. */
const overlap = (a: NewChange, b: NewChange) => a.since <= b.noticedAt && b.since <= a.noticedAt;

/** The files, by their `fileId`, of changes that may be one end of a move whose other end was noticed before, and what that end can be. */
export function looseEnds(changes: readonly NewChange[]): {
  readonly files: readonly string[];
  readonly others: readonly Category[];
} {
  const loose = changes.filter((change) => !isTied(change) && endMark(change) !== undefined);
  const files = loose.flatMap((change) => {
    const { fileId } = (isDeparture(change) ? change.before : change.after) ?? {};
    return typeof fileId === 'string' ? [fileId] : [];
  });
  const others: readonly Category[] = [
    ...(loose.some(isDeparture) ? (['Added', 'Modified'] as const) : []),
    ...(loose.every(isDeparture) ? [] : (['Removed'] as const)),
  ];
  return { files, others };
}

/**
 * Ties changes to ones that were noticed in a collection before, as a move is where its two places were looked
 * at one after the other. Here the file itself has to be the same, only one on each side may be, and
 * the two have to be possible at one moment: a hard link that was seen while the
 * first name still was there is no move, whatever becomes of that name later.
 */
export function tieEarlier(changes: readonly NewChange[], earlier: readonly NewChange[]): readonly NewChange[] {
  const before = only(new Set(earlier.filter((each) => !isTied(each))), endMark);
  const now = only(new Set(changes.filter((each) => !isTied(each))), endMark);
  return changes.map((change) => {
    const mark = isTied(change) ? undefined : endMark(change);
    const other = mark !== undefined && now.get(mark) === change ? before.get(mark) : undefined;
    if (other === undefined || isDeparture(other) === isDeparture(change) || !overlap(other, change)) return change;
    // A file that came and went again went nowhere.
    if (other.key === change.key) return change;
    return isDeparture(change) ? { ...change, movedTo: other.key } : { ...change, movedFrom: other.key };
  });
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
