import { packageWords } from '../../../shared/model/cause-words.ts';
import type { Change } from '../../../shared/model/change.ts';
import type { PackageStep } from '../../../shared/model/explanation.ts';
import type { Owner } from '../types.ts';
import { type Evidence, type Finding, nothing } from './evidence.ts';
import { isPersonal, isStartLink, productWords } from './generated.ts';
import { besideOf, linkTarget, pythonSource } from './related.ts';
import { gainedRight } from './rights.ts';
import { type Done, sameVersion, stepsOf, wentOn } from './steps.ts';
import {
  type Interval,
  intervalOf,
  isDuring,
  isWrittenAfter,
  latest,
  latestFirst,
  mayBeOf,
  noticedIn,
  wasOver,
} from './times.ts';
import { doneWords, runWords } from './words.ts';

/** An owner, and what a transaction of that time did to its package. */
interface OwnDone extends Done {
  readonly owner: Owner;
}

/**
 * What became of the owners' packages at the time of a change, the last first; without packages whose scripts alone
 * ran, unless `anyStep`. What takes a package away adds nothing.
 */
export function doneTo(
  { category }: Change,
  owners: readonly Owner[],
  { transactions }: Evidence,
  interval: Interval,
  { anyStep = false, after = false } = {},
): readonly OwnDone[] {
  // A package that goes gives its place back to the one that it had diverted (dpkg-divert(1)): whose bytes those are.
  const heir = category === 'Modified' ? owners.find(({ present }) => present) : undefined;
  // In the order of the logs, whichever owner's package they are about: all that tells those of one second apart.
  const found = transactions
    .filter((transaction) => mayBeOf(transaction, interval, after))
    .flatMap((transaction) =>
      owners.flatMap((owner) =>
        stepsOf([transaction], owner.package)
          .filter(({ step }) => (anyStep || step.action !== 'configured') && !(category === 'Added' && isGoing(step)))
          .map((done) => ({ ...done, owner: isGoing(done.step) && !owner.present ? (heir ?? owner) : owner })),
      ),
    );
  return latestFirst(found);
}

const isGoing = ({ action }: PackageStep): boolean => action === 'removed' || action === 'purged';

/** A file, folder or link of a package, one that package tools make, or any other. */
export function judgeFile(change: Change, evidence: Evidence): Finding {
  const interval = intervalOf(change);
  const owners = evidence.owners.get(change.key) ?? [];
  // Files are unpacked with times of their own, which tell nothing of when.
  const done = doneTo(change, owners, evidence, noticedIn(change));
  if (done.length > 0) return judgeShipped(change, done, evidence);
  const made = judgeGenerated(change, evidence, interval);
  if (made !== undefined) return made;
  const [owner] = owners.toSorted((a, b) => Number(b.present) - Number(a.present));
  return owner === undefined
    ? judgeForeign(change, evidence, interval)
    : judgeUntouched(change, owner, owners, evidence);
}

const same = (change: Change, field: string): boolean =>
  change.before !== null && change.after !== null && change.before[field] === change.after[field];

/**
 * Whether the very file or folder is still there, with other rights or owners: nothing was unpacked over it. (The time
 * of a folder changes with what is put into it.)
 */
function isInPlace(change: Change): boolean {
  const { category, after, fieldsChanged } = change;
  if (category !== 'Modified' || typeof after?.fileId !== 'string' || !same(change, 'fileId')) return false;
  if (after.kind === 'directory') return fieldsChanged.some((name) => name !== 'modified' && name !== 'size');
  return after.kind === 'file' && typeof after.checksum === 'string' && same(change, 'checksum');
}

/**
 * Whether other bytes were written into the very file that was there. Package managers unpack beside it and rename over
 * it, so that what they put there is always another file.
 */
function isWrittenInto({ category, before, after }: Change): boolean {
  const file = after?.fileId;
  return category === 'Modified' && after?.kind === 'file' && typeof file === 'string' && before?.fileId === file;
}

/**
 * A file of a package that transactions of that time changed. What is seen was left by the last of them that was over by
 * then, or by one after it that may have begun.
 */
function judgeShipped(change: Change, done: readonly OwnDone[], evidence: Evidence): Finding {
  const over = done.findIndex(({ transaction }) => wasOver(transaction, Date.parse(change.noticedAt)));
  const judged = done
    .slice(0, over < 0 ? done.length : over + 1)
    .map((each) => ({ step: each.step, finding: judgeDone(change, each, done, evidence) }));
  const explained = judged.filter(({ finding }) => finding.verdict === 'explained');
  // A file that came is rather of the transaction that its package came with.
  const came = change.category === 'Added' ? explained.find(({ step }) => step.action === 'installed') : undefined;
  const found = explained.find(({ finding }) => finding.bytes === 'shipped') ?? came ?? explained[0] ?? judged[0];
  return found?.finding ?? nothing;
}

/** `all`: what was done to any of the owners' packages at that time, the last first. */
function judgeDone(change: Change, done: OwnDone, all: readonly OwnDone[], evidence: Evidence): Finding {
  const { owner, step, transaction } = done;
  const { conffile, present } = owner;
  // What the package ships now is not what it shipped then, where it went on since. Where it did not, though a log names
  // another version than the one that is there, the log is not to be relied on: the bytes are.
  const isLast =
    transaction.endedAt !== null &&
    transaction.identity === all[0]?.transaction.identity &&
    !wentOn(evidence.transactions, owner.package, done);
  const comparable = present && (isLast || (owner.digest !== null && sameVersion(step.to, owner.package.version)));
  const bytes = comparable ? evidence.bytes : evidence.bytes && 'unknown';
  const base: Finding = { ...nothing, package: owner.package, conffile, bytes };
  const explained: Finding = {
    ...base,
    verdict: 'explained',
    transaction: transaction.identity,
    tie: 'package',
    why: '',
  };
  const by = doneWords(done);
  if (change.category === 'Removed') {
    if (isGoing(step) && !(present && isLast))
      return { ...explained, why: `It was part of ${owner.package.name}: ${by}.` };
    if (!present) return { ...explained, why: `${owner.package.name} no longer has it: ${by}.` };
    const why = `${packageWords(owner.package)} has it, and it is gone, though ${by} at that time.`;
    return conffile ? { ...base, why } : { ...base, verdict: 'standsOut', why };
  }
  if (isInPlace(change)) {
    const why = `It was not written anew when ${by}: only what is noted about it changed.`;
    return { ...base, transaction: transaction.identity, tie: 'during', why };
  }
  const right = gainedRight(change);
  if (bytes !== 'altered' && right !== undefined) {
    const why = `It ${right} now, and did not before: that ${by} does not explain this.`;
    return { ...base, transaction: transaction.identity, tie: 'during', why };
  }
  if (bytes === 'altered') {
    const ships = `It does not hold what ${packageWords(owner.package)} ships`;
    return conffile
      ? { ...base, why: `${ships}, which marks it as configuration: that ${by} does not explain it.` }
      : { ...base, verdict: 'standsOut', why: `${ships}: that ${by} at that time does not explain it.` };
  }
  if (bytes !== 'shipped' && isWrittenAfter(transaction, change)) {
    const why = `It was written after ${by}: that does not explain it.`;
    return conffile ? { ...base, why } : { ...base, verdict: 'standsOut', why };
  }
  if (bytes !== 'shipped' && isWrittenInto(change)) {
    const why = `It was written into, and packages are unpacked as new files: that ${by} does not explain it.`;
    return conffile ? { ...base, why } : { ...base, verdict: 'standsOut', why };
  }
  if (bytes === 'shipped') return { ...explained, why: `It holds what ${packageWords(owner.package)} ships: ${by}.` };
  return { ...explained, why: `It is part of ${packageWords(owner.package)}: ${by}.` };
}

/** What package tools make from what a transaction changed. */
function judgeGenerated(change: Change, evidence: Evidence, interval: Interval): Finding | undefined {
  return judgeDerived(change, evidence, interval) ?? judgeProduct(change, evidence, interval);
}

/** What is made for one package's sake: a file laid beside its own, compiled Python, a link that starts its daemon. */
function judgeDerived(change: Change, evidence: Evidence, interval: Interval): Finding | undefined {
  const { key, before, after } = change;
  const link = linkTarget(key, after ?? before);
  const isChoice = key.startsWith('/etc/alternatives/');
  const sources: readonly (readonly [path: string | undefined, what: string])[] = [
    [besideOf(key), 'package tools lay it beside a file of'],
    [pythonSource(key), 'it is compiled from a file of'],
    [isStartLink(key) ? link : undefined, 'this link starts, or names, a daemon of'],
    [isChoice ? link : undefined, 'this is a choice among alternatives, for'],
    [isChoice ? linkTarget(key, before) : undefined, 'this was a choice among alternatives, for'],
  ];
  for (const [path, what] of sources) {
    const owners = path === undefined ? [] : (evidence.owners.get(path) ?? []);
    const [done] = doneTo(change, owners, evidence, interval, { anyStep: true });
    if (done === undefined) continue;
    const why = `${what.charAt(0).toUpperCase()}${what.slice(1)} ${done.owner.package.name}: ${doneWords(done)}.`;
    return generated(done.transaction.identity, why, done.owner);
  }
  return undefined;
}

const generated = (transaction: string, why: string, owner?: Owner): Finding => ({
  ...nothing,
  verdict: 'explained',
  transaction,
  tie: 'generated',
  package: owner?.package ?? null,
  why,
});

function judgeProduct(change: Change, { owners, transactions }: Evidence, interval: Interval): Finding | undefined {
  // What a package ships, nothing else makes.
  const own = owners.get(change.key) ?? [];
  if (own.some(({ present, conffile, digest }) => present && !conffile && digest !== null)) return undefined;
  const link = linkTarget(change.key, change.after ?? change.before);
  // A link into the alternatives changes with them.
  const path = link?.startsWith('/etc/alternatives/') ? '/etc/alternatives' : change.key;
  const found = transactions
    .filter((transaction) => mayBeOf(transaction, interval))
    .flatMap((transaction) => {
      const what = productWords(path, transaction);
      return what === undefined ? [] : [{ transaction, what }];
    });
  const made = latest(found);
  if (made === undefined) return undefined;
  return generated(made.transaction.identity, `It is ${made.what}, made anew by ${runWords(made.transaction)}.`);
}

/** A package's file, and no transaction of that time has to do with that package. */
function judgeUntouched(change: Change, owner: Owner, owners: readonly Owner[], evidence: Evidence): Finding {
  const { transactions } = evidence;
  // The package went on since: what it ships now says nothing of what it shipped then.
  const later = stepsOf(transactions, owner.package).some(
    ({ step, transaction }) => step.action !== 'configured' && transaction.startedAt > change.noticedAt,
  );
  const bytes = later ? evidence.bytes && 'unknown' : evidence.bytes;
  const base: Finding = { ...nothing, package: owner.package, conffile: owner.conffile, bytes };
  const named = packageWords(owner.package);
  if (!owners.some(({ present }) => present)) {
    return { ...base, why: `${owner.package.name} had it before, and no transaction tells of this change.` };
  }
  if (owner.conffile) {
    return { ...base, why: `${named} marks it as configuration, to be edited; no transaction changed it.` };
  }
  const onlyTimes = change.category === 'Modified' && change.fieldsChanged.every((name) => name === 'modified');
  if (onlyTimes) {
    const holds = bytes === 'shipped' ? `; it holds what ${named} ships` : '';
    return { ...base, why: `Only its time changed${holds}. No transaction did that.` };
  }
  const moment = judgeMoment(transactions, intervalOf(change));
  if (change.category === 'Added' && bytes === 'shipped' && moment.transaction !== null) {
    // As dpkg-divert(1) moves a file out of the way for another package, and back.
    return {
      ...moment,
      ...base,
      transaction: moment.transaction,
      tie: 'during',
      why: `It holds what ${named} ships. ${moment.why}`,
    };
  }
  return {
    ...base,
    verdict: 'standsOut',
    why: `It is part of ${named}, and no transaction ${didIt(change)}${heldWords(change, named, bytes)}.`,
  };
}

function didIt({ category }: Change): string {
  if (category === 'Added') return 'put it there';
  return category === 'Removed' ? 'took it away' : 'changed it';
}

function heldWords({ category }: Change, named: string, bytes: Finding['bytes']): string {
  if (category === 'Removed' || bytes === null || bytes === 'unknown') return '';
  return bytes === 'shipped' ? `; it holds what ${named} ships` : `; it does not hold what ${named} ships`;
}

/** No package's: at most it happened while a transaction ran. */
function judgeForeign(change: Change, { transactions }: Evidence, interval: Interval): Finding {
  if (isPersonal(change.key)) return nothing;
  return judgeMoment(transactions, interval);
}

/** What happened while a transaction ran, and no more is known. */
export function judgeMoment(transactions: Evidence['transactions'], interval: Interval): Finding {
  const ran = latest(
    transactions.filter((transaction) => isDuring(transaction, interval)).map((transaction) => ({ transaction })),
  );
  if (ran === undefined) return nothing;
  return {
    ...nothing,
    transaction: ran.transaction.identity,
    tie: 'during',
    why: `It happened during ${runWords(ran.transaction)}; nothing says that this did it.`,
  };
}
