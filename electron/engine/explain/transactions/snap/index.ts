import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { PackageAction, Transaction } from '../../../../shared/model/explanation.ts';
import { askSnapd, type SnapdConnection } from '../../../snapd/api.ts';
import { namesOf, snapdChangeSchema } from '../../../snapd/changes.ts';
import { iso, type TransactionSource } from '../source.ts';

export interface SnapOptions extends Partial<SnapdConnection> {
  /** Where snapd keeps its state; /var/lib/snapd/state.json by default. */
  readonly state?: string;
}

const changeSchema = snapdChangeSchema.extend({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  'spawn-time': z.string(),
  'ready-time': z.string().nullish(),
  err: z.string().nullish().catch(null),
});
type SnapdChange = z.infer<typeof changeSchema>;

/** What the kind of a change begins with, and what it does to its snaps. */
const actions: readonly (readonly [kind: string, action: PackageAction])[] = [
  ['install', 'installed'],
  ['try', 'installed'],
  ['refresh', 'upgraded'],
  ['auto-refresh', 'upgraded'],
  ['revert', 'downgraded'],
  ['remove', 'removed'],
  ['enable', 'configured'],
  ['disable', 'configured'],
];

/**
 * Changes of snaps, asked of snapd itself, which remembers the last ones. It tells neither who asked for them nor the
 * versions; and it is asked only where its state was written since, since asking would start it.
 */
export function createSnapTransactions(options: SnapOptions = {}): TransactionSource {
  const connection = { socket: options.socket ?? '/run/snapd.socket', timeLimit: options.timeLimit ?? 20_000 };
  const state = options.state ?? '/var/lib/snapd/state.json';
  return {
    manager: 'snap',
    // A change that runs is told of as any other: its end is not waited for by way of a lock.
    busy: () => Promise.resolve(false),
    async since(moment, signal) {
      const written = await stat(state).catch(() => undefined);
      if (written === undefined || written.mtimeMs < moment) return { transactions: [], problems: [] };
      try {
        const told = z.array(changeSchema).parse(await askSnapd(connection, '/v2/changes?select=all', signal));
        return { transactions: told.flatMap((each) => toTransaction(each, moment)), problems: [] };
      } catch (error) {
        signal.throwIfAborted();
        const why = error instanceof z.ZodError ? 'it tells of its changes in an unknown form' : String(error);
        return {
          transactions: [],
          problems: [
            {
              type: 'Explanations',
              kind: 'unreadable',
              subject: connection.socket,
              message: `snapd could not be asked for its changes, so what they did is not explained: ${why}`,
              advice: 'See what systemctl status snapd says.',
            },
          ],
        };
      }
    },
  };
}

function toTransaction(change: SnapdChange, moment: number): Transaction[] {
  const startedAt = Date.parse(change['spawn-time']);
  const ready = change['ready-time'] ? Date.parse(change['ready-time']) : undefined;
  const action = actions.find(([kind]) => change.kind.startsWith(kind))?.[1];
  const names = namesOf(change);
  if (Number.isNaN(startedAt) || Number.isNaN(ready) || action === undefined || names.length === 0) return [];
  if (ready !== undefined && ready < moment) return [];
  return [
    {
      identity: `snap:${change['spawn-time']}:${change.id}`,
      tool: 'snap',
      manager: 'snap',
      startedAt: iso(startedAt),
      endedAt: ready === undefined ? null : iso(ready),
      command: null,
      user: null,
      packages: names.map((name) => ({ action, name, architecture: null, from: null, to: null })),
      fault: change.err || (change.status === 'Error' ? change.status : null),
    },
  ];
}
