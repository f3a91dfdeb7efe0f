import { isSecretPath } from '../../content/secrets.ts';
import type { RawValue } from './key-handle.ts';

/** The hives' parts in which Windows keeps its own secrets: account hashes, stored passwords, keys. */
const secretKeys = /\\(?:SAM\\SAM|SECURITY\\(?:Policy\\Secrets|Cache)|Protected Storage System Provider)(?:\\|$)/i;

/** Names under which programs keep passwords, as sign-in without one does (DefaultPassword). */
const secretNames =
  /pass(?:word|wd|phrase|code)|secret|api[-_ ]?key|private[-_ ]?key|(?:access|auth|refresh)[-_ ]?token/i;

/** Numbers are switches (LimitBlankPasswordUse) and no secrets: REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_QWORD. */
const numbers: ReadonlySet<number> = new Set([4, 5, 11]);

/**
 * Whether the data of a value is secret by where it stands: it then never reaches the
 * disk (its hash does). `extra` are the user's patterns, which see a key's name with the value's at its end.
 */
export function isSecretValue(key: string, { name, type }: RawValue, extra: readonly string[]): boolean {
  if (secretKeys.test(key)) return true;
  if (isSecretPath(`${key}\\${name}`, extra)) return true;
  return !numbers.has(type) && secretNames.test(name);
}
