import { Filled } from '../../electron/engine/collectors/win32/pointed.ts';

/** Where in the memory of a made-up call the answer lies. */
const base = 0x7ffe_0000_1000n;

type Part =
  | { readonly uint32: number }
  /** The address of bytes that lie behind the structures; `null` for no address. */
  | { readonly to: Part[] | Buffer | null };

export const uint32 = (value: number): Part => ({ uint32: value >>> 0 });
export const to = (target: Part[] | Buffer | null): Part => ({ to: target });
/** A text ended by a NUL, as structures point to it. */
export const text = (value: string): Part => to(Buffer.from(`${value}\0`, 'utf16le'));
/** Texts one after the other, ended by an empty one. */
export const texts = (...values: readonly string[]): Part => text(values.map((each) => `${each}\0`).join(''));

/**
 * Lays structures out as 64-bit Windows does: numbers of 4 bytes, addresses of 8 at a multiple of 8, what they lead
 * to behind all of it.
 */
export function filled(parts: readonly Part[], size: number): Filled {
  const bytes = Buffer.alloc(size);
  let end = 0;
  const place = (placed: readonly Part[]): number => {
    const lengths = placed.reduce((sum, part) => ('uint32' in part ? sum + 4 : Math.ceil(sum / 8) * 8 + 8), 0);
    const start = end;
    end = Math.ceil((start + lengths) / 8) * 8;
    let at = start;
    for (const part of placed) {
      if ('uint32' in part) {
        bytes.writeUInt32LE(part.uint32, at);
        at += 4;
        continue;
      }
      at = Math.ceil(at / 8) * 8;
      if (part.to !== null) bytes.writeBigUInt64LE(base + BigInt(lay(part.to)), at);
      at += 8;
    }
    return start;
  };
  const lay = (target: Part[] | Buffer): number => {
    if (!Buffer.isBuffer(target)) return place(target);
    const start = end;
    target.copy(bytes, start);
    end = Math.ceil((start + target.length) / 8) * 8;
    return start;
  };
  place(parts);
  return new Filled(bytes, base);
}
