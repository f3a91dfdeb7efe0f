import type { PackageRef, PackageStep, Transaction } from '../../../shared/model/explanation.ts';

/** A transaction, and what it did to a package. */
export interface Done {
  readonly transaction: Transaction;
  readonly step: PackageStep;
}

/** Names that managers give packages of every architecture. */
const anyArchitecture: ReadonlySet<string> = new Set(['all', 'any', 'noarch']);

const sameArchitecture = (a: string | null, b: string | null): boolean =>
  a === null || b === null || a === b || anyArchitecture.has(a) || anyArchitecture.has(b);

/**
 * What transactions did to a package. Of one that may be there in several versions (a kernel) one transaction may put a
 * version in place and take another away: the step is the one that has to do with the version asked for, if any has.
 */
export function stepsOf(
  transactions: readonly Transaction[],
  { manager, name, architecture, version }: PackageRef,
): readonly Done[] {
  return transactions
    .filter((transaction) => transaction.manager === manager)
    .flatMap((transaction) => {
      const steps = transaction.packages.filter(
        (each) => each.name === name && sameArchitecture(each.architecture, architecture),
      );
      const step = steps.find(({ from, to }) => isVersion(to, version) || isVersion(from, version)) ?? steps[0];
      return step === undefined ? [] : [{ transaction, step }];
    });
}

/** Without an epoch of 0, which some tools write and others leave out. */
const plain = (version: string): string => version.replace(/^0:/, '');

/** Whether two versions are the same, as far as both are known. */
export const sameVersion = (a: string | null, b: string | null): boolean =>
  a === null || b === null || plain(a) === plain(b);

const isVersion = (a: string | null, b: string | null): boolean => a !== null && b !== null && plain(a) === plain(b);

/** Whether another transaction, which began with this one or later, changed the package once more. */
export const wentOn = (transactions: readonly Transaction[], of: PackageRef, { transaction }: Done): boolean =>
  stepsOf(transactions, of).some(
    (each) =>
      each.step.action !== 'configured' &&
      each.transaction.identity !== transaction.identity &&
      each.transaction.startedAt >= transaction.startedAt,
  );
