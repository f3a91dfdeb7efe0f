import { formatCount } from '../../electron/shared/model/format.ts';
import type { Status } from '../../electron/shared/model/status.ts';
import { typeNouns } from './values.ts';

/** How far the first look at the machine is. */
export interface FirstLook {
  /** 0 to 100, or `null` while nobody can know. */
  readonly percent: number | null;
  readonly words: string;
}

/** The baselines that are being taken, if any. */
export function firstLook(status: Status): FirstLook | null {
  const looking = status.types.filter((each) => each.running?.baseline);
  if (looking.length === 0) return status.state === 'starting' ? { percent: null, words: 'Starting' } : null;
  let done = 0;
  let expected: number | null = 0;
  for (const { running } of looking) {
    done += running?.done ?? 0;
    expected = expected === null || running?.expected == null ? null : expected + running.expected;
  }
  const words = looking
    .map(({ type, running }) => {
      const [, many] = typeNouns[type];
      const of = running?.expected == null ? '' : ` of ${formatCount(running.expected)}`;
      return `${formatCount(running?.done ?? 0)}${of} ${many}`;
    })
    .join(' · ');
  return { percent: expected ? Math.min(100, Math.round((done / expected) * 100)) : null, words };
}
