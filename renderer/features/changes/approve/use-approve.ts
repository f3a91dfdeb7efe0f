import { useCallback, useState } from 'react';
import { TidemarkError } from '../../../../electron/shared/contract/errors.ts';
import { counted } from '../../../../electron/shared/model/format.ts';
import { useAcknowledge, useUnacknowledge } from '../../../api/approvals.ts';

/** Which changes: some, or all of a cause. */
export type Which = { readonly ids: number[] } | { readonly cause: number };

/** What was just done, in words, and the way back where there is one. */
export interface Done {
  readonly words: string;
  readonly bad: boolean;
  readonly undo: (() => void) | null;
}

/** Acknowledges changes and takes that back; what was done last is told, with the way back. */
export function useApprove() {
  const { mutate: acknowledge } = useAcknowledge();
  const { mutate: unacknowledge } = useUnacknowledge();
  const [done, setDone] = useState<Done | null>(null);
  const tell = useCallback((words: string, undo: Done['undo'] = null) => setDone({ words, bad: false, undo }), []);
  const failed = useCallback((error: Error) => {
    const { message, advice } = TidemarkError.from(error);
    setDone({ words: `${message} ${advice}`, bad: true, undo: null });
  }, []);

  const takeBack = useCallback(
    (which: Which) =>
      unacknowledge(which, { onSuccess: () => tell('Taken back: no longer acknowledged'), onError: failed }),
    [unacknowledge, tell, failed],
  );
  /** `all`: how many they are; a way back is offered where none of them was acknowledged before. */
  const approve = useCallback(
    (which: Which, all: number, reason = '') =>
      acknowledge(
        { ...which, reason },
        {
          onSuccess: (count) =>
            tell(`Acknowledged ${counted(count, 'change')}`, count === all ? () => takeBack(which) : null),
          onError: failed,
        },
      ),
    [acknowledge, takeBack, tell, failed],
  );
  const forget = useCallback(() => setDone(null), []);
  return { approve, takeBack, done, tell, forget };
}
export type Approve = ReturnType<typeof useApprove>;
