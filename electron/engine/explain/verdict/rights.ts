import type { Change } from '../../../shared/model/change.ts';
import type { Fields } from '../../../shared/model/item.ts';

/** The bits of a mode, which is written in octal digits; of what has none, 0. */
const bitsOf = ({ mode }: Fields): number => (typeof mode === 'string' ? Number.parseInt(mode, 8) || 0 : 0);

/** Bits of chmod(2) that let whoever runs or finds a file do more than it says. */
const strong: readonly (readonly [bit: number, words: string])[] = [
  [0o4000, 'runs as its owner (set-user-ID)'],
  [0o2000, 'runs as its group (set-group-ID)'],
  [0o0002, 'is writable for everybody'],
];

const capabilitiesOf = ({ xattrs }: Fields): string =>
  (typeof xattrs === 'string' ? xattrs.split('\n') : []).find((line) => line.startsWith('security.capability=')) ?? '';

/**
 * What a file may do now that it might not do before: the same bytes with such a right are another program. Packages
 * hardly ever give one to a file that they had without; who breaks in does.
 */
export function gainedRight({ before, after }: Pick<Change, 'before' | 'after'>): string | undefined {
  if (before?.kind !== 'file' || after?.kind !== 'file') return undefined;
  const gained = bitsOf(after) & ~bitsOf(before);
  const [, words] = strong.find(([bit]) => (gained & bit) !== 0) ?? [];
  if (words !== undefined) return words;
  const capabilities = capabilitiesOf(after);
  return capabilities !== '' && capabilities !== capabilitiesOf(before) ? 'has other capabilities' : undefined;
}
