import { useCallback, useState } from 'react';
import { type Drafts, draftsSchema, firstDrafts } from './drafts.ts';

/**
 * Where the window keeps what is not saved. Not the settings: they would be written with every key, and a half-written
 * query is nothing that a command line or another machine should get.
 */
const place = 'tidemark.queries';

function read(): Drafts {
  const kept = localStorage.getItem(place);
  if (kept === null) return firstDrafts;
  try {
    const parsed = draftsSchema.safeParse(JSON.parse(kept));
    if (parsed.success) return parsed.data;
  } catch {
    // Told below: whatever it was, it is put aside and not lost.
  }
  localStorage.setItem(`${place}.unread`, kept);
  return firstDrafts;
}

/** The texts that are not saved, and a way to change them; each change is kept at once. */
export function useDrafts(): readonly [Drafts, (made: (before: Drafts) => Drafts) => void] {
  const [drafts, setDrafts] = useState(read);
  const edit = useCallback((made: (before: Drafts) => Drafts) => {
    setDrafts((before) => {
      const next = made(before);
      localStorage.setItem(place, JSON.stringify(next));
      return next;
    });
  }, []);
  return [drafts, edit];
}
