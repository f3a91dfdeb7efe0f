import type { PackageStep, Transaction } from '../../../shared/model/explanation.ts';
import type { Done } from './steps.ts';

/** How the identities begin of transactions that no log tells of, see `madeUp`. */
export const madeUpPrefix = 'changes:';

export const isMadeUp = ({ identity }: Pick<Transaction, 'identity'>): boolean => identity.startsWith(madeUpPrefix);

function versions({ action, from, to }: PackageStep): string {
  if (action === 'upgraded' || action === 'downgraded') {
    if (from !== null && to !== null) return ` from ${from} to ${to}`;
    return to === null ? '' : ` to ${to}`;
  }
  return '';
}

const asked = ({ user }: Transaction): string => (user === null ? '' : `, asked for by ${user}`);

/** `apt upgraded curl from 8.1 to 8.2, asked for by alice`, or `curl was upgraded from 8.1 to 8.2, and no log says by whom`. */
export function doneWords({ transaction, step }: Done): string {
  const what = step.action === 'configured' ? 'configured' : step.action;
  if (isMadeUp(transaction)) return `${step.name} was ${what}${versions(step)}, and no log says by whom`;
  return `${transaction.tool} ${what} ${step.name}${versions(step)}${asked(transaction)}`;
}

/** `apt`, or `the change of packages that no log tells of`. */
export const runWords = (transaction: Transaction): string =>
  isMadeUp(transaction) ? `a change of ${transaction.manager}’s packages` : `a run of ${transaction.tool}`;
