import type { PackageRef } from '../../../shared/model/explanation.ts';
import { keyBytes } from '../../key-bytes.ts';
import type { Owner } from '../types.ts';
import type { Aliases } from './aliases.ts';
import type { KnownLists } from './known-lists.ts';
import type { KnownList } from './memory.ts';
import { Owners } from './owners.ts';
import type { ListedAs, PackageSource, Question } from './source.ts';
import type { Turns } from './turns.ts';
import { Wanted } from './wanted.ts';

/**
 * Owners of more packages than these are of a shared folder, of which no list says more than that it is there; that many
 * equal hashes are no accident, and so the lists are not asked.
 */
const sharers = 8;

/** A key that is looked for under one of its names in lists. */
type Sought = Omit<ListedAs, 'path'> & { readonly key: string };

/** A list that seems to have a key, and what it says of it. */
interface Hit {
  readonly key: string;
  readonly known: KnownList;
  readonly question: Question;
}

const mayList = ({ only, except }: Sought, { name }: PackageRef) =>
  (only === undefined || only === name) && (except === undefined || except !== name);

/** Adds the owners, among one manager's packages, of these keys of files to what was found. */
export async function findOwners(
  source: PackageSource,
  lists: KnownLists,
  keys: readonly string[],
  aliases: Aliases,
  found: Map<string, Owner[]>,
  turns: Turns,
  signal: AbortSignal,
): Promise<void> {
  const has = lists.has(source.manager);
  const before = lists.had(source.manager);
  if (has.size === 0 && before.length === 0) return;
  const wanted = new Wanted<Sought>();
  let anyFormer = false;
  for (const key of keys) {
    for (const path of aliases.of(keyBytes(key))) {
      const names: readonly ListedAs[] = source.listedAs?.(path) ?? [{ path }];
      for (const { path: listed, ...name } of names) {
        wanted.add(listed, { ...name, key });
        anyFormer ||= name.former === true;
      }
    }
    await turns.next();
  }

  const owners = new Owners();
  for (const { key, known, question } of await present(source, has.values(), wanted, turns, signal)) {
    owners.add(key, known, { present: true, conffile: question.conffile, digest: question.digest });
  }
  const diverters = divertersOf(source, keys, aliases);
  addDiverters(diverters.now, has.values(), { ...had, present: true }, owners);
  // What a package has now under another name, it had under the former one.
  for (const [those, onlyFormer] of [
    [before, false],
    [anyFormer ? has.values() : [], true],
  ] as const) {
    for (const known of those) {
      wanted.scan(known.hashes, (_, sought) => {
        for (const each of sought) {
          if (mayList(each, known.package) && (each.former || !onlyFormer)) owners.add(each.key, known, had);
        }
      });
      await turns.next();
    }
  }
  for (const those of [has.values(), before]) addDiverters(diverters.former, those, had, owners);
  for (const [key, those] of owners.all()) found.set(key, [...(found.get(key) ?? []), ...those]);
}

/** What is said of a path that a package had: its digests went with its list. */
const had = { present: false, conffile: false, digest: null };

/** What packages have now: found by hashes, and made sure of in their own lists. */
async function present(
  source: PackageSource,
  has: Iterable<KnownList>,
  wanted: Wanted<Sought>,
  turns: Turns,
  signal: AbortSignal,
): Promise<readonly Hit[]> {
  const hits = new Map<string, (Hit & { readonly path: Uint8Array })[]>();
  for (const known of has) {
    wanted.scan(known.hashes, (path, sought) => {
      for (const each of sought) {
        if (each.former || !mayList(each, known.package)) continue;
        const question: Question = { listed: false, conffile: false, digest: null };
        const hit = { key: each.key, path, known, question };
        const those = hits.get(each.key);
        if (those === undefined) hits.set(each.key, [hit]);
        else those.push(hit);
      }
    });
    await turns.next();
  }
  const questions = new Map<string, Wanted<Question>>();
  for (const those of hits.values()) {
    if (those.length > sharers) continue;
    for (const { known, path, question } of those) {
      const asked = questions.get(known.list) ?? new Wanted<Question>();
      questions.set(known.list, asked);
      asked.add(path, question);
    }
  }
  const answered = questions.size === 0 ? new Set<string>() : await source.ask(questions, turns, signal);
  return [...hits.values()].flatMap((those) =>
    those.filter(({ known, question }) => those.length > sharers || question.listed || !answered.has(known.list)),
  );
}

/** Keys by the names of packages. */
type KeysOf = Map<string, string[]>;

/** Which of the keys packages divert others from, or to, and which they did. */
function divertersOf(source: PackageSource, keys: readonly string[], aliases: Aliases) {
  const now: KeysOf = new Map();
  const former: KeysOf = new Map();
  for (const key of keys) {
    for (const path of aliases.of(keyBytes(key))) {
      for (const diverter of source.divertersOf?.(path) ?? []) {
        const those = diverter.former ? former : now;
        those.set(diverter.name, [...(those.get(diverter.name) ?? []), key]);
      }
    }
  }
  return { now, former };
}

/**
 * A path that a package diverts all others from is its own, even if a script of it, and not its list, put a file there;
 * and where it diverts them to, it put what is there, and takes it away again, whosever that is.
 */
function addDiverters(
  diverters: KeysOf,
  lists: Iterable<KnownList>,
  says: Omit<Owner, 'package'>,
  owners: Owners,
): void {
  if (diverters.size === 0) return;
  for (const known of lists) {
    for (const key of diverters.get(known.package.name) ?? []) owners.add(key, known, says);
  }
}
