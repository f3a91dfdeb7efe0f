import type { Source } from '../../electron/engine/collectors/files/worker/windows/pe.ts';

/** What a made program says of itself. */
export interface ProgramParts {
  readonly texts?: Readonly<Record<string, string>>;
  /** Of the file, then of the product. */
  readonly numbers?: readonly [readonly number[], readonly number[]];
  /** A signature as `signature` makes it. */
  readonly signature?: Buffer;
  readonly bits?: 32 | 64;
}

const u16 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
};
const u32 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, index * 4);
  return bytes;
};
const padTo = (bytes: Buffer, unit: number) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & (unit - 1))]);

/** A block of VS_VERSIONINFO: length, length of the value, type, name, value, blocks. */
function block(key: string, isText: boolean, value: Buffer, ...children: readonly Buffer[]): Buffer {
  const name = padTo(Buffer.concat([Buffer.alloc(6), Buffer.from(`${key}\0`, 'utf16le')]), 4);
  const own = Buffer.concat([name, value]);
  const rest = children.map((each) => padTo(each, 4));
  const whole = Buffer.concat(rest.length > 0 ? [padTo(own, 4), ...rest] : [own]);
  u16(whole.length, isText ? value.length / 2 : value.length, isText ? 1 : 0).copy(whole);
  return whole;
}

/** A version resource, as a resource compiler writes it. */
export function versionResource({ texts = {}, numbers = [[], []] }: ProgramParts): Buffer {
  const pair = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => u32((a << 16) | b, (c << 16) | d);
  const fixed = Buffer.concat([u32(0xfeef04bd, 0x10000), ...numbers.map(pair), Buffer.alloc(28)]);
  const strings = Object.entries(texts).map(([key, value]) => block(key, true, Buffer.from(`${value}\0`, 'utf16le')));
  const table = block('040904B0', true, Buffer.alloc(0), ...strings);
  const translation = block('Translation', false, u16(0x409, 0x4b0));
  return block(
    'VS_VERSION_INFO',
    false,
    fixed,
    block('StringFileInfo', true, Buffer.alloc(0), table),
    block('VarFileInfo', true, Buffer.alloc(0), translation),
  );
}

const sectionAddress = 0x1000;
const sectionAt = 0x400;

/** The smallest program that holds what is asked for: headers, a section with resources, signatures at its end. */
export function portableExecutable(parts: ProgramParts): Buffer {
  const { bits = 64, signature } = parts;
  const version = versionResource(parts);
  const folder = (id: number, to: number) => Buffer.concat([Buffer.alloc(12), u16(0, 1), u32(id, to)]);
  const [inFolder, data] = [0x80000000, 24 * 3];
  const section = padTo(
    Buffer.concat([
      folder(16, inFolder + 24),
      folder(1, inFolder + 48),
      folder(0x409, data),
      u32(sectionAddress + data + 16, version.length, 0, 0),
      version,
    ]),
    512,
  );
  const certificates =
    signature === undefined
      ? Buffer.alloc(0)
      : padTo(Buffer.concat([u32(8 + signature.length), u16(0x200, 2), signature]), 8);
  const table = Buffer.alloc(16 * 8);
  u32(sectionAddress, section.length).copy(table, 2 * 8);
  if (signature !== undefined) u32(sectionAt + section.length, certificates.length).copy(table, 4 * 8);
  const optional = Buffer.concat([Buffer.alloc(bits === 64 ? 108 : 92), u32(16), table]);
  u16(bits === 64 ? 0x20b : 0x10b).copy(optional);
  const dos = Buffer.alloc(128);
  dos.write('MZ');
  u32(dos.length).copy(dos, 60);
  const coff = Buffer.concat([Buffer.from('PE\0\0'), u16(bits === 64 ? 0x8664 : 0x14c, 1), Buffer.alloc(12)]);
  const header = Buffer.alloc(40);
  header.write('.rsrc');
  u32(section.length, sectionAddress, section.length, sectionAt).copy(header, 8);
  const headers = Buffer.concat([dos, coff, u16(optional.length, 2), optional, header]);
  return Buffer.concat([headers, Buffer.alloc(sectionAt - headers.length), section, certificates]);
}

/** A value of the distinguished encoding rules. */
export function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

/** A name of X.520 with the identifiers in hexadecimal and texts with their tags. */
export const distinguishedName = (...pairs: readonly (readonly [type: string, tag: number, text: Buffer])[]) =>
  der(
    0x30,
    ...pairs.map(([type, tag, text]) => der(0x31, der(0x30, der(6, Buffer.from(type, 'hex')), der(tag, text)))),
  );

export const named = (text: string) => distinguishedName(['550403', 0x0c, Buffer.from(text)]);

/** A certificate in which nothing is right but the places of serial number, issuer and subject. */
export const certificate = (serial: number, issuer: Buffer, subject: Buffer) =>
  der(
    0x30,
    der(
      0x30,
      der(0xa0, der(2, Buffer.from([2]))),
      der(2, Buffer.from([serial])),
      der(0x30),
      issuer,
      der(0x30),
      subject,
      der(0x30),
    ),
    der(0x30),
    der(3, Buffer.alloc(300)),
  );

/** SignedData with certificates, and a signer told by issuer and serial number. */
export const signature = (certificates: readonly Buffer[], issuer: Buffer, serial: number) =>
  der(
    0x30,
    der(6, Buffer.from('2a864886f70d010702', 'hex')),
    der(
      0xa0,
      der(
        0x30,
        der(2, Buffer.from([1])),
        der(0x31),
        der(0x30, der(6, Buffer.from('2b0601040182370201', 'hex'))),
        der(0xa0, ...certificates),
        der(0x31, der(0x30, der(2, Buffer.from([1])), der(0x30, issuer, der(2, Buffer.from([serial]))), der(0x30))),
      ),
    ),
  );

/** Bytes as a file that is read in parts. */
export const sourceOf = (bytes: Buffer): Source => ({
  size: bytes.length,
  read: (at, length) => bytes.subarray(Math.min(at, bytes.length), Math.min(at + length, bytes.length)),
});
