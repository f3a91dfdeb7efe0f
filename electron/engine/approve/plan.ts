import type { ParsedArgs, Result } from '../../shared/contract/contract.ts';
import type { WriteStore } from '../store/interface.ts';

/** The requests of a plan: 'I am installing something'. */
export type PlanMethod = 'plan.begin' | 'plan.end';
export type PlanHandlers = { readonly [M in PlanMethod]: (args: ParsedArgs<M>) => Promise<Result<M>> };

export interface PlanOptions {
  readonly store: WriteStore;
  /** Looks at everything that is tracked; resolves once what it found is saved. */
  readonly collect: () => Promise<unknown>;
  /** Resolves once all that was saved by now is explained. */
  readonly explained: () => Promise<unknown>;
  /** A plan began, or ended. */
  readonly changed: (id: number) => void;
  /** How long (milliseconds) an asker waits for a look at everything; it goes on all the same. */
  readonly patience: number;
}

const now = () => new Date().toISOString();

/** Resolves with a promise, or after so long without it. It never fails: who failed has told so. */
async function within(patience: number, work: Promise<unknown>): Promise<void> {
  const done = work.then(
    () => undefined,
    () => undefined,
  );
  if (patience === Number.POSITIVE_INFINITY) return await done;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([done, late]);
  clearTimeout(timer);
}

/**
 * Everything is looked at when a plan has begun, so that what changes from then on can be told from what had changed
 * before; and again before it ends, so that what changed in it is noticed in its time (see `planOf`).
 */
export function planHandlers({ store, collect, explained, changed, patience }: PlanOptions): PlanHandlers {
  const endings = new Map<number, Promise<void>>();

  const end = async (id: number): Promise<void> => {
    await collect().catch(() => undefined);
    if (store.plans.end(id, now())) changed(id);
    await explained();
    // With all that it came to.
    changed(id);
  };

  /** Ends the open plan, if there is one: its id. */
  const ended = async (): Promise<number | undefined> => {
    const id = store.plans.open();
    if (id === undefined) return undefined;
    const ending = endings.get(id) ?? end(id).finally(() => endings.delete(id));
    endings.set(id, ending);
    await within(patience, ending);
    return id;
  };

  return {
    'plan.begin': async ({ name }) => {
      await ended();
      const { begun, ended: cutShort } = store.plans.begin(name, now());
      if (cutShort !== undefined) changed(cutShort);
      changed(begun);
      await within(patience, collect());
      return store.causes.get(begun) as Result<'plan.begin'>;
    },

    'plan.end': async () => {
      const id = await ended();
      return id === undefined ? null : (store.causes.get(id) ?? null);
    },
  };
}
