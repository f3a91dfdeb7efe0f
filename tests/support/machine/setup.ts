import { whyNoMachine } from './able.ts';
import { machineRoot } from './root.ts';

/** Makes the machines' root before the first of them, so that not each that boots first makes one. */
export async function setup(): Promise<void> {
  if (whyNoMachine() === undefined) await machineRoot();
}
