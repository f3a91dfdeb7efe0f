import picomatch from 'picomatch';

/** One name of a pattern: itself, any names that a wildcard matches, or any number of folders (`**`). */
export type Segment =
  | { readonly kind: 'literal'; readonly name: string }
  | { readonly kind: 'wildcard'; readonly pattern: string }
  | { readonly kind: 'deep' };

/** Only these four are wildcards; a pattern's other characters stand for themselves. */
const token = /\\[\s\S]|\[(?:\\[\s\S]|\[:\w+:\]|[^\]/])+\]|\*+|\?|[\s\S]/g;
const ordinary = /[\w\s/-]/;

const isWildcard = (part: string) => part.startsWith('*') || part === '?' || (part.startsWith('[') && part.length > 2);

/** A part of a pattern as picomatch takes it, whose own grammar is larger than ours. */
function quoted(part: string): string {
  if (part.startsWith('\\') || isWildcard(part) || ordinary.test(part)) return part;
  return part.charCodeAt(0) > 0x7f ? part : `\\${part}`;
}

/**
 * A test for a name, or for a whole path. `*` and `?` match everything but a slash,
 * a leading dot too: a hidden file is no less worth tracking.
 */
export function matcher(pattern: string, ignoreCase: boolean): RegExp {
  const parts = pattern.match(token) ?? [];
  const wholeNames = parts.map((part, index) => {
    const alone = (parts[index - 1] ?? '/') === '/' && (parts[index + 1] ?? '/') === '/';
    return /^\*\*+$/.test(part) ? (alone ? '**' : '*') : quoted(part);
  });
  return picomatch.makeRe(wholeNames.join(''), {
    dot: true,
    nobrace: true,
    noextglob: true,
    nonegate: true,
    posix: true,
    nocase: ignoreCase,
    strictSlashes: true,
  });
}

/** Whether a bracket opens a class that nothing closes: it then stands for itself, which is seldom what is meant. */
export const hasUnclosedClass = (pattern: string): boolean => pattern.match(token)?.includes('[') ?? false;

/** A segment as written. A backslash before a wildcard (or another backslash) makes it a plain character. */
export function parseSegment(text: string): Segment {
  if (/^\*\*+$/.test(text)) return { kind: 'deep' };
  const parts = text.match(token) ?? [];
  if (parts.some(isWildcard)) return { kind: 'wildcard', pattern: text };
  return { kind: 'literal', name: parts.map((part) => part.replace(/^\\([*?[\]\\$%~{}])$/, '$1')).join('') };
}

/** The names of an absolute path: no empty ones, `.` and `..` resolved as far as they follow a plain name. */
export function splitPath(path: string): readonly string[] {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') names.pop();
    else names.push(name);
  }
  return names;
}
