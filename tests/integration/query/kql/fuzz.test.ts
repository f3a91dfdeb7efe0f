import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createKql } from '../../../../electron/engine/query/kql/client.ts';
import type { KqlService } from '../../../../electron/engine/query/kql/service.ts';
import { openStore } from '../../../../electron/engine/store/open.ts';
import { TidemarkError } from '../../../../electron/shared/contract/errors.ts';
import { readyQueries } from '../../../../electron/shared/model/ready-queries.ts';
import { startKql } from '../../../support/kql-process.ts';
import { change, fileItem, observed, saving } from '../../../support/store-samples.ts';
import { hostile } from './hostile.ts';

const timeLimit = 1000;
/** The parser's own limit, a new process, and a machine that is busy. */
const slack = 25_000;

let dataDir: string;
let kql: KqlService;
let before: string;

/** What must not change: the store's bytes and when they were written. */
function storeState(): string {
  const file = join(dataDir, 'tidemark.db');
  return `${createHash('sha256').update(readFileSync(file)).digest('hex')} ${statSync(file).mtimeMs}`;
}

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-test-'));
  dataDir = join(folder, 'data');
  const { store } = openStore(dataDir, 'a test');
  const items = Array.from({ length: 500 }, (_, at) => fileItem(`/etc/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa${at}`));
  store.save(saving(1, { changes: items.map((item) => change(item, 1)), upserts: observed(...items) }));
  store.close();
  before = storeState();
  kql = createKql({ dataDir, machine: { computer: 'here', id: 'id' }, start: startKql });
  return async () => {
    await kql.close();
    rmSync(folder, { recursive: true });
  };
});

/** Asks everything of a text: each time an answer, or an error that says something, and the store as it was. */
async function askAll(text: string, strict = false): Promise<void> {
  const began = Date.now();
  const position = text.length >> 1;
  for (const ask of [
    () => kql.check({ text, strict }),
    () => kql.run({ text, strict, rows: 100, timeLimit }),
    () => kql.complete({ text, strict, position }),
  ]) {
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof TidemarkError)) throw error;
      expect(['invalid', 'unavailable']).toContain(error.kind);
      // The process ended by itself: nothing that it is asked may do that
      expect(error.message).not.toMatch(/ended before it was done/);
    }
  }
  expect(Date.now() - began).toBeLessThan(timeLimit + slack);
  expect(storeState()).toBe(before);
}

describe('a text that means harm gets an error or an answer', () => {
  test.each(Object.entries(hostile))('%s', async (_name, text) => {
    await askAll(text);
  });
});

const words = `ConfigurationChange ConfigurationData | where extend project summarize by count() take join on kind=inner
  union let = ; , ( ) [ ] { } "a" 'b' @"c\\" "\\q" 1 1.5 1d ago(1h) now() == =~ != < > + - * / and or not contains has in
  between .. matches regex Name Size TimeGenerated FieldsChanged dynamic([1,"a"]) bin(TimeGenerated,1h) asc desc true
  null // \n mv-expand render timechart search * range from to step datatable(a:long)[1] toscalar( make_list(Name)
  arg_max(Size,*) percentile(Size,50) iff( case( split( strcat( tostring( todynamic( row_number() prev( print`;
const soup = fc
  .array(fc.constantFrom(...words.split(/[ \n]+/).filter(Boolean)), { minLength: 1, maxLength: 25 })
  .map((parts) => parts.join(' '));

/** A ready query, with a piece taken out, put in or made another somewhere. */
const bitten = fc
  .record({
    query: fc.constantFrom(...readyQueries.map(({ text }) => text)),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    taken: fc.nat({ max: 8 }),
    put: fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), soup),
  })
  .map(({ query, at, taken, put }) => {
    const place = Math.floor(at * query.length);
    return query.slice(0, place) + put + query.slice(place + taken);
  });

test('so does any text', { timeout: 170_000 }, async () => {
  const any = fc.oneof({ arbitrary: soup, weight: 3 }, { arbitrary: bitten, weight: 3 }, fc.string({ unit: 'binary' }));
  await fc.assert(
    fc.asyncProperty(any, fc.boolean(), (text, strict) => askAll(text, strict)),
    { numRuns: 200, interruptAfterTimeLimit: 40_000 },
  );
});
