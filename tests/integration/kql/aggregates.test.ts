import { beforeAll, describe, expect, it } from 'vitest';
import type { KqlRow } from '../../../electron/engine/query/kql/protocol.ts';
import { faultOf, questionsOver } from '../../support/kql.ts';

const questions = questionsOver(() => {});

/*
 * Numbers whose aggregates are known: 2 4 4 4 5 5 7 9 have the mean 5, the variance 4 of them all and 32/7 of a
 * sample. One more row has nothing but its group.
 */
const marks = `let Marks = datatable(Group:string, Mark:long, Took:timespan, At:datetime, Who:string, Also:dynamic) [
  "a", 2, 1h, datetime(2026-01-01), "ann", dynamic({"x":1}),
  "a", 4, 2h, datetime(2026-01-02), "bob", dynamic({"x":2,"y":2}),
  "a", 4, 3h, datetime(2026-01-03), "ann", dynamic({"z":[1]}),
  "a", 4, 4h, datetime(2026-01-04), "cyd", dynamic({"x":1}),
  "b", 5, 1h, datetime(2026-01-05), "", dynamic([1]),
  "b", 5, 1h, datetime(2026-01-06), "dan", dynamic([1]),
  "b", 7, 1h, datetime(2026-01-07), "Dan", dynamic(7),
  "b", 9, 1h, datetime(2026-01-08), "dan", dynamic("s"),
  "c", long(null), timespan(null), datetime(null), "", dynamic(null)];
`;
const each = (aggregate: string) =>
  questions.rows(`${marks} Marks | summarize x = ${aggregate} by Group | sort by Group asc`).map((row) => row[1]);

type Row = readonly [aggregate: string, ofAll: unknown, ofEach: readonly unknown[], ofNone: unknown];

describe('an aggregate of all rows, of each group, and of no rows', () => {
  const table: readonly Row[] = [
    ['count()', 9, [4, 4, 1], 0],
    ['countif(Mark > 4)', 4, [0, 4, 0], 0],
    ['countif(Mark != 4)', 6, [1, 4, 1], 0],
    ['dcount(Mark)', 5, [2, 3, 0], 0],
    ['dcount(Who)', 6, [3, 3, 1], 0],
    ['dcount(Also)', 6, [3, 3, 0], 0],
    ['dcountif(Who, Mark > 4)', 3, [0, 3, 0], 0],
    ['count_distinct(Mark)', 5, [2, 3, 0], 0],
    ['count_distinctif(Mark, Mark > 4)', 3, [0, 3, 0], 0],
    ['sum(Mark)', 40, [14, 26, 0], 0],
    ['sum(Took)', '14:00:00', ['10:00:00', '04:00:00', '00:00:00'], '00:00:00'],
    ['sum(Mark / 2.0)', 20, [7, 13, 0], 0],
    ['sumif(Mark, Who == "ann")', 6, [6, 0, 0], 0],
    ['avg(Mark)', 5, [3.5, 6.5, null], null],
    ['avg(Took)', '01:45:00', ['02:30:00', '01:00:00', null], null],
    ['avgif(Mark, Mark > 4)', 6.5, [null, 6.5, null], null],
    ['min(Mark)', 2, [2, 5, null], null],
    ['max(Mark)', 9, [4, 9, null], null],
    ['min(At)', '2026-01-01T00:00:00.000Z', ['2026-01-01T00:00:00.000Z', '2026-01-05T00:00:00.000Z', null], null],
    ['max(Took)', '04:00:00', ['04:00:00', '01:00:00', null], null],
    ['max(Who)', 'dan', ['cyd', 'dan', ''], ''],
    ['minif(Mark, Mark > 4)', 5, [null, 5, null], null],
    ['maxif(Mark, Mark < 9)', 7, [4, 7, null], null],
    ['make_list(Mark)', '[2,4,4,4,5,5,7,9]', ['[2,4,4,4]', '[5,5,7,9]', '[]'], '[]'],
    ['make_list(Mark, 3)', '[2,4,4]', ['[2,4,4]', '[5,5,7]', '[]'], '[]'],
    [
      'make_list(Also)',
      '[{"x":1},{"x":2,"y":2},{"z":[1]},{"x":1},[1],[1],7,"s"]',
      ['[{"x":1},{"x":2,"y":2},{"z":[1]},{"x":1}]', '[[1],[1],7,"s"]', '[]'],
      '[]',
    ],
    [
      'make_list(Took / 2)',
      '["00:30:00","01:00:00","01:30:00","02:00:00","00:30:00","00:30:00","00:30:00","00:30:00"]',
      ['["00:30:00","01:00:00","01:30:00","02:00:00"]', '["00:30:00","00:30:00","00:30:00","00:30:00"]', '[]'],
      '[]',
    ],
    [
      'make_list(Mark > 4)',
      '[false,false,false,false,true,true,true,true]',
      ['[false,false,false,false]', '[true,true,true,true]', '[]'],
      '[]',
    ],
    ['make_list_if(Who, Mark == 4)', '["bob","ann","cyd"]', ['["bob","ann","cyd"]', '[]', '[]'], '[]'],
    ['make_list_if(Who, Mark == 4, 2)', '["bob","ann"]', ['["bob","ann"]', '[]', '[]'], '[]'],
    ['make_list_with_nulls(Mark)', '[2,4,4,4,5,5,7,9,null]', ['[2,4,4,4]', '[5,5,7,9]', '[null]'], '[]'],
    ['array_sort_asc(make_set(Mark))', '[2,4,5,7,9]', ['[2,4]', '[5,7,9]', '[]'], '[]'],
    [
      'array_sort_asc(make_set(Who))',
      '["","Dan","ann","bob","cyd","dan"]',
      ['["ann","bob","cyd"]', '["","Dan","dan"]', '[""]'],
      '[]',
    ],
    ['array_length(make_set(Also))', 6, [3, 3, 0], 0],
    ['array_length(make_set(Mark, 2))', 2, [2, 2, 0], 0],
    ['array_sort_asc(make_set_if(Mark, Mark > 4))', '[5,7,9]', ['[]', '[5,7,9]', '[]'], '[]'],
    ['array_sort_asc(bag_keys(make_bag(Also)))', '["x","y","z"]', ['["x","y","z"]', '[]', '[]'], '[]'],
    ['make_bag_if(Also, Mark == 2)', '{"x":1}', ['{"x":1}', '{}', '{}'], '{}'],
    ['percentile(Mark, 50)', 4, [4, 5, null], null],
    ['percentile(Mark, 0)', 2, [2, 5, null], null],
    ['percentile(Mark, 100)', 9, [4, 9, null], null],
    ['percentile(Mark, 62.5)', 5, [4, 7, null], null],
    ['percentile(Mark, 63)', 5, [4, 7, null], null],
    ['percentile(Mark / 4.0, 25)', 1, [0.5, 1.25, null], null],
    ['percentile(Took, 90)', '04:00:00', ['04:00:00', '01:00:00', null], null],
    [
      'percentile(At, 50)',
      '2026-01-04T00:00:00.000Z',
      ['2026-01-02T00:00:00.000Z', '2026-01-06T00:00:00.000Z', null],
      null,
    ],
    ['variancep(Mark)', 4, [0.75, 2.75, 0], 0],
    ['stdevp(Mark)', 2, [Math.sqrt(0.75), Math.sqrt(2.75), 0], 0],
    ['variance(Mark)', 32 / 7, [1, 11 / 3, 0], 0],
    ['stdev(Mark)', Math.sqrt(32 / 7), [1, Math.sqrt(11 / 3), 0], 0],
    ['varianceif(Mark, Mark < 5)', 1, [1, 0, 0], 0],
    ['stdevif(Mark, Mark < 5)', 1, [1, 0, 0], 0],
    ['variancepif(Mark, Mark < 5)', 0.75, [0.75, 0, 0], 0],
    ['count() * 2 + 1', 19, [9, 9, 3], 1],
    ['strcat(min(Mark), "-", max(Mark))', '2-9', ['2-4', '5-9', '-'], '-'],
    ['iff(count() > 1, "many", "one")', 'many', ['many', 'many', 'one'], 'one'],
    ['round(avg(Mark) + 0.26, 1)', 5.3, [3.8, 6.8, null], null],
  ];
  // All at once: reading the rows takes longer than aggregating them
  const columns = table.map(([aggregate], at) => `x${at} = ${aggregate}`).join(', ');
  let all: readonly KqlRow[] = [];
  let groups: readonly KqlRow[] = [];
  let none: readonly KqlRow[] = [];
  beforeAll(() => {
    all = questions.rows(`${marks} Marks | summarize ${columns}`);
    groups = questions.rows(`${marks} Marks | summarize ${columns} by Group | sort by Group asc`);
    none = questions.rows(`${marks} Marks | where Mark > 100 | summarize ${columns}`);
  });
  for (const [at, [aggregate, ofAll, ofEach, ofNone]] of table.entries()) {
    it(aggregate, () => {
      expect(all.map((row) => row[at])).toEqual([ofAll]);
      expect(groups.map((row) => row[at + 1])).toEqual(ofEach);
      expect(none.map((row) => row[at])).toEqual([ofNone]);
    });
  }
});

describe('any row of a group', () => {
  it('gives a value that is neither null nor empty, if there is one', () => {
    expect(['ann', 'bob', 'cyd']).toContain(each('take_any(Who)')[0]);
    expect(['Dan', 'dan']).toContain(each('take_any(Who)')[1]);
    expect(each('take_any(Who)')[2]).toBe('');
    expect(each('take_any(Mark)')[2]).toBe(null);
    expect(each('take_anyif(Mark, Mark == 7)')).toEqual([null, 7, null]);
    expect(each('any(Mark)')[0]).toBeOneOf([2, 4]);
  });

  it('gives several values of one row', () => {
    const pairs = new Set(
      questions.rows(`${marks} Marks | project Pair = strcat(Mark, "/", Who, "/", Took)`).map(([pair]) => pair),
    );
    const found = questions.ask(`${marks} Marks | summarize take_any(Mark, Who, Took) by Group`);
    expect(found.columns).toEqual(['Group', 'Mark', 'Who', 'Took']);
    expect(found.rows).toHaveLength(3);
    for (const [, mark, who, took] of found.rows) expect(pairs).toContain(`${mark ?? ''}/${who}/${took ?? ''}`);
  });

  it('gives all columns of one row', () => {
    const all = questions.ask(`${marks} Marks | where Who == "cyd" | summarize take_any(*)`);
    expect(all.columns).toEqual(['Group', 'Mark', 'Took', 'At', 'Who', 'Also']);
    expect(all.rows).toEqual([['a', 4, '04:00:00', '2026-01-04T00:00:00.000Z', 'cyd', '{"x":1}']]);
  });
});

describe('percentiles', () => {
  it('are a column each', () => {
    const found = questions.ask(`${marks} Marks | summarize percentiles(Mark, 25, 50, 99)`);
    expect(found.columns).toEqual(['percentile_Mark_25', 'percentile_Mark_50', 'percentile_Mark_99']);
    expect(found.rows).toEqual([[4, 4, 9]]);
  });

  it('are refused where a percentage is none', () => {
    expect(faultOf(`${marks} Marks | summarize percentile(Mark, 101)`)).toMatchObject({ at: '101' });
  });
});

describe('the order of rows', () => {
  it('is that of a list', () => {
    const list = `${marks} Marks | where isnotnull(Mark) | sort by Mark desc, At desc | summarize x = make_list(At)`;
    const [[found]] = questions.rows(list) as [[string]];
    expect(JSON.parse(found).map((at: string) => Number(at.slice(8, 10)))).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('lets a row look at those beside it', () => {
    const sorted = `${marks} Marks | where Group == "b" | sort by At asc`;
    expect(questions.rows(`${sorted} | project prev(Mark), Mark, next(Mark, 1, -1)`)).toEqual([
      [null, 5, 5],
      [5, 5, 7],
      [5, 7, 9],
      [7, 9, -1],
    ]);
    expect(questions.rows(`${sorted} | project prev(Who, 2, "none")`).flat()).toEqual(['none', 'none', '', 'dan']);
    expect(questions.rows(`${sorted} | project row_number(), row_cumsum(Mark)`)).toEqual([
      [1, 5],
      [2, 10],
      [3, 17],
      [4, 26],
    ]);
    expect(questions.rows(`${sorted} | extend n = row_number(0) | where n == 2 | project Mark`)).toEqual([[7]]);
  });

  it('has to be there for it', () => {
    expect(faultOf(`${marks} Marks | extend n = row_number()`).at).toBe('row_number()');
    expect(faultOf(`${marks} Marks | sort by At | where prev(Mark) == 4`).message).toContain('extend');
  });
});

describe('what is not supported', () => {
  it('is told with its place', () => {
    for (const [aggregate, at] of [
      ['hll(Mark)', 'hll(Mark)'],
      ['sum(Who)', 'Who'],
      ['min(Also)', 'Also'],
      ['strcat("x", buildschema(Also))', 'buildschema(Also)'],
    ] as const) {
      const query = `${marks} Marks | summarize x = ${aggregate}`;
      expect(faultOf(query).at, aggregate).toBe(at);
    }
  });
});
