import { z } from 'zod';
import { fieldsSchema } from '../model/item.ts';
import { errorShapeSchema } from './errors.ts';
import { changeContentSchema } from './queries.ts';

/** Names a change: what its file held before it is the version that is put back. */
export const versionSchema = z.strictObject({ id: z.number().int().positive() });

/** What putting a version back would do, before anything is done. */
export const restorePreviewSchema = z.object({
  /** The file that the change is of. */
  path: z.string(),
  /** Where it would be written: another path than `path` where a followed link leads there. */
  target: z.string(),
  /** The fields of what is there now; `null` where no file is. Its `checksum` is always SHA-256. */
  now: fieldsSchema.nullable(),
  /** The fields of the version, as they were recorded. */
  version: fieldsSchema,
  /**
   * The fields of the file once the version is put back: its content, and what stays of the file that is there.
   * Left out is what only writing it decides (its times and its inode).
   */
  result: fieldsSchema,
  /** Of a file that is gone: the entries of its access list and its extended attributes that can't be put back. */
  lost: z.array(z.string()),
  /** Whether the file holds this version already. */
  same: z.boolean(),
  /** `before`: what the file holds now. `after`: what would be written. */
  content: changeContentSchema,
  /** How many names the file has (hard links): only one of them would get the version. */
  names: z.number().int(),
  /** Why it can't be written as things are; `null` where nothing is known against it. */
  obstacle: errorShapeSchema.nullable(),
});
export type RestorePreview = z.infer<typeof restorePreviewSchema>;

/** Puts a version back, only if all is as the preview showed it. */
export const restoreSchema = versionSchema.extend({
  target: z.string(),
  /** The `checksum` of the preview's `now`; `null` where no file was. */
  present: z.string().nullable(),
});

/** What was recorded of the file and could not be put back: the preview's `lost`, and what the system refused. */
export const restoredSchema = z.object({ lost: z.array(z.string()) });

/** Writes a version to another file, readable by its owner alone. `replace`: also where a file is already. */
export const saveCopySchema = versionSchema.extend({ file: z.string().min(1), replace: z.boolean().default(false) });
