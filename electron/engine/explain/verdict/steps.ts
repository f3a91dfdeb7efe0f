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

/** What transactions did to a package. */
export function stepsOf(
  transactions: readonly Transaction[],
  { manager, name, architecture }: Pick<PackageRef, 'manager' | 'name' | 'architecture'>,
): readonly Done[] {
  return transactions
    .filter((transaction) => transaction.manager === manager)
    .flatMap((transaction) => {
      const step = transaction.packages.find(
        (each) => each.name === name && sameArchitecture(each.architecture, architecture),
      );
      return step === undefined ? [] : [{ transaction, step }];
    });
}

/** Without an epoch of 0, which some tools write and others leave out. */
const plain = (version: string): string => version.replace(/^0:/, '');

/** Whether two versions are the same, as far as both are known. */
export const sameVersion = (a: string | null, b: string | null): boolean =>
  a === null || b === null || plain(a) === plain(b);
