/** Bytes that are not what they should be. */
export class DeployFormatError extends Error {
  override readonly name = 'DeployFormatError';
}

/** What Flatpak notes of an application or a runtime when it deploys it. */
export interface Deployed {
  /** The remote that it came from. */
  readonly origin: string;
  readonly commit: string;
  /** In bytes. */
  readonly installedSize: number;
  /** The texts among the further notes: `appdata-version`, `appdata-name`, `appdata-summary`, `eol`… */
  readonly notes: ReadonlyMap<string, string>;
}

/**
 * Reads a file `deploy` of Flatpak. It is a GVariant of the type `(ssasta{sv})`: origin, commit,
 * subpaths, installed size (big-endian), notes. How GVariant lays such values out is described in GLib's
 * 'GVariant Specification': values follow each other at multiples of their alignment, and where those of
 * varying size end is noted at the container's end, in numbers as wide as the container's size asks for.
 * Throws DeployFormatError.
 */
export function parseDeploy(bytes: Buffer): Deployed {
  const whole = new Container(bytes);
  // The offsets of a tuple stand in reverse order; its last member ends where they begin.
  const [originEnd, commitEnd, pathsEnd] = [whole.offset(1), whole.offset(2), whole.offset(3)];
  const sizeAt = align(pathsEnd, 8);
  const notes = whole.part(sizeAt + 8, bytes.length - 3 * whole.width);
  const size = bytes.readBigUInt64BE(sizeAt);
  return {
    origin: whole.text(0, originEnd),
    commit: whole.text(originEnd, commitEnd),
    installedSize: Number(size),
    notes: new Map(elements(notes).flatMap(textNote)),
  };
}

/** A value that holds others, and where those end. */
class Container {
  readonly width: number;

  constructor(readonly bytes: Buffer) {
    this.width = bytes.length <= 0xff ? 1 : bytes.length <= 0xffff ? 2 : 4;
  }

  /** The `n`th offset from the end, from 1. */
  offset(n: number): number {
    const at = this.bytes.length - n * this.width;
    if (at < 0) throw new DeployFormatError('it ends too early');
    const offset = this.bytes.readUIntLE(at, this.width);
    if (offset > this.bytes.length) throw new DeployFormatError('it points behind its end');
    return offset;
  }

  part(from: number, to: number): Buffer {
    if (from > to || to > this.bytes.length) throw new DeployFormatError('its parts lie outside of it');
    return this.bytes.subarray(from, to);
  }

  /** A text, which ends with a NUL. */
  text(from: number, to: number): string {
    const bytes = this.part(from, to);
    if (bytes.at(-1) !== 0) throw new DeployFormatError('a text in it has no end');
    return bytes.toString('utf8', 0, bytes.length - 1);
  }
}

const align = (at: number, to: number): number => Math.ceil(at / to) * to;

/** The elements of an array of `{sv}`: the offsets stand in order, and the last one tells where they begin. */
function elements(bytes: Buffer): readonly Buffer[] {
  if (bytes.length === 0) return [];
  const array = new Container(bytes);
  const table = array.offset(1);
  const count = (bytes.length - table) / array.width;
  if (!Number.isInteger(count)) throw new DeployFormatError('its notes have no clear number');
  const found: Buffer[] = [];
  let from = 0;
  for (let at = count; at >= 1; at -= 1) {
    const to = array.offset(at);
    found.push(array.part(from, to));
    from = align(to, 8);
  }
  return found;
}

/** A note whose value is a text, of the layout key, value, NUL, type; others tell nothing that is asked for. */
function textNote(bytes: Buffer): readonly (readonly [string, string])[] {
  const entry = new Container(bytes);
  const keyEnd = entry.offset(1);
  const value = entry.part(align(keyEnd, 8), bytes.length - entry.width);
  if (value.subarray(-2).toString('latin1') !== '\0s') return [];
  return [[entry.text(0, keyEnd), new Container(value).text(0, value.length - 2)]];
}
