import { InvalidArgumentError } from 'commander';
import { type ItemType, itemTypes } from '../shared/model/item.ts';
import { parseAhead, parseWhen } from './when.ts';

/** The command was used wrongly in a way that only the command itself can see; ends with status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    message: string,
    readonly advice = "See 'tidemark --help'.",
  ) {
    super(message);
  }
}

/** An argument as a moment, ISO 8601 in UTC. */
export function whenArgument(text: string): string {
  const moment = parseWhen(text);
  if (moment === undefined) {
    throw new InvalidArgumentError(
      "Give a moment as ISO 8601 (2026-03-01T14:00), 'now', or so long ago: 15m, 2h, 3d, 1w.",
    );
  }
  return moment;
}

/** An argument as a moment, ISO 8601 in UTC, where `2h` is in two hours. */
export function aheadArgument(text: string): string {
  const moment = parseAhead(text);
  if (moment === undefined) {
    throw new InvalidArgumentError(
      "Give a moment as ISO 8601 (2026-03-01T14:00), 'now', or so long from now: 15m, 2h, 3d, 1w.",
    );
  }
  return moment;
}

/** The same, of a moment that is still to come. */
export function futureArgument(text: string): string {
  const moment = aheadArgument(text);
  if (Date.parse(moment) <= Date.now()) throw new InvalidArgumentError('Give a moment that is still to come.');
  return moment;
}

/** An argument as a type of tracked things, in any case. */
export function typeArgument(text: string): ItemType {
  const type = itemTypes.find((each) => each.toLowerCase() === text.toLowerCase());
  if (type === undefined) throw new InvalidArgumentError(`The types are ${itemTypes.join(', ')}.`);
  return type;
}

/** An argument as a whole number from `least` on, and up to `most` where there is a most. */
export function countArgument(least: number, most = Number.POSITIVE_INFINITY): (text: string) => number {
  return (text) => {
    const count = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(count >= least)) throw new InvalidArgumentError(`Give a whole number from ${least} on.`);
    if (count > most) throw new InvalidArgumentError(`Give a whole number up to ${most.toLocaleString('en')}.`);
    return count;
  };
}

const sizeUnits: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** An argument as a number of bytes: `4096`, `64K`, `5M`, `2G`. */
export function sizeArgument(text: string): number {
  const parts = /^(\d{1,12})([KMG]?)$/i.exec(text);
  const unit = sizeUnits[parts?.[2]?.toUpperCase() ?? 'none'];
  if (parts === null || unit === undefined)
    throw new InvalidArgumentError('Give a number of bytes: 4096, 64K, 5M, 2G.');
  return Number(parts[1]) * unit;
}

/** For an option that may be given more than once. */
export const gather = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];
