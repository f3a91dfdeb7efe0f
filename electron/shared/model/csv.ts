import type { KqlCell } from '../contract/kql.ts';

/**
 * A value as a field of RFC 4180: in quotes where it holds the separator, a quote or a line end; nothing for `null`.
 * What a spreadsheet might take for a formula (`=…`, `+…`) is left as it is: with a mark before it a path or a value
 * would no longer be what the machine holds, and programs read these files too.
 */
export function csvField(value: KqlCell | undefined, separator = ','): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Values as one record, with its line end. */
export function csvLine(values: readonly (KqlCell | undefined)[], separator = ','): string {
  return `${values.map((value) => csvField(value, separator)).join(separator)}\r\n`;
}
