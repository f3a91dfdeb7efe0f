import { nativePath } from '../keys.ts';
import { parseSegment, splitPath } from './wildcards.ts';

/** Why a path or an exclude names nothing, or not what it seems to. */
export type Why =
  | { readonly kind: 'unset'; readonly variable: string }
  | { readonly kind: 'relative' }
  | { readonly kind: 'nul' }
  /** `most`: in bytes on Linux, elsewhere in UTF-16 units. */
  | { readonly kind: 'long'; readonly of: 'path' | 'name'; readonly most: number }
  | { readonly kind: 'unclosed'; readonly platform: NodeJS.Platform };

/** NAME_MAX of limits.h, and the same of NTFS and APFS. */
const longestName = 255;

/** PATH_MAX without its NUL: limits.h of Linux and of macOS; Windows' own for paths in its long form. */
const longestPath = (platform: NodeJS.Platform) =>
  platform === 'win32' ? 32_766 : platform === 'darwin' ? 1023 : 4095;

/** Why an absolute path, its variables replaced, is longer than the system takes; undefined if it is not. */
export function tooLong(path: string, platform: NodeJS.Platform): Why | undefined {
  const length = (text: string) => (platform === 'linux' ? Buffer.byteLength(nativePath(text)) : text.length);
  const segments = splitPath(path).map(parseSegment);
  const names = segments.map((each) => (each.kind === 'literal' ? each.name : ''));
  if (names.some((each) => length(each) > longestName)) return { kind: 'long', of: 'name', most: longestName };
  const most = longestPath(platform);
  return length(names.join('/')) >= most ? { kind: 'long', of: 'path', most } : undefined;
}

/** Says why, to follow the name of the thing: 'is not absolute'; and what to do. */
export function whyWords(why: Why): { readonly predicate: string; readonly advice: string } {
  switch (why.kind) {
    case 'unset':
      return {
        predicate: `uses ${why.variable}, which has no value`,
        advice: 'Set the variable where Tidemark is started, or write the path out.',
      };
    case 'relative':
      return {
        predicate: 'is not absolute',
        advice: 'Write it from the root on, or begin it with ~ or a variable.',
      };
    case 'nul':
      return { predicate: 'holds a NUL character, which no path can', advice: 'Take it out.' };
    case 'long':
      return {
        predicate: why.of === 'name' ? 'holds a name that is too long' : 'is too long',
        advice: `Shorten it: the system knows no ${why.of} longer than ${why.most} bytes.`,
      };
    case 'unclosed':
      return {
        predicate: 'holds a [ that is not closed',
        advice: `Close it with ], or write ${why.platform === 'win32' ? '[[]' : '\\['} for a bracket in a name.`,
      };
  }
}
