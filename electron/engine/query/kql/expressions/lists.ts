import { timespanText } from '../cells.ts';
import type { Expr } from '../plan.ts';
import { type Call, type Makers, plain } from './call.ts';
import { asDynamic } from './conversions.ts';
import { datetimeText } from './datetime-text.ts';
import { canonical, fromJson, isArray, type Json, same, toJson } from './json.ts';
import { callOf, native } from './native.ts';
import { known } from './values.ts';

/** A function of lists: of what is no list, the answer is NULL. */
const ofLists = (name: string, work: (lists: readonly (readonly Json[])[]) => Json) =>
  plain(name, ['dynamic…'], 'dynamic', (...texts: string[]) => {
    const lists = texts.map(fromJson);
    return lists.every(isArray) ? toJson(work(lists)) : null;
  });

/** Each value once, where it first stands. */
export function unique(values: readonly Json[]): readonly Json[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = canonical(value);
    return !seen.has(text) && seen.add(text);
  });
}

const holding = (list: readonly Json[] = []): ((value: Json) => boolean) => {
  const texts = new Set(list.map(canonical));
  return (value) => texts.has(canonical(value));
};

/** Numbers before strings before all others, NULLs last. */
const rank = (value: Json): number =>
  value === null ? 3 : typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;

function inOrder(one: Json, other: Json): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  return rank(one) - rank(other);
}

/** Which places of a list come first when it is sorted; its NULLs are at one end either way. */
function sorted(json: string, nullsLast: number, descending: boolean): string | null {
  const list = fromJson(json);
  if (!isArray(list)) return null;
  const values = list.filter((value) => value !== null);
  const ordered = [...values].sort((one, other) => {
    const ranks = rank(one) - rank(other);
    return ranks !== 0 ? ranks : inOrder(one, other) * (descending ? -1 : 1);
  });
  const nulls = list.filter((value) => value === null);
  return JSON.stringify(nullsLast ? [...ordered, ...nulls] : [...nulls, ...ordered]);
}

const sorting = {
  array_sort_asc: native('array_sort_asc', 'dynamic', (json: string, last: number) => sorted(json, last, false)),
  array_sort_desc: native('array_sort_desc', 'dynamic', (json: string, last: number) => sorted(json, last, true)),
};

const sort =
  (name: keyof typeof sorting) =>
  (call: Call): Expr => {
    const last = call.has(1) ? call.at(1) : known('bool', 1);
    if (last.type !== 'bool' || call.has(2))
      return call.refuse(`${call.name}() of several lists is not supported here.`);
    return callOf(sorting[name], call.as('dynamic', 0), last);
  };

/** A place in a list of so many, where a negative one counts from the end. */
const placeIn = (length: number, at: number): number => (at < 0 ? Math.max(0, length + at) : at);

function slice(json: string, start: number, end: number): string | null {
  const list = fromJson(json);
  if (!isArray(list)) return null;
  const last = end < 0 ? list.length + end : end;
  return JSON.stringify(list.slice(placeIn(list.length, start), Math.max(0, last + 1)));
}

const positions = native(
  'array_index_of',
  'long',
  (json: string, wanted: string, start: number, length: number, occurrence: number) => {
    const list = fromJson(json);
    if (!isArray(list) || occurrence < 1 || length < -1) return null;
    const from = placeIn(list.length, start);
    const end = length < 0 ? list.length : from + length;
    const value = fromJson(wanted);
    let left = occurrence;
    return list.findIndex((one, at) => at >= from && at < end && same(one, value) && --left === 0);
  },
);

const hasElement = native('set_has_element', 'bool', (json: string, wanted: string) => {
  const list = fromJson(json);
  return isArray(list) ? list.some((value) => same(value, fromJson(wanted))) : null;
});

const mostElements = 1_048_576;

/** How a number of a range is held in a list of a type. */
const forms: Readonly<Record<string, (value: number) => Json>> = {
  datetime: datetimeText,
  timespan: timespanText,
};

const series = native('range', 'dynamic', (type: string, start: number, stop: number, step: number) => {
  const count = step === 0 ? 0 : Math.min(mostElements, Math.floor((stop - start) / step + 1e-9) + 1);
  const form = forms[type] ?? ((value: number) => value);
  return JSON.stringify(Array.from({ length: Math.max(0, count) }, (_, at) => form(start + at * step)));
});

function range(call: Call): Expr {
  const start = call.at(0);
  const isTime = start.type === 'datetime' || start.type === 'timespan';
  const step = call.has(2) ? call.at(2) : isTime ? known('timespan', 3_600_000) : known('long', 1);
  for (const at of [0, 1]) if (call.at(at).type === 'string') call.refuse('range() of strings is not supported here.');
  return callOf(series, known('string', start.type), start, call.at(1), step);
}

const zipped = (lists: readonly (readonly Json[])[]): Json => {
  const length = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, at) => lists.map((list) => list[at] ?? null));
};

/** A list of values of any types. */
export function packed(values: readonly Expr[]): Expr {
  const lists: Expr[] = [];
  for (let at = 0; at < Math.max(1, values.length); at += mostValues) {
    lists.push(callOf(listOf, ...values.slice(at, at + mostValues).map(asDynamic)));
  }
  return lists.reduce((one, other) => callOf(joinedLists, one, other));
}

/** SQLite's functions take at most so many values. */
const mostValues = 100;
const joinedLists = native('list_concat', 'dynamic', (one: string, other: string) =>
  JSON.stringify([fromJson(one), fromJson(other)].flat()),
);
const listOf = native(
  'pack_array',
  'dynamic',
  (...values: (string | null)[]) => `[${values.map((value) => value ?? 'null').join(',')}]`,
  {
    nulls: true,
  },
);

const repeated = native(
  'repeat',
  'dynamic',
  (value: string | null, times: number | null) =>
    times === null
      ? null
      : `[${Array.from({ length: Math.max(0, Math.min(times, mostElements)) }, () => value ?? 'null').join(',')}]`,
  { nulls: true },
);

export const listFunctions: Makers = {
  array_length: plain('array_length', ['dynamic'], 'long', (json: string) => {
    const list = fromJson(json);
    return isArray(list) ? list.length : null;
  }),
  array_concat: ofLists('array_concat', (lists) => lists.flat()),
  array_slice: plain('array_slice', ['dynamic', 'long', 'long'], 'dynamic', slice),
  array_reverse: ofLists('array_reverse', ([list = []]) => [...list].reverse()),
  array_sum: plain('array_sum', ['dynamic'], 'real', (json: string) => {
    const list = fromJson(json);
    return isArray(list) ? list.reduce<number>((sum, value) => sum + Number(value), 0) : null;
  }),
  array_index_of: (call) =>
    callOf(
      positions,
      call.as('dynamic', 0),
      asDynamic(call.at(1)),
      ...[0, -1, 1].map((otherwise, at) => (call.has(at + 2) ? call.as('long', at + 2) : known('long', otherwise))),
    ),
  array_sort_asc: sort('array_sort_asc'),
  array_sort_desc: sort('array_sort_desc'),
  set_union: ofLists('set_union', (lists) => unique(lists.flat())),
  set_intersect: ofLists('set_intersect', ([first = [], ...others]) =>
    unique(first).filter((value) => others.every((list) => holding(list)(value))),
  ),
  set_difference: ofLists('set_difference', ([first = [], ...others]) =>
    unique(first).filter((value) => !holding(others.flat())(value)),
  ),
  set_has_element: (call) => callOf(hasElement, call.as('dynamic', 0), asDynamic(call.at(1))),
  pack_array: (call) => packed(call.all()),
  repeat: (call) => callOf(repeated, asDynamic(call.at(0)), call.as('long', 1)),
  range,
  zip: ofLists('zip', zipped),
};
