import type { Call, Makers } from './call.ts';
import { converted } from './conversions.ts';
import { fromJson, isArray, toJson } from './json.ts';
import { callOf, native } from './native.ts';
import { checkPattern, compiled } from './regex.ts';

/** What a pattern's groups found; nothing where a group took no part. */
const extracted = native('extract', 'string', (pattern: string, group: number, text: string) => {
  const matcher = compiled(pattern).matcher(text);
  return matcher.find() && group >= 0 && group <= matcher.groupCount() ? (matcher.group(group) ?? '') : '';
});

function extract(call: Call) {
  const pattern = call.as('string', 0);
  checkPattern(pattern, call.nodeAt(0));
  const found = callOf(extracted, pattern, call.as('long', 1), call.as('string', 2));
  return call.has(3) ? converted(found, call.typeAt(3), call.nodeAt(3)) : found;
}

/** All matches: of one group as texts, of several as lists of texts. */
function allMatches(pattern: string, chosen: string | null, text: string): string | null {
  const regex = compiled(pattern);
  const matcher = regex.matcher(text);
  const listed = fromJson(chosen);
  const groups: readonly (number | string)[] = isArray(listed)
    ? listed.filter((group) => typeof group === 'number' || typeof group === 'string')
    : Array.from({ length: Math.max(1, matcher.groupCount()) }, (_, at) => (matcher.groupCount() === 0 ? 0 : at + 1));
  const matches: (string | string[])[] = [];
  while (matcher.find()) {
    const found = groups.map((group) => matcher.group(group) ?? '');
    const [only] = found;
    matches.push(groups.length === 1 && only !== undefined ? only : found);
  }
  return matches.length === 0 ? null : toJson(matches);
}

const everyMatch = native('extract_all', 'dynamic', (pattern: string, text: string) => allMatches(pattern, null, text));
const chosenMatches = native('extract_groups', 'dynamic', (pattern: string, groups: string, text: string) =>
  allMatches(pattern, groups, text),
);

function extractAll(call: Call) {
  const pattern = call.as('string', 0);
  checkPattern(pattern, call.nodeAt(0));
  if (!call.has(2)) return callOf(everyMatch, pattern, call.as('string', 1));
  return callOf(chosenMatches, pattern, call.as('dynamic', 1), call.as('string', 2));
}

/** `\1` in what is put in stands for a group, `\0` for all that was found. */
function replaced(text: string, pattern: string, rewrite: string): string {
  const matcher = compiled(pattern).matcher(text);
  let result = '';
  let end = 0;
  while (matcher.find()) {
    const put = rewrite.replace(/\\(\\|\d)/g, (_, which: string) => {
      if (which === '\\') return '\\';
      return Number(which) <= matcher.groupCount() ? (matcher.group(Number(which)) ?? '') : '';
    });
    result += text.slice(end, matcher.start()) + put;
    end = matcher.end();
  }
  return result + text.slice(end);
}

const replaceRegex = native('replace_regex', 'string', replaced);

/** Takes what a pattern finds at the beginning and at the end of a text away, for as long as it finds it there. */
function trimmed(pattern: string, text: string, atStart: boolean, atEnd: boolean): string {
  let left = text;
  if (atStart) {
    const start = compiled(`^(?:${pattern})+`).matcher(left);
    if (start.find()) left = left.slice(start.end());
  }
  if (!atEnd) return left;
  const end = compiled(`(?:${pattern})+$`).matcher(left);
  return end.find() ? left.slice(0, end.start()) : left;
}

const trims = {
  trim: native('trim', 'string', (pattern: string, text: string) => trimmed(pattern, text, true, true)),
  trim_start: native('trim_start', 'string', (pattern: string, text: string) => trimmed(pattern, text, true, false)),
  trim_end: native('trim_end', 'string', (pattern: string, text: string) => trimmed(pattern, text, false, true)),
};

/** A function of a pattern and a text. */
const ofPattern = (ours: keyof typeof trims) => (call: Call) => {
  const pattern = call.as('string', 0);
  checkPattern(pattern, call.nodeAt(0));
  return callOf(trims[ours], pattern, call.as('string', 1));
};

/** A function of patterns, by which places a call has the text, the pattern and what is put in. */
const replacing = (text: number, pattern: number, rewrite: number) => (call: Call) => {
  const wanted = call.as('string', pattern);
  checkPattern(wanted, call.nodeAt(pattern));
  return callOf(replaceRegex, call.as('string', text), wanted, call.as('string', rewrite));
};

const countMatches = (text: string, pattern: string): number => {
  const matcher = compiled(pattern).matcher(text);
  let count = 0;
  while (matcher.find()) count++;
  return count;
};

export const countOfPattern = native('countof_regex', 'long', countMatches);

export const patternFunctions: Makers = {
  extract,
  extract_all: extractAll,
  replace_regex: replacing(0, 1, 2),
  replace: replacing(2, 0, 1),
  trim: ofPattern('trim'),
  trim_start: ofPattern('trim_start'),
  trim_end: ofPattern('trim_end'),
};
