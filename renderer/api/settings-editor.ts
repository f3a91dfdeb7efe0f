import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';
import type { Settings } from '../../electron/shared/model/settings.ts';
import { checkSettings, type SaveState, type SettingPath, withValue } from '../words/settings.ts';
import { keys } from './keys.ts';
import { useSaveSettings, useSettings } from './tracking.ts';

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

  const edit = useCallback(
    async (made: (before: Settings) => unknown): Promise<boolean> => {
      // The newest edit stands in the cache already, so that two in quick succession don't undo one another.
      const before = client.getQueryData<Settings>(keys.settings);
      if (!before) return false;
      const checked = checkSettings(made(before));
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

  const change = useCallback(
    (path: SettingPath, value: unknown) => edit((before) => withValue(before, path, value)),
    [edit],
  );

  const save: SaveState = isPending ? { state: 'saving' } : last;
  return { query, settings: query.data, errors, save, edit, change };
}
