import { listed } from './format.ts';

/** So many are named. */
const most = 5;

/** Names what of a file's access list and extended attributes is not put back; `undefined` where that is nothing. */
export function lostWords(lost: readonly string[]): string | undefined {
  if (lost.length === 0) return undefined;
  const more = lost.length > most ? [`${lost.length - most} more`] : [];
  return `Of its access list and extended attributes this can't be put back: ${listed([...lost.slice(0, most), ...more])}.`;
}
