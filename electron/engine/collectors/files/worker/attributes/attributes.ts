import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { type Fields, unsupported } from '../../../../../shared/model/item.ts';
import { groupName, userName } from '../../../../accounts.ts';
import { aclLines } from './acl.ts';
import { eachAttribute, type Target, type Value } from './calls.ts';
import { capabilityWords } from './capabilities.ts';

/** A longer value is told by its hash. */
const longest = 256;

const accounts = { user: userName, group: groupName };

/**
 * The fields `acl` and `xattrs` of a file, an entry a line; `null` where it has none
 * beside its mode. Whether its path is a secret one is asked only where it matters:
 * of such a file no value that its owner chose is shown.
 */
export const attributesOf = (target: Target, isSecret: () => boolean): Fields =>
  attributesFrom((use) => eachAttribute(target, use), isSecret);

/** The same of attributes that were read in another way. */
export function attributesFrom(
  each: (use: (name: Buffer, value: Value) => void) => 'done' | 'unsupported',
  isSecret: () => boolean,
): Fields {
  let acl: readonly string[] = [];
  const others: string[] = [];
  const support = each((bytes, value) => {
    const name = safeName(bytes);
    const access = name === 'system.posix_acl_access';
    if (access || name === 'system.posix_acl_default') {
      const lines = value === 'unreadable' ? undefined : aclLines(value, accounts);
      if (lines !== undefined) {
        // As getfacl(1) has them: those for access first.
        acl = access ? [...lines, ...acl] : [...acl, ...lines.map((line) => `default:${line}`)];
        return;
      }
    }
    others.push(`${name}=${shown(name, value, isSecret)}`);
  });
  if (support === 'unsupported') return { acl: unsupported, xattrs: unsupported };
  return {
    acl: acl.length === 0 ? null : acl.join('\n'),
    xattrs: others.length === 0 ? null : others.sort().join('\n'),
  };
}

/** A name with all that could break its line written as `\xHH`. */
function safeName(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
  return text.replace(/[^\x20-\x3c\x3e-\x5b\x5d-\x7e\u00a1-\uffff]/g, (character) =>
    [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

function shown(name: string, value: Value, isSecret: () => boolean): string {
  if (value === 'unreadable') return 'unreadable';
  if (name === 'security.capability') {
    const words = capabilityWords(value);
    if (words !== undefined) return words;
  }
  const own = name.startsWith('user.');
  const text = own && isSecret() ? undefined : textOf(own ? value : unterminated(value));
  return text ?? `sha256:${hash('sha256', value, 'hex')} (${value.length} bytes)`;
}

/** Without the zero that ends a text in C: SELinux's labels have it. */
const unterminated = (value: Buffer) => (value.at(-1) === 0 ? value.subarray(0, -1) : value);

/** A short value of one line as text. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.length > longest || !isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8');
  return /\p{Cc}/u.test(text) ? undefined : text;
}
