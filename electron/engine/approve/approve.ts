import type { ParsedArgs, Result } from '../../shared/contract/contract.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import type { Change } from '../../shared/model/change.ts';
import type { WriteStore } from '../store/interface.ts';
import { byExample } from './by-example.ts';

/** The requests by which a machine's owner says that changes are all right. */
export type ApproveMethod =
  | 'changes.acknowledge'
  | 'changes.unacknowledge'
  | 'expectations.list'
  | 'expectations.add'
  | 'expectations.end';
export type ApproveHandlers = { readonly [M in ApproveMethod]: (args: ParsedArgs<M>) => Result<M> };

export interface ApproveOptions {
  readonly store: WriteStore;
  /** Acknowledgements of these changes came or went, or (of none) expectations did. */
  readonly changed: (ids: readonly number[]) => void;
}

const now = () => new Date().toISOString();

/** Answers them from a store; they fail with a TidemarkError. */
export function approveHandlers({ store, changed }: ApproveOptions): ApproveHandlers {
  const chosen = ({ ids, cause }: Pick<ParsedArgs<'changes.acknowledge'>, 'ids' | 'cause'>) => {
    if ((ids === undefined || ids.length === 0) && cause === undefined) {
      throw new TidemarkError('invalid', 'No change is named.', 'Name changes by their numbers, or a cause.');
    }
    const unknown = store.approvals.unknown(ids ?? []);
    if (unknown !== undefined) throw noChange(unknown);
    if (cause !== undefined && store.causes.get(cause) === undefined) throw noCause(cause);
    return { ids, cause };
  };

  return {
    'changes.acknowledge': ({ reason, ...args }) => {
      const fresh = store.approvals.acknowledge(chosen(args), reason, now());
      // A new reason of one that was acknowledged is to be seen, too.
      changed([...new Set([...(args.ids ?? []), ...fresh])]);
      return fresh.length;
    },

    'changes.unacknowledge': (args) => {
      const gone = store.approvals.unacknowledge(chosen(args));
      if (gone.length > 0) changed(gone);
      return null;
    },

    'expectations.list': () => [...store.approvals.expectations(now())],

    'expectations.add': ({ change: id, scope, pattern, reason, until, acknowledge }) => {
      const change: Change | undefined = store.change(id);
      if (change === undefined) throw noChange(id);
      if (until !== null && Date.parse(until) <= Date.now()) {
        throw new TidemarkError('invalid', `${until} is past.`, 'Give a moment to come, or none.');
      }
      const expected = byExample(change, { scope, pattern });
      const made = store.approvals.expect({ ...expected, scope, reason, until }, now());
      // What was said of it before stays.
      const acknowledges = acknowledge && change.acknowledged === undefined;
      if (acknowledges) store.approvals.acknowledge({ ids: [id] }, reason, now());
      changed(acknowledges ? [id] : []);
      return made;
    },

    'expectations.end': ({ id }) => {
      if (!store.approvals.unexpect(id, now())) {
        throw new TidemarkError(
          'notFound',
          `There is no expectation ${id} that holds.`,
          "See 'expected' for those that do.",
        );
      }
      changed([]);
      return null;
    },
  };
}

const noChange = (id: number) =>
  new TidemarkError('notFound', `There is no change ${id}.`, "See 'changes' for the ids of those recorded.");

const noCause = (id: number) =>
  new TidemarkError('notFound', `There is no cause ${id}.`, "See 'causes' for the ids of those known.");
