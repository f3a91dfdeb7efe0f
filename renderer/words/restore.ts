import type { RestorePreview } from '../../electron/shared/contract/restore.ts';
import { lostWords } from '../../electron/shared/model/restore-words.ts';

/** What one should know before a version is put back, in sentences. */
export function restoreNotes({ path, target, now, result, lost, same, names }: RestorePreview): readonly string[] {
  if (same) return [`${target} holds this version already.`];
  const whose = result.owner ? `${result.owner}:${result.group}, mode ${result.mode}` : null;
  return [
    now === null
      ? `The file is gone and will be there again${whose ? `, as it was recorded: ${whose}` : ''}.`
      : `Below is what would change in the file as it is now${whose ? `; it stays with ${whose}` : ''}.`,
    ...[lostWords(lost) ?? []].flat(),
    ...(target === path ? [] : [`${path} leads to ${target}: that file is written.`]),
    ...(names > 1 ? [`The file has ${names} names (hard links): only this one will hold the earlier version.`] : []),
  ];
}
