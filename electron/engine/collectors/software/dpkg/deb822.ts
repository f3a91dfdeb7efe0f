import { inUtf8, LineError, wholeLines } from '../text-file.ts';

/** A paragraph of a control file. */
export interface Stanza {
  /** The line it begins in, from 1. */
  readonly line: number;
  /** The first line of a field that was to be kept, by its name in lower case. */
  get(name: string): string | undefined;
}

/** Text that is no control file, with the line at which that was seen. */
export class ControlSyntaxError extends Error {
  override readonly name = 'ControlSyntaxError';
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}

/**
 * Reads the paragraphs of a control file (deb-control(5), deb822(5)) as the bytes
 * come, as many at a time as a piece of it ends. Only the fields in `keep` are held, since
 * a status file is mostly dependency lists, and of those the first lines. Bytes that are not UTF-8 become U+FFFD:
 * old packages carry maintainers' names in other encodings. Throws ControlSyntaxError.
 */
export async function* readStanzas(
  chunks: AsyncIterable<Uint8Array>,
  keep: ReadonlySet<string>,
): AsyncGenerator<readonly Stanza[], void, undefined> {
  const reader = new StanzaReader(keep);
  try {
    for await (const text of wholeLines(chunks)) yield reader.read(text);
  } catch (error) {
    if (error instanceof LineError) throw new ControlSyntaxError(reader.line + error.ahead + 1, error.message);
    throw error;
  }
  yield reader.end();
}

const newline = 10;
const colonCode = 58;
const isBlank = (code: number) => code === 32 || code === 9 || code === 13;
/** deb822(5): printable US-ASCII but the space and the colon. */
const isInName = (code: number) => code > 32 && code < 127 && code !== colonCode;

/** The kept fields by the places of their names: a map for each of many thousand paragraphs takes much longer to fill. */
class Kept implements Stanza {
  readonly values: (string | undefined)[];

  constructor(
    readonly line: number,
    private readonly names: readonly string[],
  ) {
    this.values = new Array(names.length);
  }

  get(name: string): string | undefined {
    return this.values[this.names.indexOf(name)];
  }
}

/** Reads whole lines. It goes through the text by positions: a status file has megabytes, and most are passed over. */
class StanzaReader {
  line = 0;
  #open: Kept | undefined;
  #found: Stanza[] = [];
  readonly #names: readonly string[];

  constructor(keep: ReadonlySet<string>) {
    this.#names = [...keep];
  }

  /** The paragraphs that end in `text`, which ends with a line. */
  read(text: string): readonly Stanza[] {
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf('\n', from);
      this.line += 1;
      const first = text.charCodeAt(from);
      if (first === newline) this.#close();
      else if (isBlank(first)) this.#continueOrClose(text, from, end);
      else this.#begin(text, from, end);
      from = end + 1;
    }
    return this.#take();
  }

  end(): readonly Stanza[] {
    this.#close();
    return this.#take();
  }

  #take(): readonly Stanza[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #close(): void {
    if (this.#open !== undefined) this.#found.push(this.#open);
    this.#open = undefined;
  }

  #continueOrClose(text: string, from: number, end: number): void {
    let at = from;
    while (at < end && isBlank(text.charCodeAt(at))) at += 1;
    if (at === end) this.#close();
    else if (this.#open === undefined) throw this.#fault('a continuation line without a field');
  }

  #begin(text: string, from: number, end: number): void {
    let colon = from;
    while (colon < end && isInName(text.charCodeAt(colon))) colon += 1;
    const length = colon - from;
    while (colon < end && isBlank(text.charCodeAt(colon))) colon += 1;
    // deb822(5): a name does not begin with '#' or '-'.
    if (length === 0 || text.charCodeAt(colon) !== colonCode || /[#-]/.test(text.charAt(from))) {
      throw this.#fault('no field name where one should begin');
    }
    this.#open ??= new Kept(this.line, this.#names);
    const place = this.#placeOf(text, from, length);
    if (place < 0) return;
    const { values } = this.#open;
    if (values[place] !== undefined) throw this.#fault(`the field '${this.#names[place]}' is there twice`);
    values[place] = inUtf8(text.slice(colon + 1, end).trim());
  }

  #placeOf(text: string, from: number, length: number): number {
    const names = this.#names;
    for (let place = 0; place < names.length; place += 1) {
      if (names[place]?.length !== length) continue;
      if (text.slice(from, from + length).toLowerCase() === names[place]) return place;
    }
    return -1;
  }

  #fault(reason: string): ControlSyntaxError {
    return new ControlSyntaxError(this.line, reason);
  }
}
