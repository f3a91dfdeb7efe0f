import type { Collector } from './collector.ts';
import { createDaemonsCollector } from './daemons/index.ts';
import { createFilesCollector } from './files/index.ts';
import { createMachineCollector } from './machine/index.ts';
import { createRegistryCollector } from './registry/index.ts';
import { createServicesCollector } from './services/index.ts';
import { createSoftwareCollector } from './software/index.ts';
import { collectedTypes } from './types.ts';

/** Every collector of this platform. `workerFile`: the bundled worker of the Files collector. */
export function createCollectors({ workerFile }: { readonly workerFile: URL }): readonly Collector[] {
  return [
    createFilesCollector({ workerFile }),
    createRegistryCollector(),
    createSoftwareCollector(),
    createServicesCollector(),
    createDaemonsCollector(),
    createMachineCollector(),
  ].filter(({ type }) => collectedTypes.includes(type));
}
