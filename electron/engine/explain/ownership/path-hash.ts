/**
 * Puts 64 bits of a path's bytes (those from `from` up to `to`) into two places of a list: twice FNV-1a, with different
 * multipliers, each stirred as MurmurHash3 does at its end. Paths are told apart by it, not guarded: whoever relies on a
 * match makes sure of it in the package's own list.
 */
export function hashPath(bytes: Uint8Array, from: number, to: number, into: Uint32Array, at: number): void {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let each = from; each < to; each++) {
    const byte = bytes[each] ?? 0;
    high = Math.imul(high ^ byte, 0x01000193);
    low = Math.imul(low ^ byte, 0x5bd1e995);
  }
  into[at] = stir(high);
  into[at + 1] = stir(low);
}

function stir(half: number): number {
  let bits = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Hashes of paths, as they are read: eight bytes each, and no garbage. */
export class HashList {
  #pairs = new Uint32Array(1024);
  #length = 0;

  add(bytes: Uint8Array, from: number, to: number): void {
    if (this.#length === this.#pairs.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#pairs);
      this.#pairs = larger;
    }
    hashPath(bytes, from, to, this.#pairs, this.#length);
    this.#length += 2;
  }

  /** What was added, in a list of just its size; nothing is left for the next one. */
  take(): Uint32Array {
    const taken = this.#pairs.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

export function sameHashes(one: Uint32Array, other: Uint32Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
