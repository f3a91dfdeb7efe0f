import { joinSessionBus } from '../session-bus.ts';
import { sources } from './sources.ts';

/** Signals that come together are one look (milliseconds). */
const gathered = 50;

/**
 * Follows whether the desktop is set not to disturb, on Linux; `told` hears it when it changes. Windows (Focus Assist)
 * and macOS (Focus) hold notifications back themselves and keep them in their centre, and neither tells an application:
 * there nothing is held here. Returns what ends it.
 */
export function followDoNotDisturb(told: (active: boolean) => void): () => void {
  if (process.platform !== 'linux') return () => undefined;
  let ended = false;
  let close: () => void = () => undefined;
  void follow(told, () => ended).then((end) => {
    close = end;
    if (ended) close();
  });
  return () => {
    ended = true;
    close();
  };
}

async function follow(told: (active: boolean) => void, ended: () => boolean): Promise<() => void> {
  const bus = await joinSessionBus();
  if (!bus) return () => undefined;
  let active = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const said = await Promise.all(sources.map((source) => source.read(bus)));
    if (ended()) return;
    const now = said.includes(true);
    if (now === active) return;
    active = now;
    told(active);
  };
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void look();
    }, gathered);
  };
  const rules = new Set(sources.flatMap((source) => source.rules));
  // Another notification service takes over, or the same one begins anew: what it was set to is gone
  rules.add("type='signal',member='NameOwnerChanged',arg0='org.freedesktop.Notifications'");
  for (const rule of rules) await bus.hear(rule, soon);
  await look();
  return () => {
    clearTimeout(timer);
    bus.close();
  };
}
