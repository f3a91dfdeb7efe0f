import { TidemarkError } from '../../shared/contract/errors.ts';
import type { Change } from '../../shared/model/change.ts';
import type { Fields } from '../../shared/model/item.ts';
import { keptHash } from '../query/content-sides.ts';
import type { ReadStore } from '../store/interface.ts';

/** What a file held before a change. */
export interface Version {
  readonly change: Change;
  readonly fields: Fields;
  readonly bytes: Uint8Array;
}

const withheld: Readonly<Record<string, readonly [cause: string, advice: string]>> = {
  secret: ['it may hold secrets, of which only the hash is kept', 'Look for it in a backup.'],
  tooLarge: [
    'it was larger than the limit for kept content',
    'Look for it in a backup; limits.contentPerFile decides for the versions to come.',
  ],
  off: [
    'keeping content is switched off for it',
    'Look for it in a backup; switch its content on for the versions to come.',
  ],
};

/** A refusal for want of content: the only one for which no copy can be saved either. */
const notKept = (message: string, advice: string) => new TidemarkError('notFound', message, advice);

/**
 * The version that a change took away. Fails with a TidemarkError of kind `notFound` where
 * there is none, or none that was kept.
 */
export function versionBefore(store: ReadStore, id: number): Version {
  const change = store.change(id);
  if (change === undefined) throw notKept(`There is no change ${id}.`, "See 'changes' for the ids of those recorded.");
  const { key, before } = change;
  if (change.type !== 'Files')
    throw notKept(
      `Change ${id} is of ${key}, which is no file.`,
      'Only what a file held before a change can be put back.',
    );
  if (before === null)
    throw notKept(
      `Before change ${id} there was no ${key}: it was new.`,
      'Remove the file yourself if it should go; Tidemark removes none.',
    );
  if (before.kind !== 'file')
    throw notKept(`Before change ${id} ${key} was no regular file.`, 'Only the content of files can be put back.');
  const reason = withheld[String(before.content)];
  if (reason !== undefined)
    throw notKept(`What ${key} held before change ${id} was not kept: ${reason[0]}.`, reason[1]);
  const hash = keptHash(before);
  const kept = hash === undefined ? undefined : store.content(hash);
  if (kept === undefined)
    throw notKept(
      `What ${key} held before change ${id} is no longer kept: it made room for newer content.`,
      'Look for it in a backup; limits.contentTotal decides for the versions to come.',
    );
  return { change, fields: before, bytes: kept.bytes };
}
