import type { Item } from '../../../../shared/model/item.ts';
import { softwareItem } from '../item.ts';
import { inUtf8, LineError, wholeLines } from '../text-file.ts';

/** Text that is no database of apk's, with the line at which that was seen. */
export class InstalledSyntaxError extends Error {
  override readonly name = 'InstalledSyntaxError';
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
  }
}

/** The fields that an item is made of, by their letters. */
const kept = new Set([...'PVATmoILf']);
const [newline, colon] = [10, 58];

/** An installed package: its fields by their letters. */
export type ApkPackage = ReadonlyMap<string, string>;

/**
 * Reads apk's database, as apk-tools writes it: lines of a letter, a colon and a value; a blank line ends a package. Most
 * lines are of its files, and are passed over. Throws InstalledSyntaxError.
 */
export async function readInstalled(
  pieces: AsyncIterable<Uint8Array>,
  found: (each: ApkPackage) => void,
): Promise<void> {
  const reader = new InstalledReader(found);
  try {
    for await (const text of wholeLines(pieces)) reader.read(text);
  } catch (error) {
    if (error instanceof LineError) throw new InstalledSyntaxError(reader.line + error.ahead + 1, error.message);
    throw error;
  }
  reader.end();
}

class InstalledReader {
  line = 0;
  #open: Map<string, string> | undefined;

  constructor(private readonly found: (each: ApkPackage) => void) {}

  /** `text` ends with a line. */
  read(text: string): void {
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf('\n', from);
      this.line += 1;
      if (text.charCodeAt(from) === newline) this.end();
      else this.#take(text, from, end);
      from = end + 1;
    }
  }

  end(): void {
    const fields = this.#open;
    this.#open = undefined;
    if (fields === undefined) return;
    if (!fields.get('P') || !fields.get('V')) throw this.#fault('a package without a name or a version');
    this.found(fields);
  }

  #take(text: string, from: number, end: number): void {
    if (text.charCodeAt(from + 1) !== colon) throw this.#fault('no field where one should begin');
    this.#open ??= new Map();
    const letter = text.charAt(from);
    if (kept.has(letter) && !this.#open.has(letter)) this.#open.set(letter, inUtf8(text.slice(from + 2, end)));
  }

  #fault(reason: string): InstalledSyntaxError {
    return new InstalledSyntaxError(this.line, reason);
  }
}

/** What went wrong with a package when it was installed, by the letters of its field `f`; others say something else. */
const faults: Readonly<Record<string, string>> = { f: 'files', s: 'script', x: 'attributes' };

/** A package as an item. The database does not tell when it was installed. */
export function toItem(found: ApkPackage): Item {
  const name = found.get('P') ?? '';
  const broken = [...(found.get('f') ?? '')].flatMap((letter) => faults[letter] ?? []);
  const size = found.get('I');
  return softwareItem(`apk:${name}`, name, {
    version: found.get('V') ?? null,
    state: broken.length === 0 ? 'installed' : `broken (${broken.join(', ')})`,
    architecture: found.get('A') ?? null,
    publisher: found.get('m') ?? null,
    description: found.get('T') ?? null,
    softwareType: 'Package',
    source: found.get('o') ?? name,
    installedSize: size !== undefined && /^\d+$/.test(size) ? Number(size) : null,
    manager: 'apk',
  });
}
