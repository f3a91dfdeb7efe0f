import type { Expr } from '../plan.ts';
import { type Call, type Makers, plain } from './call.ts';
import { asDynamic } from './conversions.ts';
import { type Bag, bagOf, fromJson, isArray, isBag, type Json, member, toJson } from './json.ts';
import { callOf, native } from './native.ts';
import { known } from './values.ts';

const packedPairs = native(
  'bag_pack',
  'dynamic',
  (...pairs: (string | null)[]) => {
    const entries: (readonly [string, Json])[] = [];
    for (let at = 0; at + 1 < pairs.length; at += 2) entries.push([pairs[at] ?? '', fromJson(pairs[at + 1] ?? null)]);
    return toJson(bagOf(entries));
  },
  { nulls: true },
);

/** SQLite's functions take at most so many values. */
const mostValues = 100;

/** A bag of names and values, one after the other. */
function bagOfPairs(values: readonly Expr[]): Expr {
  const bags: Expr[] = [];
  for (let at = 0; at < Math.max(1, values.length); at += mostValues) {
    bags.push(callOf(packedPairs, ...values.slice(at, at + mostValues)));
  }
  return bags.reduce((one, other) => callOf(mergedPair, one, other));
}

function pack(call: Call): Expr {
  if (call.nodes.length % 2 !== 0) return call.refuse(`${call.name}() takes names and values in pairs.`);
  return bagOfPairs(call.nodes.map((_, at) => (at % 2 === 0 ? call.as('string', at) : asDynamic(call.at(at)))));
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (isArray(value) && value.length === 0);
const withoutEmpty = native('without_empty', 'dynamic', (json: string) => {
  const bag = fromJson(json);
  return isBag(bag) ? toJson(bagOf(Object.entries(bag).filter(([, value]) => !isEmpty(value)))) : null;
});

function packAll(call: Call): Expr {
  const columns = call.scope.columns?.();
  if (columns === undefined) return call.refuse('pack_all() is not supported here.');
  const bag = bagOfPairs(columns.flatMap(({ name, value }) => [known('string', name), asDynamic(value())]));
  const { constant } = call.has(0) ? call.at(0) : known('bool', 0);
  return constant === 1 ? callOf(withoutEmpty, bag) : bag;
}

/** Bags in one; of a name that several have, the first value counts. */
export function merged(bags: readonly Json[]): Bag {
  return bagOf([...bags].reverse().flatMap((bag) => (isBag(bag) ? Object.entries(bag) : [])));
}

const mergedPair = native('bag_merge_two', 'dynamic', (one: string, other: string) =>
  toJson(merged([fromJson(one), fromJson(other)])),
);

/** A name in a bag, or a path to one through bags: `$.a.b`, `$['a b']`. */
function hasKey(json: string, key: string): boolean {
  const bag = fromJson(json);
  if (isBag(bag) && member(bag, key) !== undefined) return true;
  if (!key.startsWith('$')) return false;
  const names = Array.from(
    key.matchAll(/\.([^.[]+)|\['([^']*)'\]|\["([^"]*)"\]/g),
    ([, one, two, three]) => one ?? two ?? three ?? '',
  );
  let at: Json | undefined = bag;
  for (const name of names) at = at !== undefined && isBag(at) ? member(at, name) : undefined;
  return names.length > 0 && at !== undefined;
}

export const bagFunctions: Makers = {
  bag_pack: pack,
  pack,
  pack_all: packAll,
  bag_keys: plain('bag_keys', ['dynamic'], 'dynamic', (json: string) => {
    const bag = fromJson(json);
    return isBag(bag) ? JSON.stringify(Object.keys(bag)) : null;
  }),
  bag_has_key: plain('bag_has_key', ['dynamic', 'string'], 'bool', hasKey),
  bag_merge: plain('bag_merge', ['dynamic…'], 'dynamic', (...bags: string[]) => toJson(merged(bags.map(fromJson)))),
  bag_remove_keys: plain('bag_remove_keys', ['dynamic', 'dynamic'], 'dynamic', (json: string, names: string) => {
    const bag = fromJson(json);
    const gone = fromJson(names);
    if (!isBag(bag) || !isArray(gone)) return null;
    return toJson(bagOf(Object.entries(bag).filter(([name]) => !gone.includes(name))));
  }),
};
