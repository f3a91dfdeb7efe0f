import { whyNoWine } from './able.ts';
import { prefixTemplate } from './prefix.ts';
import { windowsRuntime } from './runtime.ts';

/** Makes Wine's first Windows and fetches Windows' Node before the first test needs them, so that this is done once. */
export async function setup(): Promise<void> {
  if (whyNoWine() !== undefined) return;
  await prefixTemplate();
  await windowsRuntime();
}
