import { percentile } from './words.ts';

/** How often each is asked; the median counts. */
export const times = 15;

/** The median of so many runs (ms), after one that warms the files up. */
export async function median(run: () => unknown): Promise<number> {
  await run();
  const took: number[] = [];
  for (let at = 0; at < times; at++) {
    const began = performance.now();
    await run();
    took.push(performance.now() - began);
  }
  return percentile(took, 0.5);
}
