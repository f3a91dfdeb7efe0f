import type { Problem } from '../../../shared/model/problem.ts';
import type { Collection, CollectRequest, SourceReport } from '../collector.ts';
import { observe } from '../observe.ts';
import type { Part } from './parts.ts';
import type { ServicesReading } from './source.ts';

/** What the service managers answered, as one collection. */
export function bringTogether(parts: readonly Part[], request: CollectRequest): Collection {
  const collected = parts.flatMap((part) => (part.reading.state === 'collected' ? [{ ...part, ...part.reading }] : []));
  const undecided = new Set(collected.flatMap(({ unsettled, beyond }) => [...unsettled, ...beyond]));
  const found = collected.flatMap(({ items, sourceOf }) => items.map((item) => ({ item, source: sourceOf(item) })));
  request.progress(found.length, found.length);
  return {
    ...observe(found, request),
    sources: parts.flatMap(({ ids, reading }) => ids.map((id) => ({ id, state: reportOf(reading) }))),
    undecided: (key) => undecided.has(key),
    problems: problemsOf(
      parts.map(({ reading }) => reading),
      request.settings.limits.daemons,
    ),
  };
}

/** Of what is away nothing can be said now, as of what can't be read; only that it is no problem. */
const reportOf = ({ state }: ServicesReading): SourceReport['state'] => (state === 'away' ? 'unreadable' : state);

function problemsOf(readings: readonly ServicesReading[], limit: number): Problem[] {
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
      message: 'This machine has neither systemd nor OpenRC nor System V scripts.',
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
