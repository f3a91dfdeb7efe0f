import { contentHash } from '../../shared/model/differences.ts';
import { type Fields, unsupported } from '../../shared/model/item.ts';
import { groupName, refreshAccounts, userName } from '../accounts.ts';
import { attributesOf } from '../collectors/files/worker/attributes/attributes.ts';
import { isSecretPath } from '../content/secrets.ts';
import type { Present } from './present.ts';
import { accessList, type Recorded } from './recorded.ts';
import type { Version } from './version.ts';

const octal = (mode: number) => mode.toString(8).padStart(4, '0');

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
    mode: posix ? octal(stats.mode & 0o7777) : null,
    owner: posix ? userName(stats.uid) : null,
    group: posix ? groupName(stats.gid) : null,
    ...attributesOf({ key: target, follow: false }, () => isSecretPath(target, [])),
    fileId: `${stats.dev}:${stats.ino}`,
    linkTarget: null,
  };
}

/** What was recorded of a list, as far as a file that is made anew gets it back. */
function begun(list: Fields[string] | undefined, recorded: Recorded | undefined): Fields[string] {
  if (typeof list !== 'string' || list === unsupported) return list ?? null;
  const given = list.split('\n').filter((line) => recorded?.extended.some((each) => each.lines.includes(line)));
  return given.length === 0 ? null : given.join('\n');
}

/** See `RestorePreview.result`. Of a file that is gone (`recorded`), owner, group, mode and the rest come from the record. */
export function resultingFields(now: Fields | null, { fields, bytes }: Version, recorded?: Recorded): Fields {
  const { mode = null, owner = null, group = null, acl, xattrs } = now ?? fields;
  // Windows has no mode.
  const alone = mode !== null && recorded !== undefined && !recorded.extended.some((each) => each.name === accessList);
  return {
    kind: 'file',
    size: bytes.length,
    checksum: contentHash(fields) ?? null,
    mode: alone ? octal(recorded.modeAlone) : mode,
    owner,
    group,
    acl: now === null ? begun(acl, recorded) : (acl ?? null),
    xattrs: now === null ? begun(xattrs, recorded) : (xattrs ?? null),
    linkTarget: null,
  };
}
