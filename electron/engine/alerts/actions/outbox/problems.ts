import type { Action } from '../../../../shared/model/action.ts';
import { counted } from '../../../../shared/model/format.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import type { WriteStore } from '../../../store/interface.ts';

/**
 * What stands of actions: deliveries that were given up, and actions whose secret can't be had (`held`: why, by their
 * ids). And what stood and is over.
 */
export function standingProblems(
  store: Pick<WriteStore, 'deliveries' | 'problems'>,
  actionOf: (id: string) => Action | undefined,
  held: ReadonlyMap<string, string>,
): { readonly standing: readonly Problem[]; readonly over: readonly Problem[] } {
  const name = (id: string) => actionOf(id)?.name ?? id;
  const dead = store.deliveries.dead().map(({ actionId, count, fault }): Problem => {
    const what = counted(count, 'alert');
    return {
      type: 'Actions',
      kind: 'failed',
      subject: name(actionId),
      message: `${what} could not be handed over and ${count === 1 ? 'was' : 'were'} given up. The last time: ${fault}`,
      advice: 'Mend the cause, and try them again or discard them.',
    };
  });
  const waiting = [...held].map(
    ([id, why]): Problem => ({
      type: 'Actions',
      kind: 'unreadable',
      subject: name(id),
      message: `Alerts wait for it: ${why}`,
      advice: 'They are handed over once the secret can be had.',
    }),
  );
  const standing = [...dead, ...waiting];
  const identity = ({ kind, subject }: Problem) => `${kind} ${subject}`;
  const now = new Set(standing.map(identity));
  const over = store.problems().filter((each) => each.type === 'Actions' && !now.has(identity(each)));
  return { standing, over };
}
