import { code, Win32Error } from '../win32/errors.ts';
import { wide } from '../win32/wide.ts';
import { serviceCalls } from './calls.ts';
import { type ServiceManager, serviceRights } from './manager.ts';
import type { ServiceStatus } from './structures.ts';
import { serviceTypes } from './words.ts';

/**
 * SERVICE_NOTIFY_2W (winsvc.h): 0 the version, 8 the call back, 16 its context, 24 the notification's status,
 * 28 SERVICE_STATUS_PROCESS with the state at 32, 64 what triggered it, 72 names; 80 bytes in all.
 */
const noticeSize = 80;
const offset = { version: 0, callBack: 8, status: 24, state: 32, triggered: 64 } as const;
const version = 2;
/** SERVICE_NOTIFY_STOPPED to SERVICE_NOTIFY_PAUSED; SERVICE_NOTIFY_DELETE_PENDING. */
const allStates = 0x7f;
const deletePending = 0x200;

/** How often the engine's thread takes what came in (milliseconds). */
const takeEvery = 150;

interface Armed {
  readonly handle: number;
  readonly notice: Buffer;
}

/**
 * Services whose changes of state Windows tells (NotifyServiceStatusChange): each is armed again when it has told.
 * Windows tells by a call on the thread that asked, whenever that thread waits alertably, which Node's never does.
 * So every so often it waits for no time at all; what is called has nothing to do, and what it would tell stands in
 * the notice.
 */
export class StatusNotices {
  readonly #armed = new Map<string, Armed>();
  /** Notices of closed handles, until no call of theirs can be on its way. */
  #retired: Buffer[] = [];
  #timer: NodeJS.Timeout | undefined;
  #nothing: bigint | undefined;

  constructor(
    private readonly manager: ServiceManager,
    /** A service's name. */
    private readonly changed: (name: string) => void,
    /** Windows tells nothing of this service, or of any where none is named. */
    private readonly failed: (error: Win32Error, name?: string) => void,
  ) {
    this.#timer = setInterval(() => this.#take(), takeEvery);
  }

  get watched(): number {
    return this.#armed.size;
  }

  /**
   * Listens to services, those that it listens to already left as they are, and lets go of those that are not named.
   */
  listen(services: readonly ServiceStatus[]): void {
    const wanted = new Set(services.map(({ name }) => name));
    for (const name of this.#armed.keys()) if (!wanted.has(name)) this.forget(name);
    for (const { name, type, state } of services) {
      if (!this.#armed.has(name) && mayRun(type)) this.#begin(name, state);
    }
  }

  /** Lets go of a service: Windows deletes none as long as somebody holds a handle of it. */
  forget(name: string): void {
    const armed = this.#armed.get(name);
    if (armed === undefined) return;
    this.#armed.delete(name);
    this.manager.closeService(armed.handle);
    this.#retired.push(armed.notice);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const name of [...this.#armed.keys()]) this.forget(name);
    this.#take();
  }

  #begin(name: string, state: number): void {
    try {
      const armed = { handle: this.manager.openService(name, serviceRights.status), notice: Buffer.alloc(noticeSize) };
      this.#armed.set(name, armed);
      this.#arm(armed, state);
    } catch (error) {
      this.forget(name);
      if (!(error instanceof Win32Error)) throw error;
      if (error.code === code.serviceMarkedForDelete || error.code === code.serviceDoesNotExist) this.changed(name);
      else if (error.code === code.notifyClientLagging || error.code === code.callNotImplemented) this.failed(error);
      else this.failed(error, name);
    }
  }

  /** Asks to be told of every state but the one that it is in, which Windows would tell at once. */
  #arm({ handle, notice }: Armed, state: number): void {
    notice.fill(0);
    notice.writeUInt32LE(version, offset.version);
    notice.writeBigUInt64LE(this.#callBack(), offset.callBack);
    const mask = (allStates & ~(1 << (state - 1))) | deletePending;
    const answer = serviceCalls().notify(handle, mask, notice);
    if (answer !== code.success) throw new Win32Error('NotifyServiceStatusChangeW', answer);
  }

  #take(): void {
    const { sleep } = serviceCalls();
    let called = false;
    while (sleep(0, 1) === calledBack) called = true;
    this.#retired = [];
    if (!called) return;
    for (const [name, { notice }] of [...this.#armed]) {
      const [triggered, status] = [notice.readUInt32LE(offset.triggered), notice.readUInt32LE(offset.status)];
      if (triggered === 0 && status === code.success) continue;
      const state = notice.readUInt32LE(offset.state);
      // With a new handle: one that was deleted while it ran goes when it has stopped and nobody holds it.
      this.forget(name);
      if (triggered !== deletePending && status === code.success) this.#begin(name, state);
      this.changed(name);
    }
  }

  /** A function that takes whatever it is given and does nothing. */
  #callBack(): bigint {
    const { module, address } = serviceCalls();
    this.#nothing ??= BigInt(address(module(wide('kernel32.dll')), Buffer.from('GetCurrentThreadId\0', 'latin1')));
    return this.#nothing;
  }
}

/** Of drivers Windows tells nothing, and of what its copies for users are made of never a change. */
const mayRun = (type: number): boolean =>
  (type & serviceTypes.win32) !== 0 &&
  ((type & serviceTypes.userTemplate) === 0 || (type & serviceTypes.userInstance) !== 0);

/** WAIT_IO_COMPLETION: something was called back. */
const calledBack = 0xc0;
