import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { arithmeticOperators } from '../../../electron/engine/query/kql/expressions/arithmetic.ts';
import { comparisonOperators } from '../../../electron/engine/query/kql/expressions/comparisons.ts';
import {
  aggregateFunctions,
  formerNames,
  makerOf,
  scalarFunctions,
} from '../../../electron/engine/query/kql/expressions/functions.ts';
import { stringOperators } from '../../../electron/engine/query/kql/expressions/matching.ts';
import { listOperators, rangeOperators } from '../../../electron/engine/query/kql/expressions/membership.ts';

const readme = readFileSync(join(import.meta.dirname, '../../../electron/engine/query/kql/README.md'), 'utf8');

/** What a part of the page names as code, from one heading to the next. */
function namedUnder(heading: string): ReadonlySet<string> {
  const [, part = ''] = readme.split(`\n## ${heading}\n`);
  const [own = ''] = part.split('\n## ');
  return new Set(Array.from(own.matchAll(/`([^`]+)`/g), ([, name = '']) => name));
}

describe('the page on what is supported', () => {
  it('names every function, by its present and its former names', () => {
    const named = namedUnder('Functions');
    for (const name of [...Object.keys(scalarFunctions), ...formerNames]) expect(named, name).toContain(`${name}()`);
  });

  it('names every aggregate', () => {
    const named = namedUnder('Aggregates');
    for (const name of Object.keys(aggregateFunctions)) expect(named, name).toContain(`${name}()`);
  });

  it('names every operator between values', () => {
    const named = namedUnder('Operators between values');
    const all = [
      arithmeticOperators,
      comparisonOperators,
      stringOperators,
      listOperators,
      rangeOperators,
      ['and', 'or'],
    ];
    for (const name of all.flat()) expect(named, name).toContain(name);
  });

  it('names no function that there is not', () => {
    const elsewhere = ['toscalar()', 'typeof()', 'percentiles()', 'isnan()'];
    for (const heading of ['Functions', 'Aggregates']) {
      const called = [...namedUnder(heading)].filter((name) => /^\w+\(\)$/.test(name) && !elsewhere.includes(name));
      expect(called.length).toBeGreaterThan(10);
      for (const name of called) expect(makerOf(name.slice(0, -2)), name).toBeTypeOf('function');
    }
  });
});
