import { contentHash } from '../../shared/model/differences.ts';
import { type Fields, unsupported } from '../../shared/model/item.ts';
import { groupName, refreshAccounts, userName } from '../collectors/files/worker/accounts.ts';
import { attributesOf } from '../collectors/files/worker/attributes/attributes.ts';
import { isSecretPath } from '../content/secrets.ts';
import type { Present } from './present.ts';
import type { Version } from './version.ts';

/** The fields of the file that is there, named as a collection names them. Its checksum is always SHA-256. */
export function presentFields(target: string, { hash, stats }: Present): Fields {
  refreshAccounts();
  const posix = process.platform !== 'win32';
  return {
    kind: 'file',
    size: stats.size,
    checksum: hash,
    modified: stats.mtime.toISOString(),
    created: stats.birthtimeMs > 0 ? stats.birthtime.toISOString() : null,
    mode: posix ? (stats.mode & 0o7777).toString(8).padStart(4, '0') : null,
    owner: posix ? userName(stats.uid) : null,
    group: posix ? groupName(stats.gid) : null,
    ...attributesOf({ key: target, follow: false }, () => isSecretPath(target, [])),
    fileId: `${stats.dev}:${stats.ino}`,
    linkTarget: null,
  };
}

/** What was recorded of a list, as far as a file that is made anew can have one: it begins without. */
const begun = (recorded: Fields[string] | undefined) => (recorded === unsupported ? unsupported : null);

/** See `RestorePreview.result`. Of a file that is gone, owner, group and mode come from the record. */
export function resultingFields(now: Fields | null, { fields, bytes }: Version): Fields {
  const { mode = null, owner = null, group = null, acl, xattrs } = now ?? fields;
  return {
    kind: 'file',
    size: bytes.length,
    checksum: contentHash(fields) ?? null,
    mode,
    owner,
    group,
    acl: now === null ? begun(acl) : (acl ?? null),
    xattrs: now === null ? begun(xattrs) : (xattrs ?? null),
    linkTarget: null,
  };
}
