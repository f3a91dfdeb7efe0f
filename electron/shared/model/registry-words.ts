import type { Change } from './change.ts';
import { formatBytes } from './format.ts';
import type { Fields, FieldValue } from './item.ts';

/** Longer data is told by its size. */
const longest = 80;

const texts = new Set(['REG_SZ', 'REG_EXPAND_SZ', 'REG_LINK']);
const numbers = new Set(['REG_DWORD', 'REG_DWORD_BIG_ENDIAN', 'REG_QWORD']);

/** A value's data on one line, where it is short enough to be read there. */
function shortData(fields: Fields | null): string | undefined {
  const { data, valueType } = fields ?? {};
  if (typeof data !== 'string' || data.length > longest) return undefined;
  if (numbers.has(String(valueType))) return data;
  if (texts.has(String(valueType))) {
    if (data === '') return 'empty';
    return data.startsWith('"') ? data : `“${data}”`;
  }
  return undefined;
}

const lines = (data: FieldValue | undefined) => (typeof data === 'string' && data !== '' ? data.split('\n') : []);

/** What became of the entries of a list: `1 entry added, 2 removed`; `order changed` where they are the same ones. */
function listWords(before: FieldValue | undefined, after: FieldValue | undefined): string {
  const [was, is] = [lines(before), lines(after)];
  const left = [...was];
  let added = 0;
  for (const line of is) {
    const at = left.indexOf(line);
    if (at < 0) added += 1;
    else left.splice(at, 1);
  }
  if (added === 0 && left.length === 0) return 'order of the entries changed';
  const counted = (count: number) => `${count} ${count === 1 ? 'entry' : 'entries'}`;
  if (left.length === 0) return `${counted(added)} added`;
  return added === 0 ? `${counted(left.length)} removed` : `${counted(added)} added, ${left.length} removed`;
}

function dataWords(before: Fields | null, after: Fields | null): string {
  const [was, is] = [shortData(before), shortData(after)];
  // The same text in other bytes, as without the NUL at its end.
  if (was !== undefined && is !== undefined && was !== is) return `${was} → ${is}`;
  const isList = [before, after].every((fields) => fields?.valueType === 'REG_MULTI_SZ' && fields.data !== null);
  if (before?.data === after?.data && before?.data !== null) return 'data changed in its bytes alone';
  if (isList) return listWords(before?.data, after?.data);
  const sizes = [before?.size, after?.size];
  const [from, to] = sizes.map((size) => (typeof size === 'number' ? formatBytes(size) : undefined));
  return from !== undefined && to !== undefined && from !== to ? `data changed, ${from} → ${to}` : 'data changed';
}

/** The parts of the sentence that says what became of a value that is still there. */
export function registryParts({ fieldsChanged, before, after }: Change): readonly string[] {
  const type = fieldsChanged.includes('valueType')
    ? [`type ${before?.valueType ?? 'none'} → ${after?.valueType ?? 'none'}`]
    : [];
  const data = fieldsChanged.includes('data') || fieldsChanged.includes('checksum') ? [dataWords(before, after)] : [];
  return [...data, ...type];
}

/** What came, or what went: a value with its data, or a key. */
export function registryThing(fields: Fields | null, how: 'new' | 'removed'): string {
  const thing = fields?.kind === 'key' ? 'key' : 'value';
  const data = shortData(fields);
  if (how === 'new') return data === undefined ? `new ${thing}` : `new ${thing}: ${data}`;
  return data === undefined ? `${thing} removed` : `${thing} removed, was ${data}`;
}
