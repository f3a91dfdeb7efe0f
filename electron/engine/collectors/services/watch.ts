import type { Settings } from '../../../shared/model/settings.ts';
import type { Watch, WatchRequest } from '../collector.ts';
import { ConfiguredServices } from './configured.ts';
import { copiesName, isCopy, keyOf } from './items.ts';
import { ServiceManager } from './manager.ts';
import { StatusNotices } from './notices.ts';
import { manager as managerName, notWatched } from './problems.ts';
import type { ServiceStatus } from './structures.ts';
import { serviceTypes } from './words.ts';

/**
 * Watches services: their states by what the service control manager tells, and how they are configured by their
 * registry keys. Throws a Win32Error where the manager can't be asked.
 */
export function watchServices(request: WatchRequest): Watch {
  const manager = ServiceManager.open();
  const lost = new Set<string>();
  const failed = (error: Error, name?: string) => {
    // Once for all services, or for each of them.
    if (lost.has(name ?? '')) return;
    lost.add(name ?? '');
    request.gap('watchFailed', name ?? managerName);
    request.problem(notWatched(name, error.message, request.settings.frequencies.services));
  };
  const look = (name: string) => {
    request.hint(keyOf(name));
    // The registry doesn't tell copies for users from others with such a name.
    const shared = copiesName(name);
    if (request.settings.tracking.services.perUser && shared !== name) request.hint(keyOf(shared));
  };
  const notices = new StatusNotices(manager, look, failed);
  let configured: ConfiguredServices | undefined;
  try {
    configured = new ConfiguredServices((names) => {
      // Windows deletes a service when the last handle of it is closed; where it stays it is listened to again.
      for (const name of names) notices.forget(name);
      listen();
      for (const name of names) look(name);
    }, failed);
    listen();
  } catch (error) {
    notices.close();
    manager.close();
    void configured?.close();
    throw error;
  }

  function listen(): void {
    try {
      notices.listen(toListenTo(manager, request.settings));
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  return {
    watched: () => notices.watched + (configured?.watched ?? 0),
    close: async () => {
      notices.close();
      await configured?.close();
      manager.close();
    },
  };
}

function toListenTo(manager: ServiceManager, { tracking }: Settings): readonly ServiceStatus[] {
  return manager.statuses(serviceTypes.win32).filter((each) => tracking.services.perUser || !isCopy(each));
}
