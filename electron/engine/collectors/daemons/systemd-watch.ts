import { z } from 'zod';
import type { Watch, WatchRequest } from '../collector.ts';
import { Bus, type BusSignal } from './bus.ts';
import type { SystemdOptions } from './systemd.ts';
import { SystemdApi, unitOfPath } from './systemd-api.ts';
import { News } from './systemd-news.ts';
import { inFlux, isLastingService } from './words.ts';

const manager = 'org.freedesktop.systemd1';
const fromManager = `type='signal',sender='${manager}',interface='${manager}.Manager'`;

/**
 * What is listened to. UnitNew and UnitRemoved are left out on purpose: reading a
 * unit that is not in memory causes both, so that each collection would hint at the next one.
 * PropertiesChanged tells of what happens without a job: a crash, an end.
 */
const rules = [
  `${fromManager},member='JobRemoved'`,
  `${fromManager},member='UnitFilesChanged'`,
  `${fromManager},member='Reloading'`,
  `type='signal',sender='${manager}',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',` +
    `path_namespace='/org/freedesktop/systemd1/unit',arg0='${manager}.Unit'`,
  `type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${manager}'`,
];

/** Milliseconds before the first, and at most before any, attempt to connect again. */
const firstWait = 500;
const longestWait = 60_000;
/**
 * Milliseconds that a change of unit files waits for the reload that systemctl asks
 * for after it: between the two, what systemd says of a unit is half old and half new.
 */
const reloadWait = 500;

const jobRemovedSchema = z.tuple([z.number(), z.string(), z.string(), z.string()]);
const reloadingSchema = z.tuple([z.boolean()]);
const ownerSchema = z.tuple([z.string(), z.string(), z.string()]);
const changedSchema = z
  .tuple([z.string(), z.object({ ActiveState: z.object({ value: z.string() }).optional() })])
  .rest(z.unknown());

/** What a signal says to look at: an item's key, everything (''), or nothing. */
export function hintOf(signal: BusSignal): string | undefined {
  switch (signal.member) {
    case 'UnitFilesChanged':
      return '';
    case 'Reloading':
      // `true` is its beginning.
      return reloadingSchema.safeParse(signal.body).data?.[0] === false ? '' : undefined;
    case 'NameOwnerChanged': {
      // systemd is on the bus again, after it executed itself anew.
      const owner = ownerSchema.safeParse(signal.body).data;
      return owner?.[0] === manager && owner[2] !== '' ? '' : undefined;
    }
    case 'JobRemoved':
      return keyOf(jobRemovedSchema.safeParse(signal.body).data?.[2]);
    case 'PropertiesChanged': {
      const active = changedSchema.safeParse(signal.body).data?.[1].ActiveState?.value;
      // On its way: the signal of its arrival follows.
      if (active === undefined || inFlux({ active, job: 0 })) return undefined;
      return keyOf(unitOfPath(signal.path));
    }
    default:
      return undefined;
  }
}

const keyOf = (unit: string | undefined) =>
  unit !== undefined && isLastingService(unit) ? `systemd:${unit}` : undefined;

/**
 * Listens to systemd's signals. When the bus is lost, that is a gap and a problem,
 * and it is connected to again, each time after a longer wait; then everything is
 * looked at once.
 */
export async function watchSystemd(options: Required<SystemdOptions>, request: WatchRequest): Promise<Watch> {
  let bus: Bus | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wait = firstWait;
  let closed = false;
  let filesChanged: NodeJS.Timeout | undefined;

  async function arm(): Promise<void> {
    const connected = await Bus.connect(options.busAddress, options.timeLimit);
    if (closed) {
      connected.close();
      return;
    }
    bus = connected;
    const api = new SystemdApi(connected);
    const news = new News();
    connected.onSignal((signal) => {
      if (news.isOld(signal)) return;
      const hint = hintOf(signal);
      // The end of a reload is what to look at then.
      if (signal.member === 'Reloading') clearTimeout(filesChanged);
      if (hint === undefined) return;
      if (signal.member === 'UnitFilesChanged') {
        clearTimeout(filesChanged);
        filesChanged = setTimeout(() => request.hint(hint), reloadWait);
        return;
      }
      // A systemd that executed itself anew has forgotten who listens.
      if (signal.member === 'NameOwnerChanged') api.subscribe().catch(() => undefined);
      request.hint(hint);
    });
    for (const rule of rules) await connected.match(rule);
    await api.subscribe();
    connected.onLost(lost);
    wait = firstWait;
  }

  function lost(cause: string): void {
    if (closed) return;
    bus?.close();
    bus = undefined;
    request.gap('watchFailed', 'systemd');
    request.problem({
      type: 'Daemons',
      kind: 'failed',
      subject: 'systemd',
      message: `systemd can't be listened to: ${cause}.`,
      advice: 'Changes of services are found by the scheduled collections until the system bus can be reached again.',
    });
    again();
  }

  function again(): void {
    if (closed) return;
    timer = setTimeout(() => {
      arm().then(
        () => request.hint(''),
        () => {
          bus?.close();
          bus = undefined;
          again();
        },
      );
    }, wait);
    wait = Math.min(wait * 2, longestWait);
  }

  await arm().catch((error: unknown) => lost(error instanceof Error ? error.message : String(error)));
  return {
    watched: () => (bus === undefined ? 0 : rules.length),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      clearTimeout(filesChanged);
      bus?.close();
    },
  };
}
