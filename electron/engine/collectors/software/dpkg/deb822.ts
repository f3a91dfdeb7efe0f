/** A paragraph of a control file: field names in lower case, continuation lines joined by newlines. */
export interface Stanza {
  /** The line it begins in, from 1. */
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
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
 * come. Only the fields in `keep` are held, since a status file is mostly
 * dependency lists. Bytes that are not UTF-8 become U+FFFD: old packages carry
 * maintainers' names in other encodings. Throws ControlSyntaxError.
 */
export async function* readStanzas(
  chunks: AsyncIterable<Uint8Array>,
  keep: ReadonlySet<string>,
): AsyncGenerator<Stanza, void, undefined> {
  const builder = new StanzaBuilder(keep);
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const stanza = builder.add(line);
      if (stanza !== undefined) yield stanza;
    }
  }
  rest += decoder.decode();
  if (rest !== '') throw new ControlSyntaxError(builder.line + 1, 'the file ends in the middle of a line');
  const last = builder.end();
  if (last !== undefined) yield last;
}

class StanzaBuilder {
  line = 0;
  #start = 0;
  #fields: Map<string, string> | undefined;
  #field = '';

  constructor(private readonly keep: ReadonlySet<string>) {}

  add(line: string): Stanza | undefined {
    this.line += 1;
    // A file system that lost its last writes leaves blocks of NUL bytes behind.
    if (line.includes('\0')) throw new ControlSyntaxError(this.line, 'it holds a NUL byte');
    if (line.trim() === '') return this.end();
    const first = line[0];
    if (first === ' ' || first === '\t') this.#continue(line);
    else this.#begin(line);
    return undefined;
  }

  end(): Stanza | undefined {
    const fields = this.#fields;
    this.#fields = undefined;
    this.#field = '';
    return fields === undefined ? undefined : { line: this.#start, fields };
  }

  #continue(line: string): void {
    if (this.#fields === undefined) throw new ControlSyntaxError(this.line, 'a continuation line without a field');
    const before = this.#fields.get(this.#field);
    if (before !== undefined) this.#fields.set(this.#field, `${before}\n${line.slice(1)}`);
  }

  #begin(line: string): void {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    // deb822(5): printable US-ASCII but space and colon, not beginning with '#' or '-'.
    if (colon < 1 || !/^[!"$-,.-9;-~][!-9;-~]*$/.test(name)) {
      throw new ControlSyntaxError(this.line, 'no field name where one should begin');
    }
    if (this.#fields === undefined) {
      this.#fields = new Map();
      this.#start = this.line;
    }
    if (this.#fields.has(name)) throw new ControlSyntaxError(this.line, `the field '${name}' is there twice`);
    this.#field = this.keep.has(name) ? name : '';
    if (this.#field !== '') this.#fields.set(name, line.slice(colon + 1).trim());
  }
}
