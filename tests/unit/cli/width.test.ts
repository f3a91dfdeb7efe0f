import { expect, it } from 'vitest';
import { table } from '../../../electron/cli/output/table.ts';
import { padded, widthOf } from '../../../electron/cli/output/width.ts';

it.each([
  ['', 0],
  ['hosts', 5],
  ['é', 1],
  ['e\u0301', 1],
  ['日本', 4],
  ['한글', 4],
  ['ＡＢ', 4],
  ['📦', 2],
  ['–…→', 3],
])('%j takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

it('fills up to columns and cuts nothing off', () => {
  expect(padded('日本', 6)).toBe('日本  ');
  expect(padded('日本', 3)).toBe('日本');
});

it('aligns cells of any script', () => {
  expect(
    table([
      ['日本', 'x'],
      ['etc', 'y'],
    ]),
  ).toEqual(['日本  x', 'etc   y']);
});
