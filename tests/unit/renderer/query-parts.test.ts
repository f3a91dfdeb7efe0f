import { expect, test } from 'vitest';
import { partAt, queryParts } from '../../../renderer/components/kql/parts.ts';

const texts = (text: string) => queryParts(text).map((part) => part.text);

test('blank lines part one query from the next', () => {
  expect(texts('A\n| take 1\n\n  \nB\n\n\nC  \n')).toEqual(['A\n| take 1', 'B', 'C']);
  expect(texts('')).toEqual([]);
  expect(texts('\n\n')).toEqual([]);
});

test('a query tells where it stands, line ends of the text kept', () => {
  const text = '\nA\n| count\n\nB | take 1';
  for (const { from, to, text: own } of queryParts(text)) expect(text.slice(from, to)).toBe(own);
  expect(queryParts(text).map(({ from }) => from)).toEqual([1, 12]);
});

test('a text between three backticks may hold blank lines', () => {
  expect(texts('print ```a\n\nb```\n| take 1\n\nB')).toEqual(['print ```a\n\nb```\n| take 1', 'B']);
});

test('three backticks in a string or a comment open nothing', () => {
  expect(texts('print "```"\n\nB')).toEqual(['print "```"', 'B']);
  expect(texts('A // ``` here\n\nB')).toEqual(['A // ``` here', 'B']);
});

test('comments alone are no query, and belong to the one they stand at', () => {
  expect(texts('// only words\n// and more\n\n// first\nA\n// last')).toEqual(['// first\nA\n// last']);
});

test('the query of a place is the one around it, else the nearest before, else the first', () => {
  const text = '\n\nA\n| count\n\n\nB';
  const parts = queryParts(text);
  expect(partAt(parts, 4)?.text).toBe('A\n| count');
  expect(partAt(parts, text.indexOf('\n\nB') + 1)?.text).toBe('A\n| count');
  expect(partAt(parts, text.length)?.text).toBe('B');
  expect(partAt(parts, 0)?.text).toBe('A\n| count');
  expect(partAt([], 0)).toBeNull();
});
