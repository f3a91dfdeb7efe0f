import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { keys } from '../../api/keys.ts';
import { useSaveSettings, useSettings } from '../../api/tracking.ts';
import type { SettingPath } from './definition.ts';
import { checkSettings, withValue } from './paths.ts';

/** How the last edit went. */
export type SaveState =
  | { readonly state: 'idle' | 'saving' | 'saved' }
  | { readonly state: 'failed'; readonly message: string; readonly advice: string };

const none: ReadonlyMap<string, string> = new Map();

/**
 * Edits of the settings. Each is checked by the shared schema and saved at once;
 * one that does not pass is not saved and its fault stands at its field.
 */
export function useSettingsEditor() {
  const query = useSettings();
  const client = useQueryClient();
  const { mutateAsync, isPending } = useSaveSettings();
  const [errors, setErrors] = useState(none);
  const [last, setLast] = useState<SaveState>({ state: 'idle' });

  const change = useCallback(
    async (path: SettingPath, value: unknown): Promise<boolean> => {
      // The newest edit stands in the cache already, so that two in quick succession don't undo one another.
      const checked = checkSettings(withValue(client.getQueryData(keys.settings), path, value));
      if (!checked.ok) {
        setErrors(checked.errors);
        return false;
      }
      setErrors(none);
      client.setQueryData(keys.settings, checked.settings);
      try {
        await mutateAsync(checked.settings);
        setLast({ state: 'saved' });
        return true;
      } catch (thrown) {
        const { message, advice } = TidemarkError.from(thrown);
        setLast({ state: 'failed', message, advice });
        void client.invalidateQueries({ queryKey: keys.settings });
        return false;
      }
    },
    [client, mutateAsync],
  );

  const save: SaveState = isPending ? { state: 'saving' } : last;
  return { query, settings: query.data, errors, save, change };
}
