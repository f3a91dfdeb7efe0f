import { counted } from '../../electron/shared/model/format.ts';
import type { Status } from '../../electron/shared/model/status.ts';
import { firstLook } from './first-look.ts';
import { nearTime } from './time.ts';
import { typeNouns } from './values.ts';

/** How tracking goes, as the foot of the side bar says it. */
export interface Coverage {
  readonly tone: 'well' | 'busy' | 'attention' | 'still';
  readonly title: string;
  /** What is tracked and what is not, in lines: `1,284 files · 787 packages`, `2 unreadable`. */
  readonly counts: readonly string[];
  readonly lastFull: string | null;
}

const paired = (parts: readonly string[]): readonly string[] =>
  parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1]].filter(Boolean).join(' · ')] : []));

/** The coverage that a status tells of. */
export function coverage(status: Status, now: Date): Coverage {
  const types = status.types.filter((each) => each.enabled);
  const counts = types
    .filter((each) => each.items > 0 && each.type !== 'Machine')
    .map((each) => counted(each.items, ...typeNouns[each.type]));
  const unreadable = status.problems.filter((problem) => problem.kind === 'unreadable').length;
  if (unreadable > 0) counts.push(`${unreadable} unreadable`);
  const reads = types.flatMap((each) => (each.type === 'Files' && each.lastFull ? [each.lastFull] : []));
  const [lastFull = null] = reads;
  return {
    ...heading(status, now),
    counts: counts.length > 0 ? paired(counts) : [firstLook(status)?.words ?? 'Nothing is tracked yet'],
    lastFull: lastFull && `Last full read ${nearTime(lastFull, now)}`,
  };
}

function heading(status: Status, now: Date): Pick<Coverage, 'tone' | 'title'> {
  const armed = status.types.filter((each) => each.enabled && each.live.armed);
  const live = armed.length > 0;
  const partly = armed.some((each) => each.live.unwatched.folders > 0);
  switch (status.state) {
    case 'starting':
      return { tone: 'busy', title: 'Taking the first look' };
    case 'tracking':
      return { tone: 'well', title: live ? `Tracking, ${partly ? 'partly live' : 'live'}` : 'Tracking' };
    case 'attention':
      return { tone: 'attention', title: live ? 'Tracking, needs a look' : 'Needs a look' };
    case 'paused':
      return {
        tone: 'still',
        title: status.pausedUntil ? `Paused until ${nearTime(status.pausedUntil, now)}` : 'Paused',
      };
    case 'stopped':
      return { tone: 'still', title: 'Not tracking' };
  }
}
