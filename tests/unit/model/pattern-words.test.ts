import { expect, test } from 'vitest';
import { matchWords } from '../../../electron/shared/model/pattern-words.ts';

const found = { examples: [], watched: 0 };

test.each([
  [214, 12, true, 'matches 214 files in 12 folders now'],
  [1, 1, true, 'matches 1 file in 1 folder now'],
  [3, 0, true, 'matches 3 files now'],
  [0, 2, true, 'matches 2 folders now'],
  [0, 0, true, 'matches nothing now'],
  [1_234, 5, false, 'matches more than 1,234 files in 5 folders now'],
  [0, 0, false, 'matches nothing in the first two seconds'],
])('%i files, %i folders, to the end: %s', (files, folders, complete, words) => {
  expect(matchWords({ ...found, files, folders, complete })).toBe(words);
});
