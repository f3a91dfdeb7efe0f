import { afterAll, beforeAll, describe } from 'vitest';
import { whyNoMachine } from './able.ts';
import { Machine } from './machine.ts';

const reason = whyNoMachine();

/**
 * A suite with a machine of its own, which `booted` gives to its tests. Where no
 * machine can be booted it is skipped, and its name says why.
 */
export function onMachine(name: string, tests: (booted: () => Machine) => void): void {
  if (reason !== undefined) process.stderr.write(`Skipped: ${name}: ${reason}.\n`);
  describe.runIf(reason === undefined)(reason === undefined ? name : `${name} (skipped: ${reason})`, () => {
    let machine: Machine | undefined;
    beforeAll(async () => {
      machine = await Machine.boot();
    }, 120_000);
    afterAll(() => machine?.end());
    tests(() => {
      if (machine === undefined) throw new Error('The machine is booted before the first test, not before.');
      return machine;
    });
  });
}
