import type { Away } from '../../electron/shared/contract/causes.ts';
import { causeCounts } from '../../electron/shared/model/cause-words.ts';
import { counted } from '../../electron/shared/model/format.ts';
import { plainSpan, span } from './time.ts';

/** When nobody was there. */
export const awayHeading = ({ from, to }: Pick<Away, 'from' | 'to'>, now: Date): string => span(from, to, now);

/** What of it needs a look, in a sentence: `Tidemark did not run for 14 h, in which 412 files and 12 packages changed.` */
export function awayWords(away: Away): string {
  const { reason, from, to, changes } = away;
  const gone = reason === 'asleep' ? 'The machine slept' : 'Tidemark did not run';
  const what = causeCounts(away);
  return `${gone} for ${plainSpan(from, to)}. ${counted(changes, 'change')} in that time: ${what}.`;
}

/** Names a time away for good. */
export const awayKey = ({ from, to }: Pick<Away, 'from' | 'to'>): string => `${from} ${to}`;
