import type { RestorePreview } from '../../electron/shared/contract/restore.ts';
import { unsupported } from '../../electron/shared/model/item.ts';

/** What one should know before a version is put back, in sentences. */
export function restoreNotes({ path, target, now, version, result, same, names }: RestorePreview): readonly string[] {
  if (same) return [`${target} holds this version already.`];
  const whose = result.owner ? `${result.owner}:${result.group}, mode ${result.mode}` : null;
  const lost = now === null && [version.acl, version.xattrs].some((each) => each && each !== unsupported);
  return [
    now === null
      ? `The file is gone and will be there again${whose ? `, as it was recorded: ${whose}` : ''}.`
      : `Below is what would change in the file as it is now${whose ? `; it stays with ${whose}` : ''}.`,
    ...(lost ? ['The access list and the extended attributes that it had are not put back.'] : []),
    ...(target === path ? [] : [`${path} leads to ${target}: that file is written.`]),
    ...(names > 1 ? [`The file has ${names} names (hard links): only this one will hold the earlier version.`] : []),
  ];
}
