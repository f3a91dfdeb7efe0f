import { expect, test } from 'vitest';
import { matchWords } from '../../../electron/shared/model/pattern-words.ts';
import { platformWords } from '../../../electron/shared/model/platform-words.ts';

const found = { examples: [], watched: 0 };

test.each([
  [214, 12, null, 0, 'matches 214 files in 12 directories now'],
  [1, 1, null, 0, 'matches 1 file in 1 directory now'],
  [3, 0, null, 0, 'matches 3 files now'],
  [0, 2, null, 0, 'matches 2 directories now'],
  [0, 0, null, 0, 'matches nothing now'],
  [250_000, 5, 'number', 0, 'matches more than 250,000 files in 5 directories now'],
  [1_234, 5, 'time', 0, 'matches more than 1,234 files in 5 directories now; the look ended after two seconds'],
  [0, 0, 'time', 0, 'matches nothing in the first two seconds'],
  [3, 1, null, 2, 'matches 3 files in 1 directory now, beside what only sudo shows'],
  [0, 0, null, 1, 'matches nothing now, beside what only sudo shows'],
] as const)('%i files, %i folders, cut by: %s, left to sudo: %i', (files, folders, cut, throughSudo, words) => {
  expect(matchWords({ ...found, files, folders, cut, throughSudo }, platformWords('linux'))).toBe(words);
});
