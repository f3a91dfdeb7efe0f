import type { Away } from '../../shared/contract/causes.ts';
import { causeCounts, causeTitle } from '../../shared/model/cause-words.ts';
import type { Cause } from '../../shared/model/explanation.ts';
import { counted } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import { changeTitle } from '../../shared/model/words.ts';
import type { Words } from './alert-words.ts';
import { someOf } from './notice-words.ts';

const lines = (...all: readonly (string | undefined)[]) => all.filter((each) => each).join('\n');

/** All changes of one cause: what happened, how much of it, who asked for it by which command. */
export function causeNotice(cause: Cause): Words {
  const asked = [cause.user === null ? undefined : `by ${cause.user}`, cause.command ?? undefined];
  return {
    title: printable(causeTitle(cause)),
    body: lines(
      causeCounts(cause),
      printable(asked.filter((each) => each).join(': ')),
      cause.fault === null ? undefined : faultWords(cause.kind, printable(cause.fault)),
      standingOut(cause.standingOut),
    ),
  };
}

/** A plan says of itself that nobody ended it. */
const faultWords = (kind: Cause['kind'], fault: string) => (kind === 'planned' ? fault : `It failed: ${fault}`);

const standingOut = (count: number) =>
  count === 0 ? undefined : `${counted(count, 'change')} in that time ${count === 1 ? 'stands' : 'stand'} out`;

/** So many causes of a time away are named. */
const namedCauses = 3;

/** What happened in a time away: what stands out first, then what caused the rest. */
export function awayNotice(away: Away): Words {
  const out = away.others.filter(({ explanation }) => explanation?.verdict === 'standsOut');
  const rest = away.others.filter((change) => !out.includes(change));
  const unnamed = away.unexplained - away.standingOut - rest.length;
  const causes = away.causes.slice(0, namedCauses).map((cause) => printable(causeTitle(cause)));
  const more = away.causes.length - causes.length;
  return {
    title: `While you were away: ${counted(away.changes, 'change')}`,
    body: lines(
      out.length === 0 ? undefined : `Stands out: ${someOf(out.map(changeTitle), away.standingOut - out.length)}`,
      ...causes,
      more === 0 ? undefined : `and ${more} more`,
      rest.length === 0 ? undefined : `Unexplained: ${someOf(rest.map(changeTitle), Math.max(0, unnamed))}`,
    ),
  };
}
