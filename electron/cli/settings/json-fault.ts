/** Where a text stops being JSON. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// A string without its opening quote, as RFC 8259 has it: anything from the space on but `"` and `\`, known escapes.
const stringRest = /(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

class Fault extends Error {
  constructor(
    readonly at: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

/** Reads over a text as JSON (RFC 8259) and keeps only the place where that fails. */
class Scanner {
  #at = 0;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value();
    if (this.#peek() !== undefined) throw new Fault(this.#at, 'the end of the file');
  }

  #peek(): string | undefined {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text[this.#at];
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.test(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #value(): void {
    const next = this.#peek();
    if (next === '{') this.#list('}', 'a comma or }', () => this.#member());
    else if (next === '[') this.#list(']', 'a comma or ]', () => this.#value());
    else if (next === '"') this.#string();
    else if (!this.#match(/true|false|null/y) && !this.#match(number)) throw new Fault(this.#at, 'a value');
  }

  #list(end: string, expected: string, element: () => void): void {
    this.#at += 1;
    if (this.#peek() === end) {
      this.#at += 1;
      return;
    }
    for (;;) {
      element();
      const next = this.#peek();
      if (next !== ',' && next !== end) throw new Fault(this.#at, expected);
      this.#at += 1;
      if (next === end) return;
    }
  }

  #member(): void {
    if (this.#peek() !== '"') throw new Fault(this.#at, 'a name in double quotes');
    this.#string();
    if (this.#peek() !== ':') throw new Fault(this.#at, 'a colon');
    this.#at += 1;
    this.#value();
  }

  #string(): void {
    this.#at += 1;
    this.#match(stringRest);
    if (this.#text[this.#at] !== '"') throw new Fault(this.#at, 'the rest of a string and its closing quote');
    this.#at += 1;
  }
}

/**
 * The first place at which a text is not JSON, counted from line 1 and column 1, or
 * `undefined` for a text that is. The engine's own message names no place for most faults.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  try {
    new Scanner(text).document();
    return undefined;
  } catch (fault) {
    // Nesting deeper than the stack (a RangeError) is no settings file either; its place is of no use.
    const { at, expected } = fault instanceof Fault ? fault : { at: 0, expected: 'fewer levels' };
    const before = text.slice(0, at).split(/\r\n|\r|\n/);
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected };
  }
}
