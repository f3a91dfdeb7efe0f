import { type QueryHandlers, queryHandlers } from '../engine/query/handlers.ts';
import { type MachineIdentity, readMachineIdentity } from '../engine/query/machine-identity.ts';
import type { ReadStore } from '../engine/store/interface.ts';
import { openReader } from '../engine/store/open.ts';
import type { Context } from './context.ts';

/** What a command that only reads works with. */
export interface Reading {
  readonly store: ReadStore;
  readonly queries: QueryHandlers;
  readonly machine: MachineIdentity;
}

/** Opens the store for reading, beside a Tidemark that may be running, and closes it at the end. */
export async function reading(context: Context, read: (reading: Reading) => Promise<number>): Promise<number> {
  const store = openReader(context.dataDir);
  try {
    return await read({ store, queries: queryHandlers(store), machine: readMachineIdentity() });
  } finally {
    store.close();
  }
}
