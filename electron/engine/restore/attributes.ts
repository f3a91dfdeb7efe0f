import type { Stats } from 'node:fs';
import { TidemarkError } from '../../shared/contract/errors.ts';
import type { Fields } from '../../shared/model/item.ts';
import { groupNumber, userNumber } from './account-numbers.ts';
import { type Recorded, recordedExtended } from './recorded.ts';

/** What a written file gets beside its content; Windows has none of it. */
export interface Attributes {
  readonly mode: number;
  /** Undefined: the writer's own. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** The name of a file in the same folder whose further attributes it gets too. */
  readonly like?: string;
  /** What of the recorded further attributes it gets. */
  readonly recorded?: Recorded;
}

/** The present file's. */
export const attributesOf = (name: string, { mode, uid, gid }: Stats): Attributes => ({
  mode: mode & 0o7777,
  owner: { uid, gid },
  like: name,
});

/** Those of a version whose file is gone. Fails where an account of then is no more. */
export async function recordedAttributes(fields: Fields, shown: string): Promise<Attributes> {
  if (process.platform === 'win32') return { mode: 0o600, recorded: await recordedExtended(fields, 0o600) };
  const mode = typeof fields.mode === 'number' ? fields.mode : Number.parseInt(String(fields.mode), 8);
  const uid = await userNumber(String(fields.owner));
  const gid = await groupNumber(String(fields.group));
  if (uid === undefined || gid === undefined || Number.isNaN(mode)) {
    throw new TidemarkError(
      'invalid',
      `${shown} belonged to ${fields.owner}:${fields.group}, and this machine has no such account any more.`,
      'Save a copy somewhere else, or make the account again.',
    );
  }
  return { mode, owner: { uid, gid }, recorded: await recordedExtended(fields, mode) };
}
