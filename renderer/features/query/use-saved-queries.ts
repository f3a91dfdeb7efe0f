import { useCallback } from 'react';
import type { SavedQuery } from '../../../electron/shared/model/saved-query.ts';
import { useSettingsEditor } from '../../api/settings-editor.ts';

const none: readonly SavedQuery[] = [];
const failure = 'The settings could not be saved. Check the disk and the rights of settings.json, then try again.';

/** The queries that are kept in the settings, and what can be done to them; each tells what kept it from happening. */
export function useSavedQueries() {
  const { query, settings, edit } = useSettingsEditor();
  const change = useCallback(
    async (made: (before: readonly SavedQuery[]) => readonly SavedQuery[]): Promise<string | null> => {
      const saved = await edit((before) => ({ ...before, queries: made(before.queries) }));
      return saved ? null : failure;
    },
    [edit],
  );
  const put = useCallback(
    (query: SavedQuery) =>
      change((before) =>
        before.some(({ id }) => id === query.id)
          ? before.map((each) => (each.id === query.id ? query : each))
          : [...before, query],
      ),
    [change],
  );
  const remove = useCallback((id: string) => change((before) => before.filter((each) => each.id !== id)), [change]);
  // Without settings one can still ask; `undefined` while they are on their way.
  return { queries: settings?.queries ?? (query.isError ? none : undefined), put, remove };
}
