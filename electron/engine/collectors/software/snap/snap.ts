import { z } from 'zod';
import type { Item } from '../../../../shared/model/item.ts';
import { softwareItem } from '../item.ts';

const text = z.string().nullish().catch(null);

/**
 * An installed snap as `GET /v2/snaps` tells of it, as far as an item is made of it. Only its name and revision
 * have to be there: the other fields came with versions of snapd, and some only snaps from the store have.
 */
export const snapSchema = z.object({
  /** With the key of a parallel instance, if it is one: `hello_test`. */
  name: z.string().min(1),
  revision: z.union([z.string(), z.number()]).transform(String),
  version: text,
  /** `active`, or `installed` for one that is disabled. */
  status: text,
  /** Why it can't be read, where it can't. */
  broken: text,
  type: text,
  summary: text,
  publisher: z.object({ 'display-name': text, username: text }).nullish().catch(null),
  developer: text,
  'tracking-channel': text,
  channel: text,
  confinement: text,
  devmode: z.boolean().nullish().catch(null),
  'install-date': text,
  'installed-size': z.number().nullish().catch(null),
  /** Until when its updates are held by the machine's owner. */
  hold: text,
});
export type Snap = Readonly<z.infer<typeof snapSchema>>;

export const snapKey = (name: string): string => `snap:${name}`;

/** An installed snap as an item. `now` is milliseconds since 1970. */
export function toItem(snap: Snap, now: number): Item {
  return softwareItem(snapKey(snap.name), snap.name, {
    version: snap.version || null,
    revision: snap.revision,
    channel: snap['tracking-channel'] || snap.channel || null,
    confinement: snap.devmode ? 'devmode' : snap.confinement || null,
    state: snap.broken ? 'broken' : snap.status === 'installed' ? 'disabled' : (snap.status ?? null),
    held: snap.hold ? Date.parse(snap.hold) > now : false,
    publisher: snap.publisher?.['display-name'] || snap.publisher?.username || snap.developer || null,
    description: snap.summary || null,
    softwareType: snap.type === 'app' ? 'Application' : 'Package',
    section: snap.type || null,
    installedSize: snap['installed-size'] ?? null,
    installed: moment(snap['install-date']),
    manager: 'snap',
  });
}

/** snapd tells moments to the nanosecond, in its own time zone; one that is none is not known. */
function moment(told: string | null | undefined): string | null {
  const at = Date.parse(told ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
