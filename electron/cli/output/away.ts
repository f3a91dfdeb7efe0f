import type { Away } from '../../shared/contract/causes.ts';
import { causeCounts, causeTitle } from '../../shared/model/cause-words.ts';
import { counted } from '../../shared/model/format.ts';
import { causeLine } from './causes.ts';
import { changeLine, gapWords, localMoment } from './lines.ts';
import type { Terminal } from './terminal.ts';

const total = (away: Away): string =>
  `${gapWords[away.reason]} from ${localMoment(away.from)} to ${localMoment(away.to)}: ${causeCounts(away) || 'nothing changed'}`;

const unexplained = ({ unexplained: count, standingOut }: Away): string =>
  standingOut === 0
    ? `${counted(count, 'change')} without a known cause`
    : `${counted(count, 'change')} without a known cause, ${standingOut} of them ${standingOut === 1 ? 'stands' : 'stand'} out`;

/** A time away and what changed in it: its causes, and what no cause explains. */
export function awayLines(terminal: Terminal, away: Away): readonly string[] {
  const rest = away.unexplained - away.others.length;
  return [
    terminal.style('bold', total(away)),
    ...away.causes.map((cause) => `  ${causeLine(terminal, cause, localMoment(cause.startedAt))}`),
    ...(away.unexplained === 0 ? [] : [`  ${unexplained(away)}:`]),
    ...away.others.map((change) => `  ${changeLine(terminal, change, localMoment(change.noticedAt))}`),
    ...(rest > 0 ? [`  and ${counted(rest, 'more', 'more')}: tidemark changes --unexplained`] : []),
  ];
}

/** The same on one line: `14:21:07  ? Tidemark was not running from … to …: 3 files; apt upgraded curl; 1 change …`. */
export function awayLine(terminal: Terminal, away: Away, time: string): string {
  const causes = away.causes.map(causeTitle);
  const words = [total(away), ...causes, ...(away.unexplained === 0 ? [] : [unexplained(away)])].join('; ');
  return `${terminal.style('dim', time)}  ${terminal.style('cyan', '?')} ${words}`;
}
