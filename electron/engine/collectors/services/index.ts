import type { Settings } from '../../../shared/model/settings.ts';
import type { Collection, Collector, CollectRequest, Watch, WatchRequest } from '../collector.ts';
import { collectServices, type Moving } from './collect.ts';
import { watchServices } from './watch.ts';

/** Windows services, as the service control manager tells of them. */
export function createServicesCollector(): Collector {
  return new ServicesCollector();
}

class ServicesCollector implements Collector {
  readonly type = 'WindowsServices';
  readonly #moving: Moving = new Map();

  enabled(settings: Settings): boolean {
    return settings.tracking.services.enabled;
  }

  async collect(request: CollectRequest): Promise<Collection> {
    request.signal.throwIfAborted();
    return collectServices(request, this.#moving);
  }

  async watch(request: WatchRequest): Promise<Watch> {
    return watchServices(request);
  }
}
