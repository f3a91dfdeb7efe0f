import type { Problem } from '../../../../shared/model/problem.ts';
import type { CollectRequest } from '../../collector.ts';
import { goneMounts } from '../mounts/mark.ts';
import { scheduledMounts } from '../mounts/mounts.ts';
import type { WorkerPool } from '../pool.ts';
import { readWithSudo, walkWithSudo } from '../sudo/pass.ts';
import { SudoWorkers } from '../sudo/workers.ts';
import { type Failure, givenUp, type HardLinked, newPulse, type Pulse } from '../worker/protocol.ts';
import type { Found, FoundItems, Tracked } from './found.ts';
import type { Entered } from './links.ts';
import { type MountWorkers, quietly, StrayedTasks, unanswered } from './mount-pass.ts';
import { mountGone, mountSilent } from './problems.ts';
import type { ReadReport } from './read-pass.ts';
import type { Start } from './walk-pass.ts';

/** What a collection works with: the local workers, and one for each mount. */
export interface Hands {
  readonly pool: WorkerPool;
  readonly mounts: MountWorkers;
}

/** What walking and reading came to, on the local file systems and on the mounts. */
export interface LookReport extends ReadReport {
  readonly hardLinked: readonly HardLinked[];
  readonly problems: readonly Problem[];
  /** Known keys that went out of sight with the mount they lie on. */
  readonly outOfSight: (key: string) => boolean;
  /** Through which more can be looked at; its problems come beside those told here. */
  readonly sudo: SudoWorkers;
}

/** The pulses of one collection's passes, all of which end with it. */
class Pulses {
  readonly #all: Pulse[] = [];
  readonly #signal: AbortSignal;
  readonly #giveUp = () => {
    for (const each of this.#all) Atomics.store(new Int32Array(each), givenUp, 1);
  };

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#giveUp, { once: true });
  }

  next(): Pulse {
    const pulse = newPulse();
    this.#all.push(pulse);
    if (this.#signal.aborted) this.#giveUp();
    return pulse;
  }

  end(): void {
    this.#signal.removeEventListener('abort', this.#giveUp);
  }
}

/** Walks what is tracked, then reads what may have changed; each mount by its own worker, after the local ones. */
export async function lookPass(
  hands: Hands,
  request: CollectRequest,
  tracked: readonly Tracked[],
  found: FoundItems,
  entered: Map<string, Entered>,
  walked: () => void,
): Promise<LookReport> {
  const pulses = new Pulses(request.signal);
  try {
    return await look(hands, request, tracked, found, entered, walked, pulses);
  } finally {
    pulses.end();
  }
}

async function look(
  hands: Hands,
  request: CollectRequest,
  tracked: readonly Tracked[],
  found: FoundItems,
  entered: Map<string, Entered>,
  walked: () => void,
  pulses: Pulses,
): Promise<LookReport> {
  const there = new Map(scheduledMounts(tracked.map(({ spec }) => spec.root)).map((each) => [each.point, each]));
  const gone = goneMounts(request.known, new Set(there.keys()));
  const points = [...there.keys(), ...gone.keys()];
  const places = tracked.map((each): Start => ({ tracked: each }));
  const local = pulses.next();
  const sudo = new SudoWorkers(request);
  const ground = { mounts: points, mount: '' };
  const report = await walkWithSudo(hands.pool, sudo, request, places, ground, found, entered, local);
  const failures: Failure[] = [...report.failures];
  const problems: Problem[] = [...report.problems];
  const silent = new Set<string>();
  const begun = new Map<string, Required<Start>[]>();

  const strayed = new StrayedTasks();
  strayed.add(report.away);
  for (let next = strayed.take(); next.length > 0; next = strayed.take()) {
    await Promise.all(
      next.map(async ({ point, places: starts }) => {
        begun.set(point, [...(begun.get(point) ?? []), ...starts]);
        const answer = gone.has(point)
          ? undefined
          : await hands.mounts.ask(point, (pool) => {
              const own = { mounts: points, mount: point };
              return walkWithSudo(pool, sudo, quietly(request), starts, own, found, entered, pulses.next());
            });
        if (answer === undefined) {
          if (!gone.has(point)) silent.add(point);
          failures.push(...unanswered(starts));
          return;
        }
        failures.push(...answer.failures);
        problems.push(...answer.problems);
        strayed.add(answer.away);
      }),
    );
  }
  failures.push(...strayed.failures);
  for (const point of silent) found.leaveOut(point);
  walked();

  const byMount = groupByMount(found.items);
  const read = await readWithSudo(hands.pool, sudo, request, byMount.get('') ?? new Map(), local);
  const reads = await Promise.all(
    [...byMount].map(async ([point, items]): Promise<ReadReport> => {
      if (point === '') return read;
      const answer = await hands.mounts.ask(point, (pool) =>
        readWithSudo(pool, sudo, quietly(request), items, pulses.next()),
      );
      if (answer !== undefined) return answer;
      silent.add(point);
      return { observed: [], unchanged: new Set(), failures: unanswered(begun.get(point) ?? []), logs: [] };
    }),
  );
  request.signal.throwIfAborted();
  for (const [point, keys] of gone) problems.push(mountGone(point, keys.size));
  for (const point of silent) {
    const mount = there.get(point);
    if (mount !== undefined) problems.push(mountSilent(mount));
  }
  const away = new Set([...gone.values()].flatMap((keys) => [...keys]));
  return {
    hardLinked: report.hardLinked,
    observed: reads.flatMap((each) => each.observed),
    unchanged: reads.length === 1 ? read.unchanged : new Set(reads.flatMap((each) => [...each.unchanged])),
    failures: [...failures, ...reads.flatMap((each) => each.failures)],
    logs: reads.flatMap((each) => each.logs),
    problems,
    sudo,
    outOfSight: (key) => away.has(key),
  };
}

/** Items by the point of the mount that they lie on; nothing is copied where all of them are local. */
function groupByMount(items: ReadonlyMap<string, Found>): ReadonlyMap<string, ReadonlyMap<string, Found>> {
  const groups = new Map<string, Map<string, Found>>();
  let local = true;
  for (const each of items.values()) if (each.mount !== '') local = false;
  if (local) return new Map([['', items]]);
  for (const [key, each] of items) {
    const group = groups.get(each.mount) ?? new Map<string, Found>();
    groups.set(each.mount, group.set(key, each));
  }
  return groups.has('') ? groups : new Map([['', new Map()], ...groups]);
}
