import { type ChangeRow, entry } from './ledger.ts';

/**
 * A change and what explains it in one line, so that a whole ledger is compared exactly:
 * `Modified Files /usr/lib/probe/a (…) | explained by apt upgraded 3 packages [package, shipped]`.
 */
export function explainedEntry(row: ChangeRow): string {
  const tied = [row.Tie, row.ShippedBytes, row.Conffile ? 'conffile' : ''].filter((each) => each !== '').join(', ');
  const cause = row.Cause === '' ? '' : ` by ${row.Cause}`;
  return `${entry(row)} | ${row.Verdict}${cause}${tied === '' ? '' : ` [${tied}]`}`;
}

/** What happened and what explains it, in an order that does not depend on which type was faster. */
export const explainedLedger = (rows: readonly ChangeRow[]): string[] => rows.map(explainedEntry).sort();
