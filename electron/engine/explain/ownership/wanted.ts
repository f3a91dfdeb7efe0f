import { hashPath } from './path-hash.ts';

/** A path that is looked for, as bytes. */
interface Sought<T> {
  readonly bytes: Uint8Array;
  readonly high: number;
  readonly of: T[];
}

/** Bits of a hash that are looked at first: nearly every path of a machine is none of those looked for. */
const filterBits = 16;
const filterMask = 2 ** filterBits - 1;

/** Paths that are looked for among a machine's hundreds of thousands, each with what it is looked for on behalf of. */
export class Wanted<T> {
  readonly #filter = new Uint32Array(2 ** filterBits / 32);
  readonly #byLow = new Map<number, Sought<T>[]>();
  readonly #pair = new Uint32Array(2);

  add(bytes: Uint8Array, of: T): void {
    const known = this.find(bytes, 0, bytes.length);
    if (known !== undefined) {
      known.push(of);
      return;
    }
    hashPath(bytes, 0, bytes.length, this.#pair, 0);
    const [high = 0, low = 0] = this.#pair;
    this.#filter[(low & filterMask) >>> 5] = (this.#filter[(low & filterMask) >>> 5] ?? 0) | (1 << (low & 31));
    const list = this.#byLow.get(low);
    if (list === undefined) this.#byLow.set(low, [{ bytes, high, of: [of] }]);
    else list.push({ bytes, high, of: [of] });
  }

  /** Hands over what is looked for on behalf of each path that one of these hashes is of. */
  scan(hashes: Uint32Array, found: (bytes: Uint8Array, of: readonly T[]) => void): void {
    for (let at = 0; at < hashes.length; at += 2) {
      const low = hashes[at + 1] ?? 0;
      if (((this.#filter[(low & filterMask) >>> 5] ?? 0) & (1 << (low & 31))) === 0) continue;
      for (const each of this.#byLow.get(low) ?? []) if (each.high === hashes[at]) found(each.bytes, each.of);
    }
  }

  /** What a path, given as bytes from `from` up to `to`, is looked for on behalf of. */
  find(bytes: Uint8Array, from: number, to: number): T[] | undefined {
    hashPath(bytes, from, to, this.#pair, 0);
    const [high = 0, low = 0] = this.#pair;
    const same = this.#byLow.get(low)?.find((each) => each.high === high && equal(each.bytes, bytes, from, to));
    return same?.of;
  }
}

function equal(one: Uint8Array, other: Uint8Array, from: number, to: number): boolean {
  if (one.length !== to - from) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[from + at]) return false;
  return true;
}
