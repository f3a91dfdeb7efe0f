import { useCallback, useMemo } from 'react';
import { entriesOf, openedOf, type QueryEntry, withNew, withOpened, withoutDraft, withText } from './drafts.ts';
import { useDrafts } from './use-drafts.ts';
import { useSavedQueries } from './use-saved-queries.ts';

/** The queries of the screen, saved and not, which of them is open, and what can be done to them. */
export function useQueries() {
  const [drafts, edit] = useDrafts();
  const { queries, put, remove } = useSavedQueries();
  const entries = useMemo(() => entriesOf(drafts, queries ?? []), [drafts, queries]);
  const entry = queries === undefined ? undefined : openedOf(drafts, entries);

  const open = useCallback((id: string) => edit((before) => withOpened(before, id)), [edit]);
  const begin = useCallback((text = '') => edit((before) => withNew(before, crypto.randomUUID(), text)), [edit]);
  const write = useCallback((of: QueryEntry, text: string) => edit((before) => withText(before, of, text)), [edit]);
  /** Saves what is written under the name it has. */
  const save = useCallback(
    async ({ id, name, text }: QueryEntry) => {
      const failed = await put({ id, name, text });
      if (failed === null) edit((before) => withoutDraft(before, id));
      return failed;
    },
    [edit, put],
  );
  /** Saves what is written as another query of one's own, and opens that. */
  const saveAs = useCallback(
    async ({ id, text }: QueryEntry, name: string) => {
      const own = crypto.randomUUID();
      const failed = await put({ id: own, name, text });
      if (failed === null) edit((before) => withOpened(withoutDraft(before, id), own));
      return failed;
    },
    [edit, put],
  );
  const rename = useCallback(({ id, saved }: QueryEntry, name: string) => put({ id, name, text: saved }), [put]);
  const discard = useCallback(
    async ({ id, kind }: QueryEntry) => {
      const failed = kind === 'own' ? await remove(id) : null;
      if (failed === null) edit((before) => withoutDraft(before, id));
    },
    [edit, remove],
  );
  return { entries, entry, open, begin, write, save, saveAs, rename, discard };
}
