import type { AttentionState } from '../../electron/shared/contract/contract.ts';
import { formatCount } from '../../electron/shared/model/format.ts';
import { nearTime } from './time.ts';

/** What keeps notifications back now, and how many wait; `null` where nothing does and none do. */
export function heldWords(state: AttentionState, mutedUntil: string | null, now: Date): string | null {
  const { quiet, doNotDisturb, muted, held } = state;
  const why = muted
    ? `Notifications are muted${mutedUntil === null ? '' : ` until ${nearTime(mutedUntil, now)}`}`
    : doNotDisturb
      ? 'The desktop is set not to disturb'
      : quiet
        ? 'These are quiet hours'
        : null;
  if (why === null && held === 0) return null;
  const waits =
    held === 0
      ? 'nothing is held back so far'
      : held === 1
        ? 'one notification is held back'
        : `${formatCount(held)} notifications are held back`;
  const whole =
    why === null ? `${waits.charAt(0).toUpperCase()}${waits.slice(1)}, to be told together` : `${why}: ${waits}`;
  return `${whole}. What is critical is shown at once.`;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** The days of the week as the settings number them. */
export const dayChoices: readonly { readonly value: number; readonly label: string; readonly title: string }[] =
  weekdays.map((title, at) => ({ value: at + 1, label: title.slice(0, 2), title }));
