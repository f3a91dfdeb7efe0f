import { counted } from '../../../shared/model/format.ts';
import type { Problem } from '../../../shared/model/problem.ts';

/** So many restarts by systemd itself within so many milliseconds are a crash loop, which is over after as long without one. */
const enough = 3;
const window = 10 * 60_000;

/** A service as a look found it. */
export interface Seen {
  readonly key: string;
  /** What its problem is about, and how its log is read. */
  readonly subject: string;
  readonly advice: string;
  readonly name: string;
  /** How often systemd started it again by itself since somebody started it (`NRestarts`); 0 where that is not known. */
  readonly restarts: number;
  readonly state: 'stopped' | 'failed' | 'other';
  /** Whether its latest end was a failure; `undefined` while it runs. */
  readonly failed: boolean | undefined;
}

interface Followed {
  seen: Seen;
  /** When it was started again lately: no more of them than make a loop. */
  recent: number[];
  /** Whether it ends well and is started again by intention. */
  endsWell: boolean;
  loop: { readonly since: number; count: number } | undefined;
}

/**
 * Follows services that systemd starts again and again. A crash that is repaired is no change; that it goes on is one
 * problem, with its count, until the service is calm for ten minutes or somebody stops it.
 */
export class CrashLoops {
  readonly #followed = new Map<string, Followed>();

  /** Takes what a look found, `now` in milliseconds since 1970. */
  see(seen: Seen, now: number): void {
    const before = this.#followed.get(seen.key);
    if (before === undefined || seen.state === 'stopped') {
      this.#followed.set(seen.key, { seen, recent: [], endsWell: false, loop: undefined });
      return;
    }
    // systemd counts from 0 again when somebody starts it.
    const more = seen.restarts < before.seen.restarts ? seen.restarts : seen.restarts - before.seen.restarts;
    if (seen.failed !== undefined) before.endsWell = !seen.failed;
    before.seen = seen;
    if (more === 0) return;
    const times = [...before.recent, ...Array<number>(Math.min(more, enough)).fill(now)];
    before.recent = times.filter((time) => now - time <= window).slice(-enough);
    if (before.loop !== undefined) before.loop.count += more;
    else if (before.recent.length >= enough) {
      before.loop = { since: before.recent[0] ?? now, count: Math.max(more, before.recent.length) };
    }
  }

  /** Nothing is followed of units that are gone. */
  keepOnly(isThere: (key: string) => boolean): void {
    for (const key of this.#followed.keys()) if (!isThere(key)) this.#followed.delete(key);
  }

  /** What stands, of the keys that `wanted` names. */
  problems(now: number, wanted: (key: string) => boolean): readonly Problem[] {
    return [...this.#followed].flatMap(([key, followed]) => {
      const last = followed.recent.at(-1) ?? 0;
      if (followed.loop !== undefined && now - last > window) followed.loop = undefined;
      if (followed.loop === undefined || followed.endsWell || !wanted(key)) return [];
      return [problemOf(followed.seen, followed.loop, now)];
    });
  }
}

function problemOf(seen: Seen, loop: { since: number; count: number }, now: number): Problem {
  const end = seen.state === 'failed' ? '; it has failed for good' : '';
  return {
    type: 'Daemons',
    kind: 'failed',
    subject: seen.subject,
    message: `${seen.name} crashed and was restarted ${counted(loop.count, 'time')} since ${clock(loop.since, now)}${end}.`,
    advice: seen.advice,
  };
}

/** A moment by the machine's clock, `14:02`, with its day where that is not today's. */
function clock(moment: number, now: number): string {
  const [then, today] = [new Date(moment), new Date(now)];
  const two = (number: number) => String(number).padStart(2, '0');
  const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
  if (then.toDateString() === today.toDateString()) return time;
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())} ${time}`;
}
