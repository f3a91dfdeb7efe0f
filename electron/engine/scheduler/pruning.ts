import type { Settings } from '../../shared/model/settings.ts';
import type { WriteStore } from '../store/interface.ts';

/** How soon after the start, and how often, what retention says is let go (milliseconds). */
const first = 60_000;
const every = 3600_000;

/** Lets go, once an hour, what the settings' retention and the quota of content say. */
export function startPruning(store: WriteStore, settings: () => Settings): { readonly stop: () => void } {
  const prune = () => {
    const { retention, limits } = settings();
    try {
      store.prune({ days: retention.days, contentTotal: limits.contentTotal, now: new Date().toISOString() });
    } catch {
      // Even letting go needs room on the disk: it is tried again, and the collections tell of what fails.
    }
  };
  const soon = setTimeout(prune, first);
  const timer = setInterval(prune, every);
  soon.unref();
  timer.unref();
  return {
    stop: () => {
      clearTimeout(soon);
      clearInterval(timer);
    },
  };
}
