import type { Program, Source } from './pe.ts';

/** What a program says of itself. Anybody can write anything there. */
export interface VersionWords {
  /** Four numbers, `10.0.19041.1`. */
  readonly fileVersion: string | null;
  readonly productVersion: string | null;
  readonly company: string | null;
}

/** RT_VERSION (winuser.h). */
const versionType = 16;
const mostEntries = 4096;
const largest = 256 * 1024;
/** VS_FIXEDFILEINFO (verrsrc.h) begins with it. */
const fixedMark = 0xfeef04bd;

/** The version of a program, from its resources; undefined where it has none, or a damaged one. */
export function readVersion(source: Source, program: Program): VersionWords | undefined {
  const bytes = versionBytes(source, program);
  return bytes && parseVersion(bytes);
}

/** The tree of resources has three levels: type, name, language. Of several versions the first one counts. */
function versionBytes(source: Source, { resources, offsetOf }: Program): Buffer | undefined {
  const root = resources === undefined ? undefined : offsetOf(resources);
  if (root === undefined) return undefined;
  let entry = entryOf(source, root, 0, versionType);
  for (let level = 1; level < 3; level++) {
    if (entry === undefined || entry < 0x80000000) return undefined;
    entry = entryOf(source, root, entry - 0x80000000, undefined);
  }
  if (entry === undefined || entry >= 0x80000000) return undefined;
  const leaf = source.read(root + entry, 16);
  if (leaf.length < 16) return undefined;
  const at = offsetOf(leaf.readUInt32LE(0));
  const size = leaf.readUInt32LE(4);
  return at === undefined || size > largest ? undefined : source.read(at, size);
}

/** What an entry of a folder of resources leads to: a folder where its highest bit is set, else a leaf. */
function entryOf(source: Source, root: number, folder: number, id: number | undefined): number | undefined {
  const head = source.read(root + folder, 16);
  if (head.length < 16) return undefined;
  const count = Math.min(head.readUInt16LE(12) + head.readUInt16LE(14), mostEntries);
  const entries = source.read(root + folder + 16, count * 8);
  for (let at = 0; at + 8 <= entries.length; at += 8) {
    if (id === undefined || entries.readUInt32LE(at) === id) return entries.readUInt32LE(at + 4);
  }
  return undefined;
}

/** A block of VS_VERSIONINFO (verrsrc.h), all of which have one form. */
interface Block {
  readonly key: string;
  /** Its value, and what stands behind it: further blocks. */
  readonly value: Buffer;
  readonly rest: Buffer;
}

const padded = (at: number) => (at + 3) & ~3;

/** The blocks that follow one another; what is damaged ends them. */
function blocksOf(bytes: Buffer): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt16LE(at);
    if (length < 8 || at + length > bytes.length) break;
    const block = bytes.subarray(at, at + length);
    let end = 6;
    while (end + 2 <= length && block.readUInt16LE(end) !== 0) end += 2;
    const from = Math.min(padded(end + 2), length);
    // The length of a text is told in letters, that of all else in bytes.
    const size = bytes.readUInt16LE(at + 2) * (bytes.readUInt16LE(at + 4) === 1 ? 2 : 1);
    const to = Math.min(from + size, length);
    const rest = block.subarray(Math.min(padded(to), length));
    blocks.push({ key: block.toString('utf16le', 6, end), value: block.subarray(from, to), rest });
    at = padded(at + length);
  }
  return blocks;
}

/** The words of a version resource; undefined for what is none. */
export function parseVersion(bytes: Buffer): VersionWords | undefined {
  const root = blocksOf(bytes)[0];
  if (root?.key !== 'VS_VERSION_INFO') return undefined;
  const fixed = root.value.length >= 24 && root.value.readUInt32LE(0) === fixedMark ? root.value : undefined;
  const texts = new Map<string, string>();
  for (const info of blocksOf(root.rest).filter(({ key }) => key === 'StringFileInfo')) {
    for (const language of blocksOf(info.rest)) {
      for (const { key, value } of blocksOf(language.rest)) if (!texts.has(key)) texts.set(key, textOf(value));
    }
  }
  return {
    fileVersion: (fixed && numbers(fixed, 8)) ?? (texts.get('FileVersion') || null),
    productVersion: texts.get('ProductVersion') || (fixed && numbers(fixed, 16)) || null,
    company: texts.get('CompanyName') || null,
  };
}

const numbers = (fixed: Buffer, at: number) =>
  [at + 2, at, at + 6, at + 4].map((each) => fixed.readUInt16LE(each)).join('.');

/** Until the first NUL, in one line and of a length that a line has. */
function textOf(value: Buffer): string {
  const text = value.toString('utf16le').split('\0', 1)[0] ?? '';
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 256);
}
