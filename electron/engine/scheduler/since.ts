import type { Job } from './pending.ts';

/**
 * The earliest moment at which what a job finds can have happened: when the whole
 * type was last seen, or later where the job knows more (an armed watch would have
 * told of anything before its first hint). `now` where it was never seen.
 */
export function earliest(lastSeen: string | undefined, job: Job, now: string): string {
  if (lastSeen === undefined) return now;
  const since = job.since !== undefined && job.since > lastSeen ? job.since : lastSeen;
  // The clock may have been set back: nothing that is found was still to come.
  return since < now ? since : now;
}
