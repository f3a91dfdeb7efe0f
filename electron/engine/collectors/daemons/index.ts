import type { Problem } from '../../../shared/model/problem.ts';
import type { Collection, Collector, CollectRequest, Known, Observed } from '../collector.ts';
import { observe } from '../observe.ts';
import { isAskedFor } from '../types.ts';
import type { ServiceQuery, ServicesReading } from './source.ts';
import { readSystemd, type SystemdOptions, systemdDefaults } from './systemd.ts';
import { readScripts } from './sysv.ts';
import { type RunLevels, readLinks } from './sysv-links.ts';
import { watchDaemons } from './watch.ts';

export interface DaemonsOptions {
  readonly systemd?: SystemdOptions;
  /** The folder that holds init.d and the run levels' folders; /etc by default. */
  readonly etc?: string;
}

/** Services and daemons: systemd's, and the System V scripts that it does not show. */
export function createDaemonsCollector(options: DaemonsOptions = {}): Collector {
  const systemd = { ...systemdDefaults, ...options.systemd };
  const etc = options.etc ?? '/etc';
  // A look at single units can't tell which ones lie beyond the limit: it adds none while there are such.
  let overLimit = false;
  return {
    type: 'Daemons',
    enabled: (settings) => isAskedFor(settings, 'Daemons'),
    collect: async (request) => {
      const levels = await readLinks(etc).catch(() => undefined);
      const limit = request.settings.limits.daemons;
      const query: ServiceQuery = { scope: request.scope, known: request.known, limit, signal: request.signal };
      const units = await readSystemd(systemd, query, levels);
      const collection = bringTogether(units, await scriptsBeside(units, etc, query, levels), request);
      if (request.scope.kind === 'all') overLimit = collection.problems.some((each) => each.kind === 'limit');
      else if (overLimit) return { ...collection, observed: onlyKnown(collection.observed, request.known) };
      return collection;
    },
    watch: (request) => watchDaemons(etc, systemd, request),
  };
}

const onlyKnown = (observed: readonly Observed[], known: ReadonlyMap<string, Known>) =>
  observed.filter((each) => known.has(each.item.key));

/** While systemd can't be asked, it is not known which scripts are its own: nothing can be said of any. */
async function scriptsBeside(
  units: Awaited<ReturnType<typeof readSystemd>>,
  etc: string,
  query: ServiceQuery,
  levels: RunLevels | undefined,
): Promise<ServicesReading> {
  if (levels === undefined) return { state: 'unreadable', problem: linksUnreadable(etc) };
  switch (units.state) {
    case 'unreadable':
      return units;
    case 'unsupported':
      return readScripts(etc, query, levels, new Set());
    case 'collected': {
      const limit = Math.max(0, query.limit - units.total);
      return readScripts(etc, { ...query, limit }, levels, units.names);
    }
  }
}

function bringTogether(systemd: ServicesReading, sysv: ServicesReading, request: CollectRequest): Collection {
  const readings = [
    { id: 'systemd', reading: systemd },
    { id: 'sysv', reading: sysv },
  ];
  const collected = readings.flatMap(({ id, reading }) => (reading.state === 'collected' ? [{ id, reading }] : []));
  const undecided = new Set(collected.flatMap(({ reading }) => [...reading.unsettled, ...reading.beyond]));
  const found = collected.flatMap(({ id, reading }) => reading.items.map((item) => ({ item, source: id })));
  request.progress(found.length, found.length);
  return {
    ...observe(found, request),
    sources: readings.map(({ id, reading }) => ({ id, state: reading.state })),
    undecided: (key) => undecided.has(key),
    problems: problemsOf(systemd, sysv, request.settings.limits.daemons),
  };
}

function linksUnreadable(etc: string): Problem {
  return {
    type: 'Daemons',
    kind: 'unreadable',
    subject: `${etc}/rc*.d`,
    message: `The folders of the run levels in ${etc} could not be read.`,
    advice: 'Let the user that Tidemark runs as read them.',
  };
}

function problemsOf(systemd: ServicesReading, sysv: ServicesReading, limit: number): Problem[] {
  const readings = [systemd, sysv];
  const problems = new Set<Problem>();
  for (const reading of readings) {
    if (reading.state === 'unreadable') problems.add(reading.problem);
    if (reading.state === 'collected') for (const problem of reading.problems) problems.add(problem);
  }
  if (readings.every((each) => each.state === 'unsupported')) {
    problems.add({
      type: 'Daemons',
      kind: 'unsupported',
      subject: 'service managers',
      message: 'This machine has neither systemd nor System V scripts.',
      advice: 'Switch the tracking of daemons off in the settings if none are expected here.',
    });
  }
  const total = readings.reduce((sum, each) => sum + (each.state === 'collected' ? each.total : 0), 0);
  if (total > limit) {
    problems.add({
      type: 'Daemons',
      kind: 'limit',
      subject: 'limits.daemons',
      message: `There are ${total} services, ${total - limit} more than the limit of ${limit}; those are not tracked.`,
      advice: `Set limits.daemons to at least ${total}.`,
    });
  }
  return [...problems];
}
