import type { Connection } from '../../../sqlite-module.ts';
import './functions.ts';
import './matching.ts';
import './membership.ts';
import './members.ts';
import { allAggregates, allNatives } from './native.ts';

/** Gives a connection the functions that translated queries call. */
export function registerFunctions(connection: Pick<Connection, 'function' | 'aggregate'>): void {
  for (const { name, answer } of allNatives()) {
    connection.function(name, { deterministic: true, varargs: true }, answer);
  }
  for (const { name, options } of allAggregates()) connection.aggregate(name, options);
}
