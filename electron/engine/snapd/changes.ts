import { z } from 'zod';

/** A change of snapd's, as `GET /v2/changes` tells of it: what it works at. */
export const snapdChangeSchema = z.object({
  summary: z.string().catch(''),
  tasks: z.array(z.object({ summary: z.string().catch('') })).catch([]),
  data: z
    .object({ 'snap-names': z.array(z.string()).nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type SnapdChange = Readonly<z.infer<typeof snapdChangeSchema>>;

/** A name between quotes, whichever ones the language of the machine has. */
const quoted = /["'“”„‘’‚«»‹›]([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:_[a-z0-9]+)?)["'“”„‘’‚«»‹›]/g;

/**
 * The names of the snaps that a change works at. Not every change names them in its data; its own summary and
 * those of its steps have them between quotes, together with other words, which then name no snap.
 */
export function namesOf({ summary, tasks, data }: SnapdChange): readonly string[] {
  const told = data?.['snap-names'];
  if (told) return told;
  const texts = [summary, ...tasks.map((task) => task.summary)];
  return [...new Set(texts.flatMap((text) => [...text.matchAll(quoted)].map((match) => match[1] ?? '')))];
}
