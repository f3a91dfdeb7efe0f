import { z } from 'zod';
import { type ReadyQuery, readyQueries } from '../../../electron/shared/model/ready-queries.ts';
import type { SavedQuery } from '../../../electron/shared/model/saved-query.ts';

/** What is written and not saved: it outlives the window. */
export const draftsSchema = z.object({
  /** The text that is open: of a saved query, a ready one, or one without a name. */
  opened: z.string(),
  /** Texts that have no name yet, the newest last. */
  unnamed: z.array(z.object({ id: z.string(), text: z.string() })),
  /** Texts of named queries that differ from what was saved, by their ids. */
  edits: z.record(z.string(), z.string()),
});
export type Drafts = Readonly<z.infer<typeof draftsSchema>>;

/** A query as the screen shows it. */
export interface QueryEntry {
  readonly id: string;
  readonly kind: 'own' | 'ready' | 'unnamed';
  /** Of a ready one where it comes from. */
  readonly from: ReadyQuery['from'] | null;
  readonly name: string;
  /** As it is written now. */
  readonly text: string;
  /** As it was saved; empty for one without a name. */
  readonly saved: string;
  readonly edited: boolean;
  /** What it is useful for; empty for one's own. */
  readonly use: string;
}

/** The query that is there when the screen is opened for the first time. */
const firstQuery = 'today-by-type';

export const firstDrafts: Drafts = { opened: firstQuery, unnamed: [], edits: {} };

/** What a text without a name is called: its first words. */
const called = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, 60) || 'New query';

/** Every query there is, in the order of the list: without a name, one's own, those that come with Tidemark. */
export function entriesOf(drafts: Drafts, own: readonly SavedQuery[]): readonly QueryEntry[] {
  const named = (
    kind: 'own' | 'ready',
    { id, name, text, use = '', from }: SavedQuery & Partial<ReadyQuery>,
  ): QueryEntry => {
    const written = drafts.edits[id] ?? text;
    return { id, kind, from: from ?? null, name, text: written, saved: text, edited: written !== text, use };
  };
  return [
    ...drafts.unnamed.map(
      ({ id, text }): QueryEntry => ({
        id,
        kind: 'unnamed',
        from: null,
        name: called(text),
        text,
        saved: '',
        edited: text.trim() !== '',
        use: '',
      }),
    ),
    ...own.map((each) => named('own', each)),
    ...readyQueries.map((each) => named('ready', each)),
  ];
}

/** The entry that is open; the first ready one where that is gone. */
export const openedOf = (drafts: Drafts, entries: readonly QueryEntry[]): QueryEntry | undefined =>
  entries.find(({ id }) => id === drafts.opened) ?? entries.find(({ id }) => id === firstQuery);

const without = (edits: Drafts['edits'], id: string): Drafts['edits'] =>
  Object.fromEntries(Object.entries(edits).filter(([each]) => each !== id));

/** Drafts with what an entry now says. A text that is as it was saved is no draft. */
export function withText(drafts: Drafts, entry: Pick<QueryEntry, 'id' | 'kind' | 'saved'>, text: string): Drafts {
  const { id, kind, saved } = entry;
  if (kind === 'unnamed') {
    return { ...drafts, unnamed: drafts.unnamed.map((each) => (each.id === id ? { id, text } : each)) };
  }
  return { ...drafts, edits: text === saved ? without(drafts.edits, id) : { ...drafts.edits, [id]: text } };
}

export const withOpened = (drafts: Drafts, opened: string): Drafts => ({ ...drafts, opened });

/** Drafts with a new text that has no name, open. An empty one that is there already is taken instead. */
export function withNew(drafts: Drafts, id: string, text = ''): Drafts {
  const empty = drafts.unnamed.find((each) => each.text.trim() === '');
  if (empty && text === '') return { ...drafts, opened: empty.id };
  return { ...drafts, opened: id, unnamed: [...drafts.unnamed, { id, text }] };
}

/** Drafts in which nothing of an entry is unsaved any more: it was saved, put back or removed. */
export const withoutDraft = (drafts: Drafts, id: string): Drafts => ({
  ...drafts,
  unnamed: drafts.unnamed.filter((each) => each.id !== id),
  edits: without(drafts.edits, id),
});
