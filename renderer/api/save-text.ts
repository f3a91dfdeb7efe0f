import { useMutation } from '@tanstack/react-query';
import { call } from './bridge.ts';

/** Lets the user choose where to save a text; answers with the file, `null` when they chose none. */
export function useSaveText() {
  return useMutation({
    mutationFn: async ({ name, text }: { readonly name: string; readonly text: () => string }) =>
      call('app.saveText', { name, text: text() }),
  });
}
