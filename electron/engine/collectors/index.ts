import type { FolderListener } from '../watched-folders.ts';
import type { Collector } from './collector.ts';
import { createDaemonsCollector } from './daemons/index.ts';
import { createFilesCollector } from './files/index.ts';
import { createMachineCollector } from './machine/index.ts';
import { createRegistryCollector } from './registry/index.ts';
import { createServicesCollector } from './services/index.ts';
import { createSoftwareCollector } from './software/index.ts';
import { collectedTypes } from './types.ts';

export interface CollectorsOptions {
  /** The bundled worker of the Files collector. */
  readonly workerFile: URL;
  /** Hears which folders are watched for tracked files. */
  readonly folders?: FolderListener;
}

/** Every collector of this platform. */
export function createCollectors(options: CollectorsOptions): readonly Collector[] {
  return [
    createFilesCollector(options),
    createRegistryCollector(),
    createSoftwareCollector(),
    createServicesCollector(),
    createDaemonsCollector(),
    createMachineCollector(),
  ].filter(({ type }) => collectedTypes.includes(type));
}
