import type { PatternMatches } from '../contract/pattern.ts';
import { counted } from './format.ts';

/** What a pattern matches, to follow its name: `matches 214 files in 12 folders now`. */
export function matchWords({ files, folders, complete }: PatternMatches): string {
  if (files === 0 && folders === 0)
    return complete ? 'matches nothing now' : 'matches nothing in the first two seconds';
  const more = complete ? '' : 'more than ';
  const found =
    files === 0
      ? counted(folders, 'folder')
      : `${counted(files, 'file')}${folders === 0 ? '' : ` in ${counted(folders, 'folder')}`}`;
  return `matches ${more}${found} now`;
}
