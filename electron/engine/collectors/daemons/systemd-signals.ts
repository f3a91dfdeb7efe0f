import { z } from 'zod';
import type { BusSignal } from './bus.ts';
import { unitOfPath } from './systemd-api.ts';
import { inFlux } from './words.ts';

const manager = 'org.freedesktop.systemd1';
const fromManager = `type='signal',sender='${manager}',interface='${manager}.Manager'`;

/**
 * What is listened to. UnitNew and UnitRemoved are left out on purpose: reading a
 * unit that is not in memory causes both, so that each collection would hint at the next one.
 * PropertiesChanged tells of what happens without a job: a crash, an end.
 */
export const rules = [
  `${fromManager},member='JobRemoved'`,
  `${fromManager},member='UnitFilesChanged'`,
  `${fromManager},member='Reloading'`,
  `${fromManager},member='StartupFinished'`,
  `type='signal',sender='${manager}',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',` +
    `path_namespace='/org/freedesktop/systemd1/unit',arg0='${manager}.Unit'`,
  `type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${manager}'`,
];

const jobRemovedSchema = z.tuple([z.number(), z.string(), z.string(), z.string()]);
const reloadingSchema = z.tuple([z.boolean()]);
const ownerSchema = z.tuple([z.string(), z.string(), z.string()]);
const changedSchema = z
  .tuple([z.string(), z.object({ ActiveState: z.object({ value: z.string() }).optional() })])
  .rest(z.unknown());

/** What a signal says to look at: the key that `keyOf` gives to a unit's name, everything (''), or nothing. */
export function hintOf(signal: BusSignal, keyOf: (unit: string | undefined) => string | undefined): string | undefined {
  switch (signal.member) {
    case 'UnitFilesChanged':
    case 'StartupFinished':
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
