/** Bytes that are read where they are needed: of a program of any size only the parts that tell what it is. */
export interface Source {
  readonly size: number;
  /** So many bytes from a place on; fewer where the file ends. */
  readonly read: (at: number, length: number) => Buffer;
}

/** A part of a file. */
export interface Extent {
  readonly at: number;
  readonly size: number;
}

/** A section as it lies in memory and in the file. */
interface Section extends Extent {
  readonly address: number;
}

/** What is used of a program's headers. */
export interface Program {
  /** Where an address in memory lies in the file; undefined for what no section holds. */
  readonly offsetOf: (address: number) => number | undefined;
  /** The resources, by their address; undefined where there are none. */
  readonly resources: number | undefined;
  /** The signatures; undefined where none is embedded. */
  readonly certificates: Extent | undefined;
}

/** The most sections that Windows loads, and the room that an optional header can take. */
const mostSections = 96;
const mostHeader = 4096;
const [resourceTable, certificateTable] = [2, 4];

/** The headers of a portable executable (PE Format); undefined for what is none, or a damaged one. */
export function parseProgram(source: Source): Program | undefined {
  const dos = source.read(0, 64);
  if (dos.length < 64 || dos.readUInt16LE(0) !== 0x5a4d) return undefined;
  const start = dos.readUInt32LE(60);
  const coff = source.read(start, 24);
  if (coff.length < 24 || coff.readUInt32LE(0) !== 0x4550) return undefined;
  const sectionCount = coff.readUInt16LE(6);
  const headerSize = coff.readUInt16LE(20);
  if (sectionCount > mostSections || headerSize > mostHeader) return undefined;
  const header = source.read(start + 24, headerSize);
  if (header.length < headerSize || headerSize < 2) return undefined;
  const table = { 267: 96, 523: 112 }[header.readUInt16LE(0)];
  if (table === undefined || headerSize < table) return undefined;
  const directories = header.readUInt32LE(table - 4);
  const directory = (index: number): Extent | undefined => {
    const at = table + index * 8;
    if (index >= directories || at + 8 > headerSize) return undefined;
    const found = { at: header.readUInt32LE(at), size: header.readUInt32LE(at + 4) };
    return found.at === 0 || found.size === 0 ? undefined : found;
  };
  const sections = sectionsOf(source.read(start + 24 + headerSize, sectionCount * 40));
  return {
    offsetOf: (address) => {
      const section = sections.find((each) => address >= each.address && address < each.address + each.size);
      return section === undefined ? undefined : section.at + address - section.address;
    },
    resources: directory(resourceTable)?.at,
    certificates: directory(certificateTable),
  };
}

function sectionsOf(table: Buffer): readonly Section[] {
  return Array.from({ length: Math.floor(table.length / 40) }, (_, index) => ({
    address: table.readUInt32LE(index * 40 + 12),
    size: table.readUInt32LE(index * 40 + 16),
    at: table.readUInt32LE(index * 40 + 20),
  }));
}
