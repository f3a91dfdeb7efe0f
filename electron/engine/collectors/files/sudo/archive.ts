/** A member of an archive, before its bytes. */
export interface Member {
  readonly path: Buffer;
  /** The letter of its kind: '0' a file, '5' a folder, '2' a link… (ustar's typeflag). */
  readonly kind: string;
  readonly size: number;
  /** `<seconds>.<nanoseconds>` as timespec(3) has them. */
  readonly modified: string;
  readonly changed: string;
  readonly attributes: readonly (readonly [name: Buffer, value: Buffer])[];
}

/** Takes what an archive holds. */
export interface Reader {
  readonly member: (member: Member) => void;
  readonly bytes: (piece: Buffer) => void;
}

const block = 512;
const padded = (size: number) => Math.ceil(size / block) * block;

/** The longest header that is read into memory: attributes have at most 64 KB of names and 64 KB a value. */
const longestHeader = 16 * 1024 * 1024;

/** The archive is not one as tar(1) writes it. */
export class BadArchive extends Error {}

/** An octal number, or a binary one where the first bit says so, as GNU's tar writes sizes beyond 8 GB. */
function number(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) !== 0) {
    let value = (field[0] ?? 0) & 0x7f;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return value;
  }
  const text = field.toString('latin1').replace(/[\0 ]+$/, '');
  if (!/^ *[0-7]*$/.test(text)) throw new BadArchive('a number is none');
  return text.trim() === '' ? 0 : Number.parseInt(text, 8);
}

const untilNul = (field: Buffer) => {
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? field.length : end);
};

/** The records of an extended header, `<length> <keyword>=<value>\n` each: pax(1). Values are bytes, NULs among them. */
export function paxRecords(bytes: Buffer): (readonly [keyword: Buffer, value: Buffer])[] {
  const records: (readonly [Buffer, Buffer])[] = [];
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at);
    const length = blank === -1 ? Number.NaN : Number(bytes.toString('latin1', at, blank));
    const equals = bytes.indexOf(0x3d, blank);
    const end = at + length;
    if (!(length > 0) || end > bytes.length || equals === -1 || equals >= end || bytes[end - 1] !== 0x0a) {
      throw new BadArchive('an extended header is cut');
    }
    records.push([Buffer.from(bytes.subarray(blank + 1, equals)), Buffer.from(bytes.subarray(equals + 1, end - 1))]);
    at = end;
  }
  return records;
}

/** A decimal time, whose fraction counts away from 0, in the kernel's numbers, whose nanoseconds count upwards. */
export function timespec(text: string): string {
  const found = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (found === null) throw new BadArchive('a time is none');
  const [, sign, seconds = '', fraction = ''] = found;
  const nanoseconds = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
  const total = sign === '-' ? -nanoseconds : nanoseconds;
  const part = ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return `${(total - part) / 1_000_000_000n}.${String(part).padStart(9, '0')}`;
}

const attribute = 'SCHILY.xattr.';
/** An attribute's name, in which tar writes the sign that ends a keyword, and its own mark, as `%3D` and `%25`. */
const attributeName = (keyword: Buffer) =>
  Buffer.from(
    keyword.toString('latin1', attribute.length).replace(/%(3D|25)/g, (_, code: string) => (code === '25' ? '%' : '=')),
    'latin1',
  );

/** Reads a stream in the pax format as GNU's tar writes it (with `--xattrs`), whatever the pieces it comes in. */
export class Archive {
  readonly #reader: Reader;
  #pax: ReturnType<typeof paxRecords> = [];
  /** What is being gathered: a header block, or an extended header's bytes. */
  #gathered: Buffer[] = [];
  #wanted = block;
  #state: 'header' | 'extended' | 'body' | 'padding' | 'over' = 'header';
  /** Bytes of the body, or of the padding, still to come. */
  #left = 0;
  #padding = 0;
  #extendedSize = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Whether the end of the archive was read. */
  get over(): boolean {
    return this.#state === 'over';
  }

  add(piece: Buffer): void {
    for (let rest = piece; rest.length > 0 && this.#state !== 'over'; ) {
      rest = rest.subarray(this.#state === 'body' || this.#state === 'padding' ? this.#pass(rest) : this.#gather(rest));
    }
  }

  #pass(piece: Buffer): number {
    const part = piece.subarray(0, this.#left);
    if (this.#state === 'body') this.#reader.bytes(part);
    this.#left -= part.length;
    if (this.#left > 0) return part.length;
    if (this.#state === 'body' && this.#padding > 0) {
      this.#state = 'padding';
      this.#left = this.#padding;
    } else this.#expect('header', block);
    return part.length;
  }

  #gather(piece: Buffer): number {
    const part = piece.subarray(0, this.#wanted);
    this.#gathered.push(part);
    this.#wanted -= part.length;
    if (this.#wanted > 0) return part.length;
    const bytes = Buffer.concat(this.#gathered);
    if (this.#state === 'extended') {
      this.#pax = paxRecords(bytes.subarray(0, this.#extendedSize));
      this.#expect('header', block);
    } else this.#header(bytes);
    return part.length;
  }

  #expect(state: 'header' | 'extended', bytes: number): void {
    this.#state = state;
    this.#gathered = [];
    this.#wanted = bytes;
  }

  #header(bytes: Buffer): void {
    if (bytes.every((byte) => byte === 0)) {
      this.#state = 'over';
      return;
    }
    const sum = bytes.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
    if (sum !== number(bytes.subarray(148, 156))) throw new BadArchive('a header does not have its sum');
    const kind = bytes.toString('latin1', 156, 157);
    const size = number(bytes.subarray(124, 136));
    if (kind === 'x') {
      if (size > longestHeader) throw new BadArchive('an extended header is too long');
      this.#extendedSize = size;
      this.#expect('extended', padded(size));
      return;
    }
    this.#member(bytes, kind, size);
  }

  #member(bytes: Buffer, kind: string, plainSize: number): void {
    const text = new Map(this.#pax.map(([keyword, value]) => [keyword.toString('latin1'), value]));
    const name = untilNul(bytes.subarray(0, 100));
    const prefix = untilNul(bytes.subarray(345, 500));
    const short = prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
    const path = text.get('path') ?? Buffer.from(short);
    const size = Number(text.get('size')?.toString('latin1') ?? plainSize);
    const when = (keyword: string, otherwise: string) => timespec(text.get(keyword)?.toString('latin1') ?? otherwise);
    this.#reader.member({
      // A folder's name ends in a slash.
      path: path.length > 1 && path.at(-1) === 0x2f ? path.subarray(0, -1) : path,
      kind,
      size,
      modified: when('mtime', String(number(bytes.subarray(136, 148)))),
      changed: when('ctime', '0'),
      attributes: this.#pax.flatMap(([keyword, value]) =>
        keyword.toString('latin1').startsWith(attribute) ? [[attributeName(keyword), value] as const] : [],
      ),
    });
    this.#pax = [];
    // A link's size is that of its target, which is in the header.
    this.#left = kind === '0' ? size : 0;
    this.#padding = padded(this.#left) - this.#left;
    if (this.#left > 0) this.#state = 'body';
    else this.#expect('header', block);
  }
}
