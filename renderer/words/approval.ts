import type { Expectation, ExpectationScope } from '../../electron/shared/model/approval.ts';
import type { Change } from '../../electron/shared/model/change.ts';
import { counted } from '../../electron/shared/model/format.ts';
import { printable } from '../../electron/shared/model/printable.ts';
import { changeTitle, thingNoun } from '../../electron/shared/model/words.ts';
import { nearTime, shortDay } from './time.ts';

/** A scope that can be chosen for a change, and exactly what it would acknowledge. */
export interface ScopeChoice {
  readonly scope: ExpectationScope;
  readonly label: string;
  readonly says: string;
}

type Example = Pick<Change, 'type' | 'key' | 'name' | 'before' | 'after' | 'category' | 'explanation'>;

/** The package that a change is of: the one that owns the thing, or that it is itself. */
export function packageOf(change: Example): string | null {
  if (change.type === 'Software') return change.name;
  return change.explanation?.package?.name ?? null;
}

/** What can be expected of which a change is an example. */
export function scopeChoices(change: Example): readonly ScopeChoice[] {
  const name = changeTitle(change);
  const noun = thingNoun(change);
  const pkg = packageOf(change);
  return [
    { scope: 'once', label: 'Its next change', says: `The next change of ${name}, whatever it is, and no other.` },
    change.category === 'Removed'
      ? {
          scope: 'content',
          label: 'That it goes',
          says: `Whenever ${name} is removed again, and no other change of it.`,
        }
      : {
          scope: 'content',
          label: 'This state',
          says: `Whenever ${name} comes to be as this change left it, and no other change of it.`,
        },
    ...(pkg === null
      ? []
      : [
          {
            scope: 'package' as const,
            label: 'Its package',
            says: `Whatever transactions of the package ${printable(pkg)} do, to its files and daemons too. What somebody else does to them still stands out.`,
          },
        ]),
    change.type === 'Files'
      ? { scope: 'path', label: 'This path', says: 'Any change of any file that this pattern names, whoever makes it.' }
      : { scope: 'path', label: 'Any change of it', says: `Any change of this ${noun}, whoever makes it.` },
  ];
}

/** What an expectation acknowledges. */
export function expectationTitle({ scope, subject }: Pick<Expectation, 'scope' | 'subject'>): string {
  const what = printable(subject);
  switch (scope) {
    case 'once':
      return `The next change of ${what}`;
    case 'content':
      return `${what}, whenever it comes to that state`;
    case 'package':
      return `What transactions of ${what} do`;
    case 'path':
      return `Any change of ${what}`;
  }
}

/** How it did so far, and until when it holds. */
export function expectationLine(expectation: Expectation, now: Date): string {
  const { uses, lastUsedAt, until, endedAt, reason, madeAt } = expectation;
  const used =
    uses === 0 ? 'Not used yet' : `${counted(uses, 'change')}, the last ${nearTime(lastUsedAt ?? madeAt, now)}`;
  const end =
    endedAt !== null
      ? `ended ${nearTime(endedAt, now)}`
      : until === null
        ? `since ${shortDay(madeAt, now)}`
        : `until ${nearTime(until, now)}`;
  return [used, end, printable(reason)].filter((part) => part !== '').join(' · ');
}

/** The last moment of a day that was chosen (`2026-11-30`), in the machine's zone; `null` for no day. */
export function endOfDay(day: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!match) return null;
  const [year = 0, month = 0, date = 0] = match.slice(1).map(Number);
  return new Date(year, month - 1, date, 23, 59, 59).toISOString();
}
