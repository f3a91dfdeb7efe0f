import { aggregateFunctions } from './aggregates.ts';
import { bagFunctions } from './bags.ts';
import type { Maker, Makers } from './call.ts';
import { generalFunctions } from './general.ts';
import { hashFunctions } from './hashes.ts';
import { listFunctions } from './lists.ts';
import { numberFunctions } from './numbers.ts';
import { parserFunctions } from './parsers.ts';
import { patternFunctions } from './patterns.ts';
import { stringFunctions } from './strings.ts';
import { timeFunctions } from './times.ts';
import { windowFunctions } from './windows.ts';

/** Every scalar function that is supported, by its name. */
export const scalarFunctions: Makers = {
  ...generalFunctions,
  ...stringFunctions,
  ...patternFunctions,
  ...numberFunctions,
  ...timeFunctions,
  ...listFunctions,
  ...bagFunctions,
  ...parserFunctions,
  ...hashFunctions,
  ...windowFunctions,
};

/** Names that the language has given up, and what it calls these functions now. */
const oldNames: Readonly<Record<string, string>> = {
  array_strcat: 'strcat_array',
  arraylength: 'array_length',
  base64_decodestring: 'base64_decode_tostring',
  base64_encodestring: 'base64_encode_tostring',
  columnifexists: 'column_ifexists',
  datepart: 'datetime_part',
  extractall: 'extract_all',
  makelist: 'make_list',
  makeset: 'make_set',
  notempty: 'isnotempty',
  notnull: 'isnotnull',
  pack_dictionary: 'bag_pack',
  parsejson: 'parse_json',
  parseurl: 'parse_url',
  parseurlquery: 'parse_urlquery',
  todynamic: 'parse_json',
  toobject: 'parse_json',
  totime: 'totimespan',
};

/** The functions that aggregate, by their names: `arg_max` and `arg_min` choose rows, and are summarize's own. */
export { aggregateFunctions };

/** Functions that people may well look for here, and why they are not supported. */
const refusals: Readonly<Record<string, string>> = {
  isnan: 'isnan() is not supported here: what is not a number is held as a null, which isnull() finds.',
  rand: 'rand() is not supported here: a question is to have one answer.',
  new_guid: 'new_guid() is not supported here: a question is to have one answer.',
  hash: 'hash() is not supported here; hash_md5(), hash_sha1() and hash_sha256() of strings are.',
  arg_max: 'arg_max() can only stand by itself in a summarize here.',
  arg_min: 'arg_min() can only stand by itself in a summarize here.',
  percentiles: 'percentiles() can only stand by itself in a summarize here.',
  todecimal: 'The type decimal is not supported here; use real.',
  toguid: 'toguid() is not supported here: guids are held as strings.',
};

/** Why a function is refused, in one sentence. */
export const refusalOf = (name: string): string =>
  (Object.hasOwn(refusals, name) ? refusals[name] : undefined) ?? `The function ${name}() is not supported here.`;

function own(makers: Makers, name: string): Maker | undefined {
  return Object.hasOwn(makers, name) ? makers[name] : undefined;
}

/** How a function is translated; `undefined` for one that is not supported. */
export function makerOf(name: string): Maker | undefined {
  const current = Object.hasOwn(oldNames, name) ? (oldNames[name] ?? name) : name;
  return own(scalarFunctions, current) ?? own(aggregateFunctions, current);
}

export const formerNames = Object.keys(oldNames);
