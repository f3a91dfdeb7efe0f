import type { Filled } from '../win32/pointed.ts';

/** What the service control manager tells of all services at once. */
export interface ServiceStatus {
  readonly name: string;
  readonly displayName: string;
  /** Bits of SERVICE_… types (winnt.h): see `words.ts`. */
  readonly type: number;
  /** SERVICE_STOPPED… (winsvc.h) */
  readonly state: number;
  /** 0 while it does not run. */
  readonly processId: number;
}

/** ENUM_SERVICE_STATUS_PROCESSW (winsvc.h): two addresses, and nine numbers of SERVICE_STATUS_PROCESS. */
const statusSize = 56;

/** Reads what EnumServicesStatusExW has filled. */
export function readStatuses(filled: Filled, count: number): ServiceStatus[] {
  return Array.from({ length: count }, (_, index) => {
    const at = index * statusSize;
    const name = filled.text(at) ?? '';
    return {
      name,
      displayName: filled.text(at + 8) ?? name,
      type: filled.uint32(at + 16),
      state: filled.uint32(at + 20),
      processId: filled.uint32(at + 44),
    };
  });
}

/** How a service is configured. */
export interface ServiceConfig {
  readonly type: number;
  /** SERVICE_BOOT_START… (winnt.h) */
  readonly startType: number;
  readonly command: string | null;
  /** Names of services, and of groups with `+` before them. */
  readonly dependencies: readonly string[];
  readonly account: string | null;
  readonly displayName: string | null;
}

/** Reads QUERY_SERVICE_CONFIGW (winsvc.h). */
export function readConfig(filled: Filled): ServiceConfig {
  return {
    type: filled.uint32(0),
    startType: filled.uint32(4),
    command: filled.text(16),
    dependencies: filled.texts(40),
    account: filled.text(48),
    displayName: filled.text(56),
  };
}

/** SERVICE_DESCRIPTIONW */
export const readDescription = (filled: Filled): string | null => filled.text(0);

/** SERVICE_DELAYED_AUTO_START_INFO */
export const readDelayed = (filled: Filled): boolean => filled.uint32(0) !== 0;

/** An event that starts or stops a service. */
export interface Trigger {
  readonly type: number;
  /** 1 starts it, 2 stops it. */
  readonly action: number;
  /** A GUID that says more of the type; `null` for none. */
  readonly subtype: string | null;
  /** What the event is held against: texts, or bytes in hexadecimal digits. */
  readonly data: readonly string[];
}

const textData = 2;

/** Reads SERVICE_TRIGGER_INFO with its SERVICE_TRIGGERs and their data. */
export function readTriggers(filled: Filled): Trigger[] {
  const first = filled.follow(8) ?? 0;
  return Array.from({ length: filled.uint32(0) }, (_, index) => {
    const at = first + index * 32;
    const subtype = filled.follow(at + 8);
    const items = filled.follow(at + 24) ?? 0;
    return {
      type: filled.uint32(at),
      action: filled.uint32(at + 4),
      subtype: subtype === undefined ? null : filled.guid(subtype),
      data: Array.from({ length: filled.uint32(at + 16) }, (_none, item) => triggerData(filled, items + item * 16)),
    };
  });
}

function triggerData(filled: Filled, at: number): string {
  const bytes = filled.slice(filled.follow(at + 8) ?? 0, filled.uint32(at + 4));
  if (filled.uint32(at) !== textData) return bytes.toString('hex');
  return bytes.toString('utf16le').replace(/\0+$/, '').replaceAll('\0', ', ');
}

/** What the service control manager does when a service fails. */
export interface Recovery {
  readonly command: string | null;
  readonly rebootMessage: string | null;
  /** After how many seconds without a failure they are counted anew; 0xffffffff for never. */
  readonly resetAfter: number;
  /** For the first failure, the second, and so on; the delay in milliseconds. */
  readonly actions: readonly { readonly type: number; readonly delay: number }[];
}

/** Reads SERVICE_FAILURE_ACTIONSW. */
export function readRecovery(filled: Filled): Recovery {
  const first = filled.follow(32) ?? 0;
  return {
    resetAfter: filled.uint32(0),
    rebootMessage: filled.text(8),
    command: filled.text(16),
    actions: Array.from({ length: filled.uint32(24) }, (_, index) => ({
      type: filled.uint32(first + index * 8),
      delay: filled.uint32(first + index * 8 + 4),
    })),
  };
}
