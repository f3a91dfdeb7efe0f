import type { Expr } from '../plan.ts';
import { known } from './values.ts';

/** What a dynamic value holds, as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | Bag;
export interface Bag {
  readonly [name: string]: Json;
}

/** The text of a dynamic value as what it holds. Our own texts are JSON; what is none is `null`. */
export function fromJson(text: string | null): Json {
  if (text === null) return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** How a value in a dynamic reads as a string: a string as it is, anything else as JSON has it. */
export function plainText(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A string parsed as JSON; one that is no JSON is a string in its own right. */
export function parsedJson(text: string): Json {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** What is null is no value at all. */
export const toJson = (value: Json | undefined): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

export const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const isBag = (value: Json | undefined): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A bag of names and values; the last one of a name counts. No name is special (`__proto__`). */
export const bagOf = (entries: Iterable<readonly [string, Json]>): Bag => Object.fromEntries(entries);

/** A value of a bag by its name; nothing that every object of JavaScript has. */
export const member = (bag: Bag, name: string): Json | undefined => (Object.hasOwn(bag, name) ? bag[name] : undefined);

/** Whether two values are the same: of bags, whatever the order of their names. */
export function same(one: Json, other: Json): boolean {
  return one === other || canonical(one) === canonical(other);
}

/** A text that is the same for the same values. */
export function canonical(value: Json): string {
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isBag(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(',')}}`;
}

/** A list that is known when the query is read; `undefined` where it is none, or is known only when the query runs. */
export function knownList({ type, constant }: Expr): readonly Json[] | undefined {
  if (type !== 'dynamic' || typeof constant !== 'string') return undefined;
  const value = fromJson(constant);
  return isArray(value) ? value : undefined;
}

export const knownDynamic = (value: Json): Expr => known('dynamic', toJson(value));
