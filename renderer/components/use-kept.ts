import { useCallback, useState } from 'react';

/**
 * A text that outlives the window, by its name: how one likes to look at things. It is no setting, since no other
 * machine and no command line should get it.
 */
export function useKept(name: string): readonly [string | null, (text: string) => void] {
  const [text, setText] = useState(() => localStorage.getItem(name));
  const keep = useCallback(
    (next: string) => {
      setText(next);
      localStorage.setItem(name, next);
    },
    [name],
  );
  return [text, keep];
}
