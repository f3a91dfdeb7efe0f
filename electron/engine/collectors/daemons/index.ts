import type { Collector, Known, Observed } from '../collector.ts';
import { isAskedFor } from '../types.ts';
import { bringTogether } from './bring-together.ts';
import { FileHashes } from './file-hashes.ts';
import { type DaemonsOptions, withDefaults } from './options.ts';
import { readParts } from './parts.ts';
import type { SystemdMemory } from './systemd-memory.ts';
import { watchDaemons } from './watch.ts';

/** Services and daemons: systemd's units, those of users' managers, and scripts of OpenRC or System V. */
export function createDaemonsCollector(given: DaemonsOptions = {}): Collector {
  const options = withDefaults(given);
  const memory = { managers: new Map<string, SystemdMemory>(), users: new Set<string>(), hashes: new FileHashes() };
  // A look at single units can't tell which ones lie beyond the limit: it adds none while there are such.
  let overLimit = false;
  return {
    type: 'Daemons',
    enabled: (settings) => isAskedFor(settings, 'Daemons'),
    collect: async (request) => {
      const collection = bringTogether(await readParts(options, request, memory), request);
      if (request.scope.kind === 'all') overLimit = collection.problems.some((each) => each.kind === 'limit');
      else if (overLimit) return { ...collection, observed: onlyKnown(collection.observed, request.known) };
      return collection;
    },
    watch: (request) => watchDaemons(options, request, memory.managers),
  };
}

const onlyKnown = (observed: readonly Observed[], known: ReadonlyMap<string, Known>) =>
  observed.filter((each) => known.has(each.item.key));
