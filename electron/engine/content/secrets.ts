import picomatch from 'picomatch';
import { publicPaths, secretNames, secretPaths } from './secret-patterns.ts';

const options = { dot: true, nocase: true } as const;

/** Many patterns as one expression: a path is matched for every file that is kept. */
function anyOf(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.map((pattern) => picomatch.makeRe(pattern, options).source).join('|'), 'i');
}

const bySecretName = anyOf(secretNames);
const bySecretPath = anyOf(secretPaths);
const byPublicPath = anyOf(publicPaths);

/** The user's patterns as one expression, for as long as the same list is asked with. */
let extraPatterns: readonly string[] = [];
let byExtra: RegExp | undefined;

/**
 * Whether a file's path says that its content is secret: it then never reaches
 * the disk (its hash does). `extra` are the user's patterns: a name (`*.token`)
 * counts in every folder, a folder for all that is in it, and `~` for every home.
 */
export function isSecretPath(path: string, extra: readonly string[]): boolean {
  const slashed = path.replaceAll('\\', '/');
  if (extra !== extraPatterns) {
    byExtra = extra.length === 0 ? undefined : anyOf(extra.flatMap(widened));
    extraPatterns = extra;
  }
  if (byExtra?.test(slashed)) return true;
  const name = slashed.slice(slashed.lastIndexOf('/') + 1);
  return (bySecretName.test(name) || bySecretPath.test(slashed)) && !byPublicPath.test(slashed);
}

/** A user's pattern, for the thing itself and for all below it. */
function widened(pattern: string): readonly string[] {
  const isWindows = /^(?:[a-z]:\\|\\\\)/iu.test(pattern);
  const slashed = (isWindows ? pattern.replaceAll('\\', '/') : pattern).replace(/\/+$/u, '');
  if (slashed === '') return [];
  const anywhere = slashed.startsWith('~/') ? `**${slashed.slice(1)}` : slashed;
  const whole = anywhere.includes('/') ? anywhere : `**/${anywhere}`;
  return [whole, `${whole}/**`];
}

/**
 * How private keys give themselves away: PEM (RFC 7468) and OpenPGP armour
 * (RFC 9580), PuTTY's and age's key files.
 */
const keyMarks = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-\d|^AGE-SECRET-KEY-1/mu;

/** Whether content holds a private key, wherever in it: a bundle has its certificates first. */
export function looksSecret(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes('KEY') && !buffer.includes('PuTTY-User-Key-File-')) return false;
  return keyMarks.test(buffer.toString('latin1'));
}
