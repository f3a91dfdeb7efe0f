import { type Fields, unreadable, unsupported } from '../../../../../shared/model/item.ts';
import { Win32Error } from '../../../win32/errors.ts';
import { attributeBits } from './attribute-bits.ts';
import { FileHandle } from './file-handle.ts';
import { readSecurity } from './security.ts';
import { listStreams, streamLine } from './streams.ts';

/**
 * What Windows tells of a path beyond Node: its number, attributes, owner, access control list and alternate data
 * streams. With `follow` a link is what it leads to, but for the number, which is its own.
 */
export function windowsFields(key: string, follow: boolean, cancel: Int32Array): Fields {
  const number = follow ? asked(key, false, (handle) => handle.information().fileId) : undefined;
  const found = asked(key, follow, (handle): Fields => {
    const { attributes, fileId } = handle.information();
    return {
      ...attributeBits(attributes),
      fileId: number ?? fileId,
      ...securityOf(handle),
      ...streamsOf(key, handle, cancel),
    };
  });
  return found ?? { attributes: unreadable, owner: unreadable, acl: unreadable, streams: unreadable };
}

/** What an open file answers; undefined where it can't be opened, or asked. */
function asked<T>(key: string, follow: boolean, ask: (handle: FileHandle) => T): T | undefined {
  try {
    const handle = FileHandle.open(key, follow);
    try {
      return ask(handle);
    } finally {
      handle.close();
    }
  } catch (error) {
    if (error instanceof Win32Error) return undefined;
    throw error;
  }
}

function securityOf(handle: FileHandle): Fields {
  if (!handle.mayReadSecurity) return { owner: unreadable, acl: unreadable };
  try {
    const { owner, acl } = readSecurity(handle.handle);
    // An owner whom nobody can name at the moment is left out: nothing can be said of him.
    return { ...(owner === undefined ? {} : { owner }), acl };
  } catch (error) {
    if (error instanceof Win32Error) return { owner: unreadable, acl: unreadable };
    throw error;
  }
}

function streamsOf(key: string, handle: FileHandle, cancel: Int32Array): Fields {
  const streams = listStreams(handle.handle);
  if (streams === 'unsupported') return { streams: unsupported };
  if (streams === 'unreadable') return { streams: unreadable };
  const lines = streams.flatMap((each) => streamLine(key, each, cancel) ?? []);
  return { streams: lines.length === 0 ? null : lines.join('\n') };
}
