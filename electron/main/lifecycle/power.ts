import { powerMonitor } from 'electron';
import type { EngineHost } from '../engine-host/engine-host.ts';

/** Tells the engine when the machine slept: it looks at everything again, and records the gap. */
export function setupPower(engine: EngineHost, log: (line: string) => void): void {
  let asleepSince: Date | undefined;
  powerMonitor.on('suspend', () => {
    asleepSince = new Date();
  });
  powerMonitor.on('resume', () => {
    const from = (asleepSince ?? new Date()).toISOString();
    asleepSince = undefined;
    engine.request('tracking.slept', { from }).catch((error: unknown) => log(`After sleep: ${String(error)}`));
  });
}
