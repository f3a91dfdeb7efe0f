import { beforeAll } from 'vitest';
import { complete } from '../../electron/engine/query/kql/complete.ts';
import { parse } from '../../electron/engine/query/kql/parse.ts';

/** Loads the parser of queries and has it work once, which takes seconds on a busy machine, before the tests begin. */
export function loadParser(): void {
  beforeAll(() => {
    parse('print 1', false);
    complete({ text: 'print ', strict: false, position: 6 });
  }, 60_000);
}
