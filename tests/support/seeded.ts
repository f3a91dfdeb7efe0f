/** Numbers from 0 to 1 that follow from a seed: a linear congruential generator with the constants of drand48(3). */
export function seeded(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 0x5deece66dn + 11n) % (1n << 48n);
    return Number(state >> 16n) / 2 ** 32;
  };
}
