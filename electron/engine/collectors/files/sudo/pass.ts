import type { CollectRequest } from '../../collector.ts';
import type { Found, FoundItems, Tracked } from '../pass/found.ts';
import type { Entered } from '../pass/links.ts';
import { quietly } from '../pass/mount-pass.ts';
import { type ReadReport, readPass } from '../pass/read-pass.ts';
import { type DeniedTask, type Ground, type Start, type WalkReport, walkPass } from '../pass/walk-pass.ts';
import type { Workers } from '../pool.ts';
import type { Failure, Pulse, Task } from '../worker/protocol.ts';
import { isDenied } from '../worker/status.ts';
import { throughSudo } from './source.ts';
import type { SudoWorkers } from './workers.ts';

/** The code of what sudo would be needed for: its problem is told once for the tracked item. */
export const needsSudo = 'ESUDO';

/** Walks, then walks on through sudo where the rights ended. */
export async function walkWithSudo(
  pool: Workers,
  sudo: SudoWorkers,
  request: CollectRequest,
  places: readonly Start[],
  ground: Ground,
  found: FoundItems,
  entered: Map<string, Entered>,
  cancel: Pulse,
): Promise<WalkReport> {
  const report = await walkPass(pool, request, places, ground, found, entered, cancel);
  const { denied } = report;
  if (denied.length === 0) return report;
  const items = [...new Set(denied.map((each) => each.tracked))];
  const answer = await sudo.ask(items, () =>
    walkPass(sudo, quietly(request), startsOf(denied), ground, found, entered, cancel),
  );
  const plain = denied.map(({ failure }) => (sudo.useful ? { ...failure, code: needsSudo } : failure));
  if (answer === undefined) return { ...report, denied: [], failures: [...report.failures, ...plain] };
  const seen = new Set(denied.map(({ failure }) => failure.key));
  return {
    hardLinked: [...report.hardLinked, ...answer.hardLinked],
    away: [...report.away, ...answer.away],
    denied: [],
    // What another tracked item, which does without sudo, could not see there has been seen.
    failures: [...report.failures.filter((each) => !isDenied(each.code) || !seen.has(each.key)), ...answer.failures],
    problems: [...report.problems, ...answer.problems],
  };
}

/** Where the walk goes on: for each tracked item, the steps that it lacked the right to. */
function startsOf(denied: readonly DeniedTask[]): readonly Start[] {
  const tasks = new Map<Tracked, Task[]>();
  for (const { tracked, task } of denied) {
    const own = tasks.get(tracked);
    if (own === undefined) tasks.set(tracked, [task]);
    else own.push(task);
  }
  return [...tasks].map(([tracked, own]) => ({ tracked: throughSudo(tracked), tasks: own }));
}

/** Reads, then reads through sudo what it lacked the right to. */
export async function readWithSudo(
  pool: Workers,
  sudo: SudoWorkers,
  request: CollectRequest,
  found: ReadonlyMap<string, Found>,
  cancel: Pulse,
): Promise<ReadReport> {
  const report = await readPass(pool, request, found, cancel);
  const again = new Map<string, Found>();
  const failures: Failure[] = [];
  for (const failure of report.failures) {
    const each = found.get(failure.key);
    if (each?.sudo === undefined || !isDenied(failure.code) || !sudo.useful) failures.push(failure);
    else again.set(failure.key, { ...each, first: throughSudo(each.sudo) });
  }
  if (again.size === 0) return report;
  const items = [...new Set([...again.values()].map((each) => each.sudo).filter((each) => each !== undefined))];
  const answer = await sudo.ask(items, () => readPass(sudo, quietly(request), again, cancel));
  if (answer === undefined) {
    const left = [...again.keys()].map((key): Failure => ({ key, code: needsSudo, of: 'entry' }));
    return { ...report, failures: [...failures, ...left] };
  }
  return {
    observed: [...report.observed, ...answer.observed],
    unchanged: new Set([...report.unchanged, ...answer.unchanged]),
    failures: [...failures, ...answer.failures],
    logs: [...report.logs, ...answer.logs],
  };
}
