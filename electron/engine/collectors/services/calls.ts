import { loadLibrary, type NativeCall } from '../win32/library.ts';

/** The service control manager's functions (winsvc.h). Those that answer a flag or a handle tell why by `lastError`. */
interface Calls {
  readonly openManager: NativeCall;
  readonly open: NativeCall;
  readonly close: NativeCall;
  readonly enumerate: NativeCall;
  readonly config: NativeCall;
  readonly config2: NativeCall;
  readonly notify: NativeCall;
  readonly lastError: NativeCall;
  readonly sleep: NativeCall;
  readonly module: NativeCall;
  readonly address: NativeCall;
}

let loaded: Calls | undefined;

/** Loads them when they are first needed. Throws where this is not Windows. */
export function serviceCalls(): Calls {
  if (loaded !== undefined) return loaded;
  const { call } = loadLibrary('advapi32.dll');
  const kernel = loadLibrary('kernel32.dll');
  const p = 'void *';
  const [handle, number] = ['intptr_t', 'uint32_t'];
  loaded = {
    openManager: call('OpenSCManagerW', handle, [p, p, number]),
    open: call('OpenServiceW', handle, [handle, p, number]),
    close: call('CloseServiceHandle', 'int', [handle]),
    enumerate: call('EnumServicesStatusExW', 'int', [handle, 'int', number, number, p, number, p, p, p, p]),
    config: call('QueryServiceConfigW', 'int', [handle, p, number, p]),
    config2: call('QueryServiceConfig2W', 'int', [handle, number, p, number, p]),
    notify: call('NotifyServiceStatusChangeW', number, [handle, number, p]),
    lastError: kernel.call('GetLastError', number, []),
    sleep: kernel.call('SleepEx', number, [number, 'int']),
    module: kernel.call('GetModuleHandleW', handle, [p]),
    address: kernel.call('GetProcAddress', handle, [handle, p]),
  };
  return loaded;
}
