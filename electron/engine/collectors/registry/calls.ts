import { loadLibrary, type NativeCall } from '../win32/library.ts';

/** The registry's functions (winreg.h), and NtQueryKey, which alone tells a key's name as it is stored. */
interface Calls {
  readonly open: NativeCall;
  readonly close: NativeCall;
  readonly info: NativeCall;
  readonly enumKey: NativeCall;
  readonly enumValue: NativeCall;
  readonly notify: NativeCall;
  readonly query: NativeCall;
}

let loaded: Calls | undefined;

/** Loads them when they are first needed. Throws where this is not Windows. */
export function registryCalls(): Calls {
  if (loaded !== undefined) return loaded;
  const { call } = loadLibrary('advapi32.dll');
  const p = 'void *';
  loaded = {
    open: call('RegOpenKeyExW', 'int32_t', ['intptr_t', p, 'uint32_t', 'uint32_t', p]),
    close: call('RegCloseKey', 'int32_t', ['intptr_t']),
    info: call('RegQueryInfoKeyW', 'int32_t', ['intptr_t', p, p, p, p, p, p, p, p, p, p, p]),
    enumKey: call('RegEnumKeyExW', 'int32_t', ['intptr_t', 'uint32_t', p, p, p, p, p, p]),
    enumValue: call('RegEnumValueW', 'int32_t', ['intptr_t', 'uint32_t', p, p, p, p, p, p]),
    notify: call('RegNotifyChangeKeyValue', 'int32_t', ['intptr_t', 'int', 'uint32_t', 'intptr_t', 'int']),
    query: loadLibrary('ntdll.dll').call('NtQueryKey', 'int32_t', ['intptr_t', 'int', p, 'uint32_t', p]),
  };
  return loaded;
}
