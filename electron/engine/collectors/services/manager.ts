import { code, Win32Error } from '../win32/errors.ts';
import { native } from '../win32/library.ts';
import { Filled } from '../win32/pointed.ts';
import { wide } from '../win32/wide.ts';
import { serviceCalls } from './calls.ts';
import {
  type Recovery,
  readConfig,
  readDelayed,
  readDescription,
  readRecovery,
  readStatuses,
  readTriggers,
  type ServiceConfig,
  type ServiceStatus,
  type Trigger,
} from './structures.ts';

/** SC_MANAGER_CONNECT, SC_MANAGER_ENUMERATE_SERVICE. */
const managerRights = 0x1 | 0x4;
/** SERVICE_QUERY_CONFIG, SERVICE_QUERY_STATUS: the least that reading takes. */
export const serviceRights = { config: 0x1, status: 0x4 } as const;
/** SERVICE_STATE_ALL, SC_ENUM_PROCESS_INFO. */
const [allStates, processInfo] = [3, 0];
/** The most that one call takes (EnumServicesStatusExW). */
const mostBytes = 256 * 1024;
/** Room for any answer about one service, which is at most 8 KiB (QueryServiceConfigW). */
const configBytes = 8 * 1024;

/** SERVICE_CONFIG_… (winsvc.h) */
const levels = { description: 1, recovery: 2, delayed: 3, triggers: 8 } as const;

/**
 * The errors that say that there is no answer: drivers have no triggers, nor has an old Windows, and a description
 * may be a reference to a text that is nowhere.
 */
const unanswered: ReadonlySet<number> = new Set([
  code.invalidLevel,
  code.invalidParameter,
  code.notFound,
  code.muiFileNotFound,
]);

/** Everything that is read of one service. `undefined`: Windows has no answer to it. */
export interface ServiceDetails {
  readonly config: ServiceConfig;
  readonly description: string | null | undefined;
  readonly delayed: boolean | undefined;
  readonly triggers: readonly Trigger[] | undefined;
  readonly recovery: Recovery | undefined;
}

/** The service control manager, opened for reading. Every call may throw a Win32Error. */
export class ServiceManager {
  readonly #needed = Buffer.alloc(4);
  readonly #count = Buffer.alloc(4);
  readonly #config = Buffer.alloc(configBytes);
  readonly #configAt = native().address(this.#config);

  private constructor(readonly handle: number) {}

  static open(): ServiceManager {
    const handle = serviceCalls().openManager(null, null, managerRights);
    if (handle === 0) throw failed('OpenSCManagerW');
    return new ServiceManager(handle);
  }

  /** Every service of these types that this account may see, whatever its state. */
  statuses(types: number): ServiceStatus[] {
    const resume = Buffer.alloc(4);
    const bytes = Buffer.alloc(mostBytes);
    const base = native().address(bytes);
    const found: ServiceStatus[] = [];
    for (;;) {
      const { enumerate } = serviceCalls();
      const done = enumerate(
        this.handle,
        processInfo,
        types,
        allStates,
        bytes,
        bytes.length,
        this.#needed,
        this.#count,
        resume,
        null,
      );
      const error = done === 0 ? failed('EnumServicesStatusExW') : undefined;
      if (error !== undefined && error.code !== code.moreData) throw error;
      found.push(...readStatuses(new Filled(bytes, base), this.#count.readUInt32LE()));
      if (error === undefined) return found;
    }
  }

  /** A handle of a service by its name, in any case, for `closeService`. */
  openService(name: string, rights: number): number {
    const handle = serviceCalls().open(this.handle, wide(name), rights);
    if (handle === 0) throw failed('OpenServiceW');
    return handle;
  }

  closeService(handle: number): void {
    serviceCalls().close(handle);
  }

  details(name: string): ServiceDetails {
    const handle = this.openService(name, serviceRights.config);
    try {
      if (serviceCalls().config(handle, this.#config, configBytes, this.#needed) === 0) {
        throw failed('QueryServiceConfigW');
      }
      return {
        config: readConfig(this.#filled()),
        description: this.#more(handle, levels.description, readDescription),
        delayed: this.#more(handle, levels.delayed, readDelayed),
        triggers: this.#more(handle, levels.triggers, readTriggers),
        recovery: this.#more(handle, levels.recovery, readRecovery),
      };
    } finally {
      this.closeService(handle);
    }
  }

  close(): void {
    serviceCalls().close(this.handle);
  }

  #more<T>(handle: number, level: number, read: (filled: Filled) => T): T | undefined {
    if (serviceCalls().config2(handle, level, this.#config, configBytes, this.#needed) !== 0) {
      return read(this.#filled());
    }
    const error = failed('QueryServiceConfig2W');
    if (unanswered.has(error.code)) return undefined;
    throw error;
  }

  #filled(): Filled {
    return new Filled(this.#config, this.#configAt);
  }
}

const failed = (call: string): Win32Error => new Win32Error(call, serviceCalls().lastError());
