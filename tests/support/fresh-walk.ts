import { createHash } from 'node:crypto';
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Fields } from '../../electron/shared/model/item.ts';

/**
 * What is on the disk, told without any code of the engine: the oracle to which an
 * inventory is held. Paths are bytes throughout, links are themselves (`manage`).
 */
export function freshWalk(root: string): Map<string, Fields> {
  const found = new Map<string, Fields>();
  const visit = (path: Buffer) => {
    const stats = lstatSync(path, { bigint: true });
    found.set(keyOf(path), fieldsOf(path, stats));
    if (!stats.isDirectory()) return;
    for (const name of readdirSync(path, { encoding: 'buffer' })) visit(Buffer.concat([path, Buffer.from('/'), name]));
  };
  visit(Buffer.from(root));
  return found;
}

/** The fields that `freshWalk` tells, of an inventory's item. */
export function walkedFields(fields: Fields): Fields {
  const { kind, size, checksum, modified, mode, owner, group, linkTarget } = fields;
  return { kind, size, checksum, modified, mode, owner, group, linkTarget } as Fields;
}

/** One character of well-formed UTF-8 (RFC 3629, section 4), in text that holds a byte a character. */
const character =
  /[\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\s\S]/g;

const hex = (code: number) => `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;

function segmentKey(latin: string): string {
  const parts = latin.match(character) ?? [];
  const foreign = (part: string) => part.length === 1 && part >= '\x80';
  const escaped = parts.some(foreign) || /\\x[0-9A-F]{2}/.test(latin);
  if (!escaped) return Buffer.from(latin, 'latin1').toString();
  return parts
    .map((part) => (foreign(part) || part === '\\' ? hex(part.charCodeAt(0)) : Buffer.from(part, 'latin1').toString()))
    .join('');
}

/** The key of a path: itself, but for names that are not UTF-8, or could be taken for the key of such a one. */
export function keyOf(path: Buffer): string {
  return path.toString('latin1').split('/').map(segmentKey).join('/');
}

const kinds = {
  file: 'isFile',
  directory: 'isDirectory',
  link: 'isSymbolicLink',
  fifo: 'isFIFO',
  socket: 'isSocket',
  blockDevice: 'isBlockDevice',
  characterDevice: 'isCharacterDevice',
} as const;

const moment = (nanoseconds: bigint) => new Date(Number(nanoseconds / 1_000_000n)).toISOString();

const names = (file: string) =>
  new Map(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , number = '']) => [BigInt(number), name]),
  );
const groups = names('/etc/group');

function fieldsOf(path: Buffer, stats: BigIntStats): Fields {
  const kind = Object.entries(kinds).find(([, is]) => stats[is]())?.[0] ?? 'unknown';
  const regular = kind === 'file';
  const me = userInfo();
  return {
    kind,
    size: regular ? Number(stats.size) : null,
    checksum: regular ? `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}` : null,
    modified: regular || kind === 'link' ? moment(stats.mtimeNs) : null,
    mode: (stats.mode & 0o7777n).toString(8).padStart(4, '0'),
    owner: stats.uid === BigInt(me.uid) ? me.username : String(stats.uid),
    group: groups.get(stats.gid) ?? String(stats.gid),
    linkTarget: kind === 'link' ? keyOf(readlinkSync(path, { encoding: 'buffer' })) : null,
  };
}
