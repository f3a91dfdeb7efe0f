import { expect, test } from 'vitest';
import type { KqlAnswer, KqlCell, KqlType } from '../../../electron/shared/contract/kql.ts';
import {
  arranged,
  columnWidths,
  filled,
  nextSort,
  sortedOrder,
  timespanMilliseconds,
} from '../../../renderer/features/query/answer-rows.ts';
import { answerCsv, answerJson, exportName } from '../../../renderer/features/query/export.ts';
import { answerWords, cellHint, cellWords, cutWords, lookedAt, tookWords } from '../../../renderer/words/answers.ts';

const answer = (columns: Readonly<Record<string, KqlType>>, rows: KqlCell[][]): KqlAnswer => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  rows,
  cut: false,
  chart: null,
  notices: [],
  mended: null,
  milliseconds: 12,
});

const sortedBy = (type: KqlType, cells: readonly KqlCell[], descending = false) =>
  sortedOrder(
    cells.map((cell) => [cell]),
    [{ name: 'A', type }],
    { at: 0, descending },
  ).map((at) => cells[at]);

test('numbers, times, spans and texts are sorted as what they are, empty ones last', () => {
  expect(sortedBy('long', [10, null, 9, -1])).toEqual([-1, 9, 10, null]);
  expect(sortedBy('long', [10, null, 9, -1], true)).toEqual([10, 9, -1, null]);
  expect(sortedBy('real', ['Infinity', 1.5, '-Infinity'])).toEqual(['-Infinity', 1.5, 'Infinity']);
  expect(sortedBy('timespan', ['10:00:00', '1.00:00:00', '-00:00:01'])).toEqual([
    '-00:00:01',
    '10:00:00',
    '1.00:00:00',
  ]);
  expect(sortedBy('string', ['file10', '', 'file9'])).toEqual(['file9', 'file10', '']);
  expect(sortedBy('datetime', ['2026-02-01T00:00:00.000Z', '2025-12-01T00:00:00.000Z'])).toEqual([
    '2025-12-01T00:00:00.000Z',
    '2026-02-01T00:00:00.000Z',
  ]);
});

test('without a sort the order is that of the query, and equal rows keep it', () => {
  expect(sortedOrder([['b'], ['a']], [{ name: 'A', type: 'string' }], null)).toEqual([0, 1]);
  expect(sortedBy('long', [2, 1, 2], true)).toEqual([2, 2, 1]);
  expect(nextSort(null, 3)).toEqual({ at: 3, descending: false });
  expect(nextSort({ at: 3, descending: false }, 3)).toEqual({ at: 3, descending: true });
  expect(nextSort({ at: 3, descending: true }, 3)).toBeNull();
  expect(nextSort({ at: 3, descending: true }, 4)).toEqual({ at: 4, descending: false });
});

test('a timespan is as long as KQL writes it', () => {
  expect(timespanMilliseconds('1.02:03:04.5000000')).toBe(93_784_500);
  expect(timespanMilliseconds('-00:00:01')).toBe(-1000);
});

test('columns stand as the query gave them, those of a whole table with the telling ones first', () => {
  const few = answer({ B: 'long', TimeGenerated: 'datetime' }, []);
  expect(arranged(few.columns).map(({ name }) => name)).toEqual(['B', 'TimeGenerated']);
  const many = Object.fromEntries([...Array(45).keys()].map((n) => [`C${n}`, 'string' as const]));
  const whole = arranged(answer({ Type: 'string', ...many, Name: 'string', TimeGenerated: 'datetime' }, []).columns);
  expect(whole.slice(0, 3)).toEqual([
    { name: 'TimeGenerated', type: 'datetime', at: 47 },
    { name: 'Name', type: 'string', at: 46 },
    { name: 'C0', type: 'string', at: 1 },
  ]);
  expect(whole.at(-1)?.name).toBe('Type');
});

test('columns without any value are left out, unless all are', () => {
  const { columns } = answer({ A: 'string', B: 'long', C: 'bool' }, []);
  const all = arranged(columns);
  expect(filled(all, [['', 0, null]]).map(({ name }) => name)).toEqual(['B']);
  expect(filled(all, [['', null, null]])).toHaveLength(3);
});

test('a column is as wide as what stands in it, within bounds', () => {
  const columns = arranged(answer({ A: 'string', Long: 'string' }, []).columns);
  const widths = columnWidths(columns, [['abcdefghijkl', 'x'.repeat(500)]], String, (text) => text.length * 10);
  expect(widths).toEqual([142, 380]);
});

const now = new Date('2026-11-28T12:00:00Z');
const at = (type: KqlType, name = 'X') => ({ name, type });

test('cells are said as people read them, and control characters shown', () => {
  expect(cellWords(null, at('long'), now)).toBe('');
  expect(cellWords(999, at('long'), now)).toBe('999');
  expect(cellWords(0.1 + 0.2, at('real'), now)).toBe('0.30000000000000004');
  expect(cellWords(2026, at('long', 'Year'), now)).toBe('2026');
  expect(cellWords(1_234_567, at('long'), now)).toBe('1,234,567');
  expect(cellWords(1_234_567, at('long', 'ChangeId'), now)).toBe('1234567');
  expect(cellWords(false, at('bool'), now)).toBe('false');
  expect(cellWords('a\nb\u202e', at('string'), now)).toBe('a\\nb\\u{202e}');
  expect(cellWords('Infinity', at('real'), now)).toBe('Infinity');
  expect(cellWords('x'.repeat(300), at('string'), now)).toHaveLength(241);
});

test('a time is said in the zone of the machine, and exactly on a hover', () => {
  const moment = new Date(2026, 10, 27, 9, 5, 7).toISOString();
  expect(cellWords(moment, at('datetime'), now)).toBe('27 Nov 09:05:07');
  expect(cellHint(moment, 'datetime')).toBe(`Friday 27 November 2026, 09:05:07\n${moment}`);
  expect(cellHint('short', 'string')).toBeUndefined();
});

test('how much an answer is, that it was cut, and what an empty one looked at', () => {
  expect(answerWords(1, 0.4)).toBe('1 row in 1 ms');
  expect(answerWords(1204, 1340)).toBe('1,204 rows in 1.3 s');
  expect(tookWords(999)).toBe('999 ms');
  expect(cutWords(10_000)).toContain('Cut at 10,000 rows');
  const held = { changes: 12_041, items: 1 };
  expect(lookedAt('ConfigurationChange | where 1 == 2', held)).toBe(
    'It looked at 12,041 recorded changes, and nothing matches.',
  );
  expect(lookedAt('union ConfigurationChange, ConfigurationData', held)).toContain('changes and 1 tracked thing,');
  expect(lookedAt('print 1 | where false', held)).toBe('The query ran, and nothing matches it.');
});

const sample = answer({ Name: 'string', Size: 'long', Bag: 'dynamic' }, [
  ['=1+1, "x"', 5, '{"a":[1]}'],
  ['two\nlines', null, 'no json'],
]);

test('an export holds every value as it is', () => {
  expect(answerCsv(sample)).toBe('Name,Size,Bag\r\n"=1+1, ""x""",5,"{""a"":[1]}"\r\n"two\nlines",,no json\r\n');
  expect(answerCsv(sample, '\t')).toBe(
    'Name\tSize\tBag\r\n"=1+1, ""x"""\t5\t"{""a"":[1]}"\r\n"two\nlines"\t\tno json\r\n',
  );
  expect(JSON.parse(answerJson(sample))).toEqual([
    { Name: '=1+1, "x"', Size: 5, Bag: { a: [1] } },
    { Name: 'two\nlines', Size: null, Bag: 'no json' },
  ]);
  expect(answerJson(answer({ A: 'long' }, []))).toBe('[]\n');
});

test('a file is called as the query, in characters that every file system takes', () => {
  expect(exportName('What changed, by type?', 'csv')).toBe('what-changed-by-type.csv');
  expect(exportName('../..', 'json')).toBe('query.json');
});
