import { TidemarkError } from '../../shared/contract/errors.ts';

/** A moment in milliseconds since 1970, as the store keeps it: it compares whatever zone it was written in. */
export function toMoment(iso: string): number {
  const moment = Date.parse(iso);
  if (Number.isNaN(moment)) {
    throw new TidemarkError('invalid', `'${iso}' is no moment in time.`, 'Write it as 2026-01-31T12:00:00Z.');
  }
  return moment;
}

/** ISO 8601 in UTC, with milliseconds. */
export function fromMoment(moment: number): string {
  return new Date(moment).toISOString();
}
