import type { Change } from '../../../shared/model/change.ts';
import type { Evidence, Finding } from './evidence.ts';
import { intervalOf, mayBeOf } from './times.ts';
import { runWords } from './words.ts';

/**
 * What a process of a package manager's was certainly seen to do is its transaction's doing, whatever else is known of
 * it: scripts of packages write files that no package ships, and alter those that one does.
 */
export function byProcess(finding: Finding, change: Change, { witness, transactions }: Evidence): Finding {
  const actor = witness?.actor ?? null;
  const known = { ...finding, actor };
  if (actor === null || (finding.verdict !== 'unexplained' && finding.verdict !== 'standsOut')) return known;
  const interval = intervalOf(change);
  const own = transactions
    .filter((each) => each.manager === witness?.manager && mayBeOf(each, interval))
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
    .at(-1);
  if (own === undefined) return known;
  const why = `A process of ${runWords(own)} did it.`;
  return { ...known, verdict: 'explained', transaction: own.identity, tie: 'process', why };
}
