import type { Expectation } from '../../shared/model/approval.ts';
import { expectationWords } from '../../shared/model/approval-words.ts';
import { actorWords, causeCounts, causeTitle } from '../../shared/model/cause-words.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Cause, Explanation, PackageStep, Verdict } from '../../shared/model/explanation.ts';
import { counted } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import { localMoment } from './lines.ts';
import type { Terminal } from './terminal.ts';

/** What of a cause's changes asks for a look: `2 stand out`; empty where nothing does. */
const standing = ({ standingOut }: Cause): string =>
  standingOut === 0 ? '' : `${standingOut} ${standingOut === 1 ? 'stands' : 'stand'} out`;

/** What is tied to a cause: `412 files, 3 daemons`. */
const countsOf = (cause: Cause): string => causeCounts(cause) || 'no changes';

/** A cause on one line: `14:21:07  = apt upgraded 12 packages: 412 files, 3 daemons  cause #5`. */
export function causeLine(terminal: Terminal, cause: Cause, time: string): string {
  const out = standing(cause);
  const words = `${causeTitle(cause)}: ${countsOf(cause)}${cause.endedAt === null ? ', not ended yet' : ''}`;
  return [
    terminal.style('dim', time),
    `${terminal.style('cyan', '=')} ${words}`,
    ...(out === '' ? [] : [terminal.style('red', out)]),
    ...(cause.fault === null ? [] : [terminal.style('yellow', printable(cause.fault))]),
    terminal.style('dim', `cause #${cause.id}`),
  ].join('  ');
}

/** What is known of a cause, a pair of cells a fact. */
export function causeFacts(cause: Cause): string[][] {
  const { id, kind, startedAt, endedAt, command, user, fault, explained, acknowledged } = cause;
  const out = standing(cause);
  return [
    ['Cause', `#${id}`],
    ['Kind', kind === 'planned' ? 'planned by its owner' : `a transaction of ${printable(cause.tool ?? 'unknown')}`],
    ['Began', localMoment(startedAt)],
    ['Ended', endedAt === null ? 'not yet' : localMoment(endedAt)],
    ...(command === null ? [] : [['Command', printable(command)]]),
    ...(user === null ? [] : [['Asked by', printable(user)]]),
    ...(fault === null ? [] : [['Fault', printable(fault)]]),
    ['Changes', `${countsOf(cause)}; ${explained} explained, ${acknowledged} acknowledged${out && `, ${out}`}`],
  ];
}

/** A step of a transaction as the cells of a table's row: `upgraded`, `curl`, `8.1 → 8.2`. */
export function stepCells({ action, name, architecture, from, to }: PackageStep): readonly string[] {
  const versions = [from, to].filter((each) => each !== null).join(' → ');
  return [action, architecture === null ? name : `${name}:${architecture}`, versions].map(printable);
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  pending: 'not known yet',
  explained: 'explained',
  planned: 'planned',
  standsOut: 'stands out',
  unexplained: 'unexplained',
};

const bytesWords = {
  shipped: 'as the package ships them',
  altered: 'not those that the package ships',
  unknown: 'nothing to compare them with',
} as const;

function tiedTo({ causeId, planId, cause }: Explanation): string | undefined {
  const id = causeId ?? planId;
  if (id === null) return undefined;
  return `#${id}${cause === undefined ? '' : ` ${printable(cause)}`}`;
}

/** What is known of a change beside its record, a pair of cells a fact. */
export function explanationFacts({ explanation, acknowledged }: Change): string[][] {
  const facts: string[][] = [];
  if (explanation === undefined) facts.push(['Cause', verdictWords.pending]);
  else {
    const { verdict, why, package: owner, bytes, conffile, actor, requestedBy, planId, causeId } = explanation;
    const tied = tiedTo(explanation);
    facts.push(['Cause', `${verdictWords[verdict]}${tied === undefined ? '' : `: ${tied}`}`]);
    if (causeId !== null && planId !== null) facts.push(['Plan', `#${planId}`]);
    if (why !== '') facts.push(['Why', printable(why)]);
    if (owner !== null) {
      facts.push(['Package', printable([owner.name, owner.version, `(${owner.manager})`].filter(Boolean).join(' '))]);
    }
    if (bytes !== null) facts.push(['Bytes', `${bytesWords[bytes]}${conffile ? '; a configuration file' : ''}`]);
    if (requestedBy !== undefined) facts.push(['Asked by', printable(requestedBy)]);
    if (actor !== null) facts.push(['Done by', `${actorWords(actor)}, process ${actor.pid}`]);
  }
  if (acknowledged !== undefined) {
    const { at, reason, expectationId } = acknowledged;
    const by = expectationId === null ? '' : `, by expectation ${expectationId}`;
    facts.push(['Acknowledged', `${localMoment(at)}${by}${reason === '' ? '' : `: ${printable(reason)}`}`]);
  }
  return facts;
}

/** An expectation as the cells of a table's row. */
export function expectationCells(expectation: Expectation): readonly string[] {
  const { id, until, endedAt, uses, reason } = expectation;
  const end =
    endedAt === null
      ? until === null
        ? 'without an end'
        : `until ${localMoment(until)}`
      : `ended ${localMoment(endedAt)}`;
  return [`${id}`, expectationWords(expectation), end, counted(uses, 'change'), printable(reason)];
}
