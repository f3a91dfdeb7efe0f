import type { FieldDefinition } from './fields.ts';
import { formatBytes, formatCount, formatMode } from './format.ts';
import type { FieldValue } from './item.ts';

/** What people call a file's kinds. */
export const fileKinds: Readonly<Record<string, string>> = {
  file: 'file',
  directory: 'directory',
  link: 'link',
  fifo: 'named pipe',
  socket: 'socket',
  characterDevice: 'character device',
  blockDevice: 'block device',
};

/** What became of a file's content. */
const contentStates: Readonly<Record<string, string>> = {
  kept: 'kept',
  secret: 'not kept: it may hold secrets',
  tooLarge: 'not kept: larger than the settings allow',
  off: 'not kept: switched off for this item',
  none: 'has none',
};

const methods: Readonly<Record<string, string>> = { sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5' };

/** `sha256:ab…` as `SHA-256 ab…`: a checksum says nothing without its method. */
export function hashWords(value: string): string {
  const colon = value.indexOf(':');
  const method = methods[value.slice(0, Math.max(0, colon))];
  return method === undefined ? value : `${method} ${value.slice(colon + 1)}`;
}

/**
 * A field's value in words, but for times, which are said relative to the reader. Empty for
 * what the thing does not have; a list keeps its lines. The text is the machine's own:
 * the caller makes it printable.
 */
export function valueWords(
  field: Pick<FieldDefinition, 'kind'> & { readonly name?: string },
  value: FieldValue,
): string {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (field.kind === 'mode') return formatMode(value);
  if (typeof value === 'number') return field.kind === 'bytes' ? formatBytes(value) : formatCount(value);
  if (field.kind === 'hash') return hashWords(value);
  if (field.name === 'kind') return fileKinds[value] ?? value;
  return field.name === 'content' ? (contentStates[value] ?? value) : value;
}
