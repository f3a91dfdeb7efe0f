import { fromQueried } from '../queried-text.ts';
import { raw, sql } from '../sql.ts';
import { type Call, type Makers, plain } from './call.ts';
import { asString } from './conversions.ts';
import { fromJson, isArray, plainText } from './json.ts';
import { callOf, native } from './native.ts';
import { countOfPattern } from './patterns.ts';
import { checkPattern } from './regex.ts';
import { isShort, known, typed } from './values.ts';

/** Cases are changed character by character; one whose other case is two characters stays. */
const eachCharacter = (change: (character: string) => string) => (text: string) =>
  Array.from(text, (character) => {
    const changed = change(character);
    return Array.from(changed).length === 1 ? changed : character;
  }).join('');

const cases = {
  lower: native(
    'tolower',
    'string',
    eachCharacter((character) => character.toLowerCase()),
  ),
  upper: native(
    'toupper',
    'string',
    eachCharacter((character) => character.toUpperCase()),
  ),
};

/** SQLite's own functions know the letters a to z alone, and are much faster: they do where a text has no others. */
const cased = (change: 'lower' | 'upper') => (call: Call) => {
  const value = call.as('string', 0);
  const ours = callOf(cases[change], value);
  if (typeof value.constant === 'string' || !isShort(value)) return ours;
  const quick = sql`${raw(change)}(${value})`;
  return typed('string', sql`CASE WHEN length(${value}) = octet_length(${value}) THEN ${quick} ELSE ${ours} END`);
};

const characters = (text: string): readonly string[] => Array.from(text);

/** From a place on (a negative one counts from the end), in characters. */
function substring(text: string, start: number, length?: number): string {
  const all = characters(text);
  const from = start < 0 ? Math.max(0, all.length + start) : start;
  return all.slice(from, length === undefined ? undefined : from + Math.max(0, length)).join('');
}

/** The place of a text in another one, in characters; -1 where it is not. */
function indexOf(text: string, wanted: string, start = 0, length = -1, occurrence = 1): number | null {
  if (occurrence < 1 || length < -1) return null;
  const all = characters(text);
  const from = start < 0 ? Math.max(0, all.length + start) : start;
  if (from > all.length) return -1;
  const part = all.slice(from, length < 0 ? undefined : from + length).join('');
  let at = -1;
  for (let found = 0; found < occurrence; found++) {
    at = part.indexOf(wanted, at + 1);
    if (at < 0) return -1;
  }
  return from + characters(part.slice(0, at)).length;
}

/** Where it occurs, an occurrence may begin within another one. */
function occurrences(text: string, wanted: string): number {
  if (wanted === '') return 0;
  let count = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) count++;
  return count;
}

const countOf = native('countof', 'long', occurrences);

function split(text: string, delimiter: string, wanted?: number): string {
  const parts = delimiter === '' ? [text] : text.split(delimiter);
  if (wanted === undefined) return JSON.stringify(parts);
  const part = parts.at(wanted);
  return JSON.stringify(part === undefined || wanted < 0 ? [] : [part]);
}

const joinedList = (delimiter: string) => (json: string) => {
  const value = fromJson(json);
  return isArray(value) ? value.map(plainText).join(delimiter) : '';
};

/** Strings between which there is none. */
const strcat = (call: Call) => {
  const parts = call.all().map(asString);
  const constants = parts.map(({ constant }) => constant);
  if (constants.every((constant) => typeof constant === 'string')) return known('string', constants.join(''));
  return typed(
    'string',
    parts.reduce((all, part, at) => (at === 0 ? part : sql`${all} || ${part}`), sql``),
  );
};

const bytesOf = (text: string): Buffer => Buffer.from(fromQueried(text), 'utf8');

/** The text of bytes, or nothing where they are none. */
function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '';
  }
}

function base64Decoded(text: string): string {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0 ? textOfBytes(Buffer.from(text, 'base64')) : '';
}

function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const urlEncoded = (text: string): string =>
  Array.from(bytesOf(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');

const kinds = ['normal', 'regex'];

export const stringFunctions: Makers = {
  tolower: cased('lower'),
  toupper: cased('upper'),
  strlen: (call) => typed('long', sql`length(${call.as('string', 0)})`),
  string_size: (call) => typed('long', sql`octet_length(${call.as('string', 0)})`),
  strcat: (call) => {
    const all = strcat(call);
    return all.constant === undefined ? { ...all, sql: `(${all.sql})` } : all;
  },
  strcat_delim: plain('strcat_delim', ['string', 'string…'], 'string', (delimiter: string, ...parts: string[]) =>
    parts.join(delimiter),
  ),
  strcat_array: plain('strcat_array', ['dynamic', 'string'], 'string', (json: string, delimiter: string) =>
    joinedList(delimiter)(json),
  ),
  strrep: plain('strrep', ['string', 'long', 'string?'], 'string', (text: string, times: number, delimiter = '') =>
    Array.from({ length: Math.max(0, Math.min(times, 1024)) }, () => text).join(delimiter),
  ),
  substring: plain('substring', ['string', 'long', 'long?'], 'string', substring),
  indexof: plain('indexof', ['string', 'string', 'long?', 'long?', 'long?'], 'long', indexOf),
  countof: (call) => {
    const wanted = call.as('string', 1);
    if (!call.has(2) || call.word(2, kinds) === 'normal') return callOf(countOf, call.as('string', 0), wanted);
    checkPattern(wanted, call.nodeAt(1));
    return callOf(countOfPattern, call.as('string', 0), wanted);
  },
  split: plain('split', ['string', 'string', 'long?'], 'dynamic', split),
  replace_string: plain(
    'replace_string',
    ['string', 'string', 'string'],
    'string',
    (text: string, old: string, next: string) => (old === '' ? text : text.split(old).join(next)),
  ),
  reverse: plain('reverse', ['string'], 'string', (text: string) => characters(text).toReversed().join('')),
  base64_encode_tostring: plain('base64_encode', ['string'], 'string', (text: string) =>
    bytesOf(text).toString('base64'),
  ),
  base64_decode_tostring: plain('base64_decode', ['string'], 'string', base64Decoded),
  url_encode: plain('url_encode', ['string'], 'string', (text: string) => urlEncoded(text).replaceAll('%20', '+')),
  url_encode_component: plain('url_encode_component', ['string'], 'string', urlEncoded),
  url_decode: plain('url_decode', ['string'], 'string', urlDecoded),
};
