import type { Spec } from './spec.ts';
import { matcher, type Segment } from './wildcards.ts';

/**
 * Where an entry, or a folder that is listed, stands within a tracked item.
 * `at`: places in the pattern that its entries have to match next; the pattern's
 * length says that it is named itself. `depth`: how many folders below a named
 * folder it lies, -1 if in none.
 */
export interface Standing {
  readonly at: readonly number[];
  readonly depth: number;
}

/** What a tracked item covers: pure, and the same for the walk and for the watch. */
export interface Coverage {
  readonly spec: Spec;
  /** The standing of the root. */
  readonly start: Standing;
  /** Whether an entry is an item, given whether it is a folder. */
  readonly isItem: (entry: Standing, folder: boolean) => boolean;
  /** The standing with which a folder is listed; undefined if nothing in it is covered. */
  readonly listing: (folder: Standing) => Standing | undefined;
  /** The standing of a listed folder's entry; undefined if it is not covered, or excluded. */
  readonly enter: (listed: Standing, name: string, key: string) => Standing | undefined;
  /** The only names that can matter in a listed folder; undefined if any can. */
  readonly names: (listed: Standing) => readonly string[] | undefined;
}

const inTree: Standing = { at: [], depth: 1 };
const treeRoot: Standing = { at: [], depth: 0 };

/** Compiles what a tracked item covers. */
export function coverage(spec: Spec): Coverage {
  const end = spec.segments.length;
  const tests = spec.segments.map((each) => segmentTest(each, spec.ignoreCase));
  const names = spec.excludedNames.map((each) => matcher(each, spec.ignoreCase));
  const paths = spec.excludedPaths.map((each) => matcher(each, spec.ignoreCase));
  const excluded = (name: string, key: string) =>
    names.some((each) => each.test(name)) || paths.some((each) => each.test(key));

  /** `**` matches no folder too, so its place includes the next one. */
  const closed = (places: Iterable<number>): readonly number[] => {
    const all = new Set<number>();
    for (const place of places) {
      let each = place;
      all.add(each);
      while (spec.segments[each]?.kind === 'deep') all.add(++each);
    }
    return [...all];
  };
  const isNamed = (standing: Standing) => standing.at.includes(end);
  const forFolders = spec.pathType === 'directory';

  return {
    spec,
    start: { at: closed([0]), depth: -1 },
    isItem: (entry, folder) => entry.depth >= 0 || (isNamed(entry) && folder === forFolders),
    listing: (folder) => {
      const depth = forFolders && isNamed(folder) ? 0 : folder.depth;
      const deep = spec.recursion && (spec.maxDepth === null || depth <= spec.maxDepth);
      const tree = depth === 0 || (depth > 0 && deep);
      if (folder.at.length === 0) return tree ? (depth === 0 ? treeRoot : folder) : undefined;
      const at = folder.at.filter((each) => each !== end);
      return at.length > 0 || tree ? { at, depth: tree ? depth : -1 } : undefined;
    },
    enter: (listed, name, key) => {
      if (excluded(name, key)) return undefined;
      const deeper = listed.depth < 0 ? -1 : spec.maxDepth === null ? 1 : listed.depth + 1;
      if (listed.at.length === 0) return deeper === 1 ? inTree : { at: [], depth: deeper };
      const next = new Set<number>();
      for (const place of listed.at) {
        if (spec.segments[place]?.kind === 'deep') next.add(place);
        else if (tests[place]?.(name) === true) next.add(place + 1);
      }
      return next.size > 0 || deeper >= 0 ? { at: closed(next), depth: deeper } : undefined;
    },
    names: (listed) => {
      if (listed.depth >= 0) return undefined;
      const found: string[] = [];
      for (const place of listed.at) {
        const segment = spec.segments[place];
        if (segment?.kind !== 'literal') return undefined;
        found.push(segment.name);
      }
      return found;
    },
  };
}

function segmentTest(segment: Segment, ignoreCase: boolean): (name: string) => boolean {
  if (segment.kind === 'deep') return () => true;
  if (segment.kind === 'wildcard') {
    const expression = matcher(segment.pattern, ignoreCase);
    return (name) => expression.test(name);
  }
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const wanted = fold(segment.name);
  return (name) => fold(name) === wanted;
}

/** Whether the pattern alone leads to listing this folder of the item, given as its real path below the root. */
export function coversFolder(covered: Coverage, names: readonly string[]): boolean {
  let standing = covered.start;
  let key = covered.spec.root === '/' ? '' : covered.spec.root;
  for (const name of names) {
    const listed = covered.listing(standing);
    key = `${key}/${name}`;
    const next = listed && covered.enter(listed, name, key);
    if (next === undefined) return false;
    standing = next;
  }
  return covered.listing(standing) !== undefined;
}
