import type { Problem } from '../../../shared/model/problem.ts';
import type { Collection, Collector, CollectRequest, SourceReport } from '../collector.ts';
import { inScope, observe } from '../observe.ts';
import { isAskedFor } from '../types.ts';
import { createDpkgSource, type DpkgOptions } from './dpkg.ts';
import type { Part, SoftwareSource } from './source.ts';
import { createWindowsSource } from './windows/index.ts';

export interface SoftwareOptions {
  readonly dpkg?: DpkgOptions;
}

/** Installed software, from every package manager that this machine has. */
export function createSoftwareCollector(options: SoftwareOptions = {}): Collector {
  const sources: readonly SoftwareSource[] =
    process.platform === 'win32' ? [createWindowsSource()] : [createDpkgSource(options.dpkg)];

  return {
    type: 'Software',
    enabled: (settings) => isAskedFor(settings, 'Software'),
    collect: async (request) => {
      const parts: Part[] = [];
      const knownSources = new Set([...request.known.values()].map(({ source }) => source));
      for (const { id, read } of sources) {
        request.signal.throwIfAborted();
        const reading = await read({ hasKnown: knownSources.has(id), knownSources, signal: request.signal });
        if (reading.state === 'parts') parts.push(...reading.parts);
        else parts.push({ id, reading });
      }
      return bringTogether(parts, request);
    },
    watch: async (request) => {
      const watches = await Promise.all(
        sources.map((source) =>
          source.watch({
            // A package may change another one's state: the whole type is looked at, which takes milliseconds.
            changed: () => request.hint(''),
            failed: (subject, cause) => {
              request.gap('watchFailed', subject);
              request.problem({
                type: 'Software',
                kind: 'failed',
                subject,
                message: `The live watch of ${subject} failed: ${cause}.`,
                advice: 'Changes of packages are found by the scheduled collections until it works again.',
              });
            },
          }),
        ),
      );
      return {
        watched: () => watches.reduce((sum, each) => sum + each.watched(), 0),
        close: async () => {
          await Promise.all(watches.map((each) => each.close()));
        },
      };
    },
  };
}

function bringTogether(parts: readonly Part[], request: CollectRequest): Collection {
  const sources: SourceReport[] = [];
  const problems: Problem[] = [];
  const unsettled = new Set<string>();
  const found = parts.flatMap(({ id, reading }) => {
    sources.push({ id, state: reading.state });
    if (reading.state === 'unreadable') problems.push(reading.problem);
    if (reading.state !== 'collected') return [];
    for (const key of reading.unsettled) unsettled.add(key);
    return reading.items.map((item) => ({ item, source: id }));
  });
  if (sources.every((each) => each.state === 'unsupported')) problems.push(noSource(sources));

  // Always the same ones are left out, so that they don't come and go from one collection to the next.
  found.sort((a, b) => (a.item.key < b.item.key ? -1 : 1));
  const limit = request.settings.limits.software;
  const beyond = new Set(found.slice(limit).map(({ item }) => item.key));
  if (beyond.size > 0) problems.push(overLimit(found.length, limit));

  const within = found.slice(0, limit).filter(({ item }) => inScope(item.key, request.scope));
  request.progress(within.length, within.length);
  return {
    ...observe(within, request),
    sources,
    undecided: (key) => unsettled.has(key) || beyond.has(key),
    problems,
  };
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
