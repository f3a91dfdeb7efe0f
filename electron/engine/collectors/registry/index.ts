import type { Settings } from '../../../shared/model/settings.ts';
import type { Collection, Collector, CollectRequest, Watch, WatchRequest } from '../collector.ts';
import { collectRegistry } from './collect.ts';
import { parseTracked, type Spec } from './spec.ts';
import { watchRegistry } from './watch.ts';

/** Collects registry keys and their values, through Windows' own calls. */
export function createRegistryCollector(): Collector {
  return new RegistryCollector();
}

class RegistryCollector implements Collector {
  readonly type = 'Registry';
  /** How many items there were after the last collection. */
  #total = 0;

  enabled(settings: Settings): boolean {
    return settings.tracking.registry.some((each) => each.enabled);
  }

  async collect(request: CollectRequest): Promise<Collection> {
    request.signal.throwIfAborted();
    const { collection, total } = await collectRegistry(request, specsOf(request.settings), this.#total);
    this.#total = total;
    return collection;
  }

  async watch(request: WatchRequest): Promise<Watch> {
    return watchRegistry(request, specsOf(request.settings));
  }
}

function specsOf({ tracking }: Settings): readonly Spec[] {
  return tracking.registry.filter((each) => each.enabled).flatMap((each) => parseTracked(each) ?? []);
}
