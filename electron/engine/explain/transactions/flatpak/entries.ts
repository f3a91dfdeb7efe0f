import { z } from 'zod';
import type { PackageAction, PackageStep, Transaction } from '../../../../shared/model/explanation.ts';
import { iso } from '../source.ts';

/** What Flatpak writes to the journal at each step that it has done, with what the journal adds (systemd.journal-fields(7)). */
const entrySchema = z.object({
  OPERATION: z.string(),
  REF: z.string(),
  INSTALLATION: z.string(),
  __REALTIME_TIMESTAMP: z.string().regex(/^\d+$/),
  _PID: z.string(),
  /** Who asked the helper that works for the system's installations; 0 where none was asked. */
  OBJECT_PID: z.string().optional(),
  _UID: z.string().regex(/^\d+$/).optional(),
  OBJECT_UID: z.string().regex(/^\d+$/).optional(),
  _COMM: z.string().optional(),
});

/** One step; moments are in milliseconds since 1970. */
export interface FlatpakEntry {
  readonly at: number;
  /** The process that asked for it. */
  readonly pid: string;
  readonly uid: number | null;
  readonly step: PackageStep;
}

const actions: Readonly<Record<string, PackageAction>> = {
  'deploy install': 'installed',
  'deploy update': 'upgraded',
  uninstall: 'removed',
};

/** A step of a line of the journal in JSON; undefined where the line tells of something else, or is none. */
export function parseEntry(line: string): FlatpakEntry | undefined {
  const parsed = entrySchema.safeParse(parseJson(line));
  if (!parsed.success) return undefined;
  const entry = parsed.data;
  const action = actions[entry.OPERATION];
  // `app/org.example.App/x86_64/stable`
  const [, name, architecture, branch] = entry.REF.split('/');
  if (action === undefined || !name || !architecture || branch === undefined) return undefined;
  const asked = entry.OBJECT_PID !== undefined && entry.OBJECT_PID !== '0';
  const uid = asked ? entry.OBJECT_UID : entry._UID;
  return {
    at: Number(entry.__REALTIME_TIMESTAMP) / 1000,
    pid: asked ? (entry.OBJECT_PID ?? '') : entry._PID,
    uid: uid === undefined ? null : Number(uid),
    // It notes commits and no versions.
    step: { action, name, architecture, from: null, to: null },
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Milliseconds that may lie between two steps of one transaction: a large download, at the longest. */
const pause = 10 * 60_000;

/** Steps that one process asked for, one soon after the other, as one transaction. */
export function groupEntries(
  entries: readonly FlatpakEntry[],
  nameOf: (uid: number) => string,
): readonly Transaction[] {
  const groups: FlatpakEntry[][] = [];
  for (const entry of entries) {
    const open = groups.findLast(([first]) => first?.pid === entry.pid);
    const last = open?.at(-1);
    if (open !== undefined && last !== undefined && entry.at - last.at <= pause) open.push(entry);
    else groups.push([entry]);
  }
  return groups.flatMap((group) =>
    group.slice(0, 1).map(({ at, pid, uid }) => ({
      identity: `flatpak:${iso(at)}:${pid}`,
      tool: 'flatpak',
      manager: 'flatpak',
      // A step is noted when it is done.
      startedAt: iso(Math.floor(at)),
      endedAt: iso(Math.ceil(group.at(-1)?.at ?? at)),
      command: null,
      user: uid === null ? null : nameOf(uid),
      packages: group.map(({ step }) => step),
      fault: null,
    })),
  );
}
