import type { EngineMethod, ParsedArgs, Result } from '../../../shared/contract/contract.ts';
import type { MachineIdentity } from '../../query/machine-identity.ts';
import type { WriteStore } from '../../store/interface.ts';
import type { Outbox } from './outbox/outbox.ts';
import { tryAction } from './trial.ts';

export type ActionMethod = Extract<EngineMethod, `actions.${string}`>;
export type ActionHandlers = {
  readonly [M in ActionMethod]: (args: ParsedArgs<M>) => Result<M> | Promise<Result<M>>;
};

/** Answers the contract's requests about actions and deliveries. */
export function actionHandlers(
  store: Pick<WriteStore, 'deliveries' | 'alertCounts'>,
  outbox: Outbox,
  machine: MachineIdentity,
): ActionHandlers {
  return {
    'actions.try': ({ action }) => tryAction(action, machine, outbox.means),
    'actions.deliveries': (query) => {
      const deliveries = store.deliveries.page(query);
      const last = deliveries.at(-1);
      const more =
        last !== undefined &&
        deliveries.length === query.limit &&
        store.deliveries.page({ ...query, before: last.id, limit: 1 }).length > 0;
      const { waiting, dead } = store.alertCounts();
      return { deliveries: [...deliveries], next: more ? last.id : null, waiting, dead };
    },
    'actions.retry': ({ ids }) => {
      store.deliveries.retry(ids, Date.now());
      outbox.decided();
      return null;
    },
    'actions.discard': ({ ids }) => {
      store.deliveries.discard(ids);
      outbox.decided();
      return null;
    },
    'actions.secrets': ({ opened }) => {
      outbox.secrets.open(opened);
      outbox.released();
      return null;
    },
  };
}
