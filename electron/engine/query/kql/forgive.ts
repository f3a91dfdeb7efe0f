import { parseRegistryKey } from '../../../shared/model/registry-key.ts';
import type { Spelling } from './plan.ts';

/** How a text is compared with a column: as the whole of a value, as how one begins, or as a part of one. */
export type Comparison = 'whole' | 'start' | 'part';

const single = (text: string) => text.replace(/\\{2,}/g, '\\');

/** A key by its canonical name, where the text begins with a hive in any of its spellings. */
function registryKey(text: string, comparison: Comparison): string {
  const read = single(text.trimStart());
  const parsed = parseRegistryKey(read);
  if (!parsed.ok) return read;
  return comparison !== 'whole' && read.endsWith('\\') ? `${parsed.key}\\` : parsed.key;
}

function hive(text: string): string {
  const parsed = parseRegistryKey(text);
  return parsed.ok && parsed.path === '' ? parsed.hive : text.trim();
}

/** A path without blanks before it, with single backslashes; a share's name begins with two. */
function path(text: string, comparison: Comparison): string {
  const read = text.replace(/^\s+(?=[A-Za-z]:|[\\/%])/, '');
  const isShare = comparison !== 'part' && /^\\\\/.test(read);
  return isShare ? `\\${single(read)}` : single(read);
}

/**
 * A text that a query compares with a column of registry keys, hives or paths, as the column would spell it: a stray
 * blank before it is left out, doubled backslashes are single ones, and a hive's short name is its long one. Case is
 * forgiven by comparing without it. Only comparisons that are not about case by their very name (`_cs`) are forgiven.
 */
export function forgive(spelling: Spelling, text: string, comparison: Comparison): string {
  if (spelling === 'hive') return hive(text);
  return spelling === 'registryKey' ? registryKey(text, comparison) : path(text, comparison);
}
