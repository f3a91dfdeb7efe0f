import { loadLibrary, type NativeCall } from '../../../win32/library.ts';

/** What is asked of files beyond what Node tells (fileapi.h, aclapi.h, sddl.h, winternl.h). */
interface Calls {
  readonly open: NativeCall;
  readonly close: NativeCall;
  readonly lastError: NativeCall;
  readonly information: NativeCall;
  readonly query: NativeCall;
  readonly findFirst: NativeCall;
  readonly findClose: NativeCall;
  readonly security: NativeCall;
  readonly securityText: NativeCall;
  readonly sidLength: NativeCall;
  readonly account: NativeCall;
  readonly copy: NativeCall;
  readonly free: NativeCall;
}

let loaded: Calls | undefined;

/** Loads them when they are first needed. Throws where this is not Windows. */
export function fileCalls(): Calls {
  loaded ??= load();
  return loaded;
}

function load(): Calls {
  const kernel = loadLibrary('kernel32.dll').call;
  const advapi = loadLibrary('advapi32.dll').call;
  const nt = loadLibrary('ntdll.dll').call;
  const [p, handle, number] = ['void *', 'intptr_t', 'uint32_t'];
  return {
    open: kernel('CreateFileW', handle, [p, number, number, handle, number, number, handle]),
    close: kernel('CloseHandle', 'int', [handle]),
    lastError: kernel('GetLastError', number, []),
    information: kernel('GetFileInformationByHandle', 'int', [handle, p]),
    query: nt('NtQueryInformationFile', 'int32_t', [handle, p, p, number, 'int']),
    findFirst: kernel('FindFirstFileW', handle, [p, p]),
    findClose: kernel('FindClose', 'int', [handle]),
    security: advapi('GetSecurityInfo', number, [handle, 'int', number, p, p, p, p, p]),
    securityText: advapi('ConvertSecurityDescriptorToStringSecurityDescriptorW', 'int', [handle, number, number, p, p]),
    sidLength: advapi('GetLengthSid', number, [handle]),
    account: advapi('LookupAccountSidW', 'int', [p, p, p, p, p, p, p]),
    copy: nt('RtlMoveMemory', 'void', [p, handle, 'size_t']),
    free: kernel('LocalFree', handle, [handle]),
  };
}

/** So many bytes of memory that Windows gave the address of. */
export function memoryAt(address: bigint, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  fileCalls().copy(bytes, address, length);
  return bytes;
}
