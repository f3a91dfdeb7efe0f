import type { RestorePreview } from '../../electron/shared/contract/restore.ts';

/** What one should know before a version is put back, in sentences. */
export function restoreNotes({ path, target, now, version, same, names }: RestorePreview): readonly string[] {
  if (same) return [`${target} holds this version already.`];
  const keeper = now ?? version;
  const whose = keeper.owner ? `${keeper.owner}:${keeper.group}, mode ${keeper.mode}` : null;
  return [
    now === null
      ? `The file is gone and will be there again${whose ? `, as it was recorded: ${whose}` : ''}.`
      : `Below is what would change in the file as it is now${whose ? `; it stays with ${whose}` : ''}.`,
    ...(target === path ? [] : [`${path} leads to ${target}: that file is written.`]),
    ...(names > 1 ? [`The file has ${names} names (hard links): only this one will hold the earlier version.`] : []),
  ];
}
