import { z } from 'zod';

/** Sixteen bytes of both sides at one place, in hexadecimal; shorter or empty behind a side's end. */
export const byteLineSchema = z.object({ offset: z.number().int(), before: z.string(), after: z.string() });
export type ByteLine = Readonly<z.infer<typeof byteLineSchema>>;

/** Where two contents differ first, with a few lines around that place. */
export const byteDifferenceSchema = z.object({ offset: z.number().int(), lines: z.array(byteLineSchema) });
export type ByteDifference = Readonly<z.infer<typeof byteDifferenceSchema>>;

/** How many bytes stand in a line. */
export const bytesInLine = 16;

/** The bytes of a line's side, two digits each: `7f`, `45`. */
export const bytePairs = (hex: string): readonly string[] => hex.match(/../g) ?? [];

/** Bytes as the characters of ASCII that they are; a dot for one that shows nothing. */
export function byteText(pairs: readonly string[]): string {
  return pairs
    .map((pair) => Number.parseInt(pair, 16))
    .map((code) => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.'))
    .join('');
}

/** A place in a content: eight digits of hexadecimal or more. */
export const byteOffset = (offset: number) => offset.toString(16).padStart(8, '0');
