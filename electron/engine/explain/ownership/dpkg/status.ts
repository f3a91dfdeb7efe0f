import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLines } from '../lines.ts';
import { codeOf } from '../problems.ts';
import type { Turns } from '../turns.ts';

/** What is used of a package's paragraph in dpkg's status file. */
export interface DpkgEntry {
  readonly name: string;
  /** `null` where dpkg has let go of it together with the package. */
  readonly architecture: string | null;
  readonly version: string | null;
  /** The lines of its field Conffiles, each with its newline; `null` where it has none. */
  readonly conffiles: Buffer | null;
}

/** Packages by name: of each architecture one, where several may be installed beside each other. */
export type DpkgEntries = ReadonlyMap<string, readonly DpkgEntry[]>;

/**
 * What dpkg's database says of its packages: its status file, and over it the numbered journal files of a transaction
 * that runs, or was killed (see deb-control(5) for the form). Throws as `readLines` does.
 */
export async function readEntries(adminDir: string, turns: Turns): Promise<DpkgEntries> {
  const entries = new Map<string, DpkgEntry[]>();
  await readStatus(join(adminDir, 'status'), entries, turns);
  for (const step of journal(join(adminDir, 'updates'))) {
    await readStatus(step, entries, turns).catch((error: unknown) => {
      // Folded into the status file meanwhile: the next look finds it there.
      if (codeOf(error) !== 'ENOENT') throw error;
    });
  }
  return entries;
}

function journal(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /^\d+$/.test(name));
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

const [tab, space, colon] = [0x09, 0x20, 0x3a];
const fields = ['package', 'architecture', 'version', 'conffiles'] as const;

async function readStatus(file: string, entries: Map<string, DpkgEntry[]>, turns: Turns): Promise<void> {
  let found: Partial<Record<string, string>> = {};
  let conffiles: Buffer[] = [];
  let inConffiles = false;
  const end = () => {
    const { package: name, architecture = null, version = null } = found;
    if (name)
      put(entries, {
        name,
        architecture,
        version,
        conffiles: conffiles.length === 0 ? null : Buffer.concat(conffiles),
      });
    found = {};
    conffiles = [];
    inConffiles = false;
  };
  await readLines(
    file,
    (bytes, from, to) => {
      if (from === to) return end();
      const first = bytes[from];
      if (first === space || first === tab) {
        if (inConffiles) conffiles.push(Buffer.from(bytes.subarray(from, to + 1)));
        return undefined;
      }
      const field = fields.find((each) => isField(bytes, from, to, each));
      inConffiles = field === 'conffiles';
      if (field === undefined || inConffiles) return undefined;
      found[field] = bytes.toString('utf8', from + field.length + 1, to).trim();
      return undefined;
    },
    turns,
  );
  end();
}

/** Whether a line begins with a field's name, in whatever case, and a colon. */
function isField(bytes: Buffer, from: number, to: number, name: string): boolean {
  if (from + name.length >= to || bytes[from + name.length] !== colon) return false;
  for (let at = 0; at < name.length; at++) if (((bytes[from + at] ?? 0) | 0x20) !== name.charCodeAt(at)) return false;
  return true;
}

function put(entries: Map<string, DpkgEntry[]>, found: DpkgEntry): void {
  const same = entries.get(found.name) ?? [];
  const others = found.architecture === null ? [] : same.filter((each) => each.architecture !== found.architecture);
  entries.set(found.name, [...others, found]);
}

/** The package whose list goes by a name: `bash`, or `libc6:amd64` where several architectures may be installed. */
export function entryOf(entries: DpkgEntries, list: string): DpkgEntry | undefined {
  const [name = '', architecture] = list.split(':');
  const same = entries.get(name) ?? [];
  return architecture === undefined ? same[0] : same.find((each) => each.architecture === architecture);
}

/** What the lines of a field Conffiles say, path by path (as bytes); the MD5 is `null` until dpkg knows it. */
export function eachConffile(conffiles: Buffer, each: (path: Buffer, md5: string | null) => void): void {
  // Bytes as characters of the same number, so that names of any encoding pass unharmed.
  for (const line of conffiles.toString('latin1').split('\n')) {
    const [, path, word] = /^ (\/.*) ([0-9a-f]{32}|newconffile|nonexistent)(?: [a-z-]+)*$/.exec(line) ?? [];
    if (path === undefined || word === undefined) continue;
    each(Buffer.from(path, 'latin1'), word.length === 32 ? word : null);
  }
}
