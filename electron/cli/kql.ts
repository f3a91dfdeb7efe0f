import { createKql } from '../engine/query/kql/client.ts';
import type { KqlService } from '../engine/query/kql/service.ts';
import { readMachineIdentity } from '../engine/query/machine-identity.ts';
import type { Context } from './context.ts';

/** KQL over the store of the command's data folder, its processes ended with the work. */
export async function withKql<T>({ dataDir, startKql }: Context, use: (kql: KqlService) => Promise<T>): Promise<T> {
  const kql = createKql({ dataDir, machine: readMachineIdentity(), start: startKql });
  try {
    return await use(kql);
  } finally {
    await kql.close();
  }
}
