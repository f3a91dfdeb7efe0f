import type { PatternMatches } from '../contract/pattern.ts';
import { counted } from './format.ts';
import type { PlatformWords } from './platform-words.ts';

/** What a pattern matches, to follow its name: `matches 214 files in 12 directories now`. */
export function matchWords(
  { files, folders, cut, throughSudo }: PatternMatches,
  { directory, directories }: PlatformWords,
): string {
  const beside = throughSudo === 0 ? '' : ', beside what only sudo shows';
  if (files === 0 && folders === 0) {
    return cut === 'time' ? 'matches nothing in the first two seconds' : `matches nothing now${beside}`;
  }
  const found =
    files === 0
      ? counted(folders, directory, directories)
      : `${counted(files, 'file')}${folders === 0 ? '' : ` in ${counted(folders, directory, directories)}`}`;
  const ended = cut === 'time' ? '; the look ended after two seconds' : '';
  return `matches ${cut === null ? '' : 'more than '}${found} now${beside}${ended}`;
}
