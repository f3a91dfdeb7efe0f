import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Fields } from '../../../../../shared/model/item.ts';
import { nativePath } from '../../keys.ts';
import { codeOf, isAbsence } from '../status.ts';
import { parseProgram, type Source } from './pe.ts';
import { readSigner } from './signer.ts';
import { readVersion } from './version-resource.ts';

/** The names of programs, libraries and drivers, all of which have one format. */
const programs = /\.(?:exe|dll|sys|ocx|scr|cpl|drv|efi|com|mui|node|xll)$/i;

export const isProgram = (key: string): boolean => programs.test(key);

/** What a program says of itself: none of it is verified. Empty for what is no program. */
export function programFields(source: Source): Fields {
  const program = parseProgram(source);
  if (program === undefined) return {};
  const version = readVersion(source, program);
  return {
    fileVersion: version?.fileVersion ?? null,
    productVersion: version?.productVersion ?? null,
    company: version?.company ?? null,
    signer: readSigner(source, program.certificates),
  };
}

/** The same of a file. Empty where it can't be read: its content, which matters more, is told as unreadable then. */
export function readProgram(key: string): Fields {
  try {
    const fd = openSync(nativePath(key), 'r');
    try {
      return programFields(fileSource(fd));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const code = codeOf(error);
    if (isAbsence(code) || code === 'EBUSY' || code === 'EPERM' || code === 'EACCES') return {};
    throw error;
  }
}

function fileSource(fd: number): Source {
  const { size } = fstatSync(fd);
  return {
    size,
    read: (at, length) => {
      const room = Math.max(0, Math.min(length, size - at));
      const bytes = Buffer.alloc(room);
      return room === 0 ? bytes : bytes.subarray(0, readSync(fd, bytes, 0, room, at));
    },
  };
}
