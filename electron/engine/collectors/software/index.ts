import type { Item } from '../../../shared/model/item.ts';
import { keySeparator } from '../../../shared/model/key-tree.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { Collection, Collector, CollectRequest, Scope, SourceReport } from '../collector.ts';
import { inScope, observe } from '../observe.ts';
import { isAskedFor } from '../types.ts';
import { type Patience, SourceReader } from './read-sources.ts';
import { isPartOf, type Part, type SoftwareSource } from './source.ts';
import { createSources, type SourceOptions } from './sources.ts';
import { SourceWatches } from './watch-sources.ts';

export interface SoftwareOptions extends SourceOptions {
  /** In whose place all others are read: for tests of what brings them together. */
  readonly sources?: readonly SoftwareSource[];
  readonly patience?: Patience;
}

const usualPatience: Patience = { limit: 60_000, rest: 5 * 60_000 };
const separator = keySeparator('Software');

/** Installed software, from every package manager that this machine has. */
export function createSoftwareCollector(options: SoftwareOptions = {}): Collector {
  const sources = options.sources ?? createSources(options);
  const reader = new SourceReader(options.patience ?? usualPatience);
  const asked = (settings: Settings) => sources.filter((each) => each.wanted?.(settings) ?? true);
  /** How each source was at the last look, and how many packages it had. */
  const last = new Map<string, { readonly state: SourceReport['state']; readonly count: number }>();
  let watches: SourceWatches | undefined;

  function remember(source: SoftwareSource, parts: readonly Part[]): void {
    const states = parts.map((each) => each.reading.state);
    const state = (['unreadable', 'collected'] as const).find((each) => states.includes(each)) ?? 'unsupported';
    const count = parts.reduce(
      (sum, { reading }) => sum + (reading.state === 'collected' ? reading.items.length : 0),
      0,
    );
    // A package manager that was just installed has files to watch by now.
    if (last.get(source.id)?.state === 'unsupported' && state !== 'unsupported') void watches?.arm(source);
    last.set(source.id, { state, count });
  }

  return {
    type: 'Software',
    enabled: (settings) => isAskedFor(settings, 'Software'),
    collect: async (request) => {
      const { settings, signal } = request;
      const named = sourcesIn(request.scope, asked(settings));
      const readings = await reader.read(named, { known: request.known, settings, signal }, request.full);
      for (const { source, parts } of readings) remember(source, parts);
      const elsewhere = asked(settings).filter((each) => !named.includes(each));
      const others = elsewhere.reduce((sum, each) => sum + (last.get(each.id)?.count ?? 0), 0);
      return bringTogether(
        readings.flatMap((each) => each.parts),
        others,
        request,
      );
    },
    watch: async (request) => {
      // One that is not well may tell of others' items or problems: then everything is looked at, which ends them.
      const alone = (source: SoftwareSource) => source.ownKeys && last.get(source.id)?.state === 'collected';
      const armed = new SourceWatches(request, (source) => (alone(source) ? source.id : ''));
      watches = armed;
      await Promise.all(asked(request.settings).map((source) => armed.arm(source)));
      return armed;
    },
  };
}

/** The sources that a scope names; all of them where it names something else. */
function sourcesIn(scope: Scope, sources: readonly SoftwareSource[]): readonly SoftwareSource[] {
  if (scope.kind === 'all') return sources;
  const named = scope.hints.map((hint) => sources.find((each) => each.ownKeys && isPartOf(each, hint)));
  return named.includes(undefined) ? sources : sources.filter((each) => named.includes(each));
}

/** `others`: how many packages the sources have that were not read. */
function bringTogether(parts: readonly Part[], others: number, request: CollectRequest): Collection {
  const sources: SourceReport[] = [];
  const problems = new Set<Problem>();
  const unsettled = new Set<string>();
  const whole = request.scope.kind === 'all';
  const found = parts.flatMap(({ id, reading }) => {
    sources.push({ id, state: reading.state });
    if (reading.state === 'unreadable') problems.add(reading.problem);
    if (reading.state !== 'collected') return [];
    for (const problem of reading.problems ?? []) problems.add(problem);
    for (const key of reading.unsettled) unsettled.add(key);
    return reading.items.map((item) => ({ item, source: id }));
  });
  if (whole && sources.every((each) => each.state === 'unsupported')) problems.add(noSource(sources));

  const { kept, beyond } = withinLimit(found, others, request);
  if (whole && beyond.size > 0) problems.add(overLimit(found.length, request.settings.limits.software));
  const within = kept.filter(({ item }) => inScope(item.key, request.scope, separator));
  request.progress(within.length, within.length);
  return {
    ...observe(within, request),
    sources,
    undecided: (key) => unsettled.has(key) || beyond.has(key),
    problems: [...problems],
  };
}

interface Found {
  readonly item: Item;
  readonly source: string;
}

/**
 * Parts what was found into what the limit allows and the keys beyond it: always the same ones, so that they
 * don't come and go from one collection to the next. Which ones those are only a look at everything can tell: a
 * look at some adds none while there are such.
 */
function withinLimit(
  found: readonly Found[],
  others: number,
  { scope, known, settings }: CollectRequest,
): { readonly kept: readonly Found[]; readonly beyond: ReadonlySet<string> } {
  const limit = settings.limits.software;
  if (found.length + others <= limit) return { kept: found, beyond: new Set() };
  const sorted = [...found].sort((a, b) => (a.item.key < b.item.key ? -1 : 1));
  const isKept = ({ item }: Found, at: number) => (scope.kind === 'all' ? at < limit : known.has(item.key));
  const left = sorted.filter((each, at) => !isKept(each, at));
  return { kept: sorted.filter(isKept), beyond: new Set(left.map(({ item }) => item.key)) };
}

function noSource(sources: readonly SourceReport[]): Problem {
  const names = sources.map((each) => each.id).join(', ');
  return {
    type: 'Software',
    kind: 'unsupported',
    subject: 'package managers',
    message: `This machine has none of the package managers that Tidemark reads (${names}).`,
    advice: 'Switch the tracking of software off in the settings if none is expected here.',
  };
}

function overLimit(found: number, limit: number): Problem {
  return {
    type: 'Software',
    kind: 'limit',
    subject: 'limits.software',
    message: `${found} packages are installed, ${found - limit} more than the limit of ${limit}; those are not tracked.`,
    advice: `Set limits.software to at least ${found}.`,
  };
}
