import { forkKql } from '../../../../electron/engine/query/kql/fork.ts';
import { Lane } from '../../../../electron/engine/query/kql/lane.ts';
import type { Plan } from '../../../../electron/engine/query/kql/plan.ts';

/** A process of its own that asks a question without an end of the store in a data folder, and says so. */
const [, , dataDir = '', bundle = '', plan = ''] = process.argv;
const lane = new Lane({
  start: forkKql(new URL(bundle)),
  first: { kind: 'start', dataDir, computer: 'test-machine', machineId: 'test-id' },
  idle: 60_000,
});
const run = (asked: Plan) => lane.ask<'run'>({ do: 'run', plan: asked, known: { now: 0 }, rows: 1 }, { limit: 60_000 });
const asked = JSON.parse(plan) as Plan;
// Its process runs once it has answered
await run({ ...asked, sql: 'SELECT 1 AS c0 LIMIT ?' });
void run(asked);
process.stdout.write('asked\n');
