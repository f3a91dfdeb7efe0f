import type { KqlType } from '../../../../shared/contract/kql.ts';
import type { SqlAggregate, SqlFunction, SqlValue } from '../../../sqlite-module.ts';
import type { Expr, Sql } from '../plan.ts';
import { toQueried } from '../queried-text.ts';
import { joined, raw, sql } from '../sql.ts';
import { known, typed } from './values.ts';

/** A value as our functions take and give it; a `bool` is given as such, and taken as 0 or 1. */
export type Value = string | number | null;
type Answer = Value | boolean | undefined;

/** A function of ours that statements can call. */
export interface Native {
  readonly name: string;
  readonly result: KqlType;
  readonly answer: SqlFunction;
}

interface Options {
  /** Takes NULLs too; else the answer to a NULL is NULL (an empty string, where it is to be a string). */
  readonly nulls?: boolean;
}

const natives = new Map<string, Native>();

/** All functions of ours, for a connection. */
export const allNatives = (): readonly Native[] => [...natives.values()];

/** What SQLite takes: a string in the form of `toQueried`, no NaN, no boolean, never nothing at all. */
function stored(answer: Answer, result: KqlType): SqlValue {
  if (answer === null || answer === undefined || (typeof answer === 'number' && Number.isNaN(answer))) {
    return result === 'string' ? '' : null;
  }
  if (typeof answer === 'boolean') return answer ? 1 : 0;
  return typeof answer === 'string' ? toQueried(answer) : answer;
}

/**
 * Makes a function that statements can call. It must give the same for the same values, and take whatever comes:
 * what it throws ends the query.
 */
export function native(
  name: string,
  result: KqlType,
  work: (...values: never[]) => Answer,
  options: Options = {},
): Native {
  const run = work as unknown as (...values: readonly Value[]) => Answer;
  const made: Native = {
    name: `kql_${name}`,
    result,
    answer: (...values) => {
      if (!options.nulls && values.includes(null)) return result === 'string' ? '' : null;
      return stored(run(...(values as readonly Value[])), result);
    },
  };
  if (natives.has(made.name)) throw new Error(`Two functions are called ${made.name}.`);
  natives.set(made.name, made);
  return made;
}

/** An aggregate of ours. */
export interface NativeAggregate {
  readonly name: string;
  readonly result: KqlType;
  readonly options: SqlAggregate<Value[]>;
}

const aggregates = new Map<string, NativeAggregate>();
export const allAggregates = (): readonly NativeAggregate[] => [...aggregates.values()];

/**
 * Makes an aggregate that statements can call: it is given all values of a group that are not NULL, and what was given
 * beside the last of them.
 */
export function nativeAggregate(
  name: string,
  result: KqlType,
  work: (values: readonly never[], ...others: never[]) => Answer,
): NativeAggregate {
  const run = work as unknown as (values: readonly Value[], ...others: readonly Value[]) => Answer;
  const made: NativeAggregate = {
    name: `kql_${name}`,
    result,
    options: {
      // The first is what was given beside the values
      start: () => [null],
      step: (state, value, other = null) => {
        state[0] = other as Value;
        if (value !== null) state.push(value as Value);
        return state;
      },
      result: ([other = null, ...values]) => stored(run(values, other), result),
      varargs: true,
    },
  };
  if (aggregates.has(made.name)) throw new Error(`Two aggregates are called ${made.name}.`);
  aggregates.set(made.name, made);
  return made;
}

/** A call of a function of ours; where all that it is given is known, its answer is. */
export function callOf({ name, result, answer }: Native, ...given: readonly Expr[]): Expr {
  const constants = given.map(({ constant }) => constant);
  if (constants.every((constant) => constant !== undefined)) {
    const value = answer(...constants.map((constant) => constant ?? null));
    return known(result, value instanceof Uint8Array ? null : value);
  }
  return typed(result, callSql({ name, result }, ...given));
}

/** The same as a piece of a statement. Numbers come back from functions as fractions. */
export function callSql({ name, result }: Pick<Native, 'name' | 'result'>, ...given: readonly Sql[]): Sql {
  const call = sql`${raw(name)}(${joined(given, ', ')})`;
  return result === 'long' || result === 'datetime' || result === 'bool' ? sql`CAST(${call} AS INTEGER)` : call;
}
