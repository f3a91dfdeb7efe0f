import { EventEmitter } from 'node:events';
import { Duplex } from 'node:stream';
import { DBusError, Message, type MessageBus, sessionBus } from 'dbus-next';

/** Why a bus gave no answer. `refused`: it, or who was asked, answered with an error. */
export type BusFailure = 'timedOut' | 'lost' | 'refused';

/** A call, or a connection, that failed. */
export class BusError extends Error {
  override readonly name = 'BusError';
  constructor(
    readonly failure: BusFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

/**
 * Where a bus, or a peer without one, is found: `unix:path=…`. A peer is systemd itself at the other end of its
 * private socket: it sends all its signals, unasked, and takes calls without a bus between.
 */
export interface BusAddress {
  readonly address: string;
  readonly peer: boolean;
}

/** A signal as it came: its body is still to be parsed. */
export interface BusSignal {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

/** Calls that may wait for their answers at once: the system's bus lets a connection have 128 of them (dbus-daemon(1)). */
const mostCalls = 64;

/**
 * Milliseconds between reminders to a peer that does not answer. systemd leaves a message lying that came together with
 * the end of the authentication, until another one comes.
 */
const nudgeEvery = 20;

/**
 * A connection to a message bus on which nothing can hang: every call has a time
 * limit, and the loss of the connection ends them all. dbus-next by itself tells
 * neither, so its connection is listened to here, and nowhere else.
 */
export class Bus {
  readonly #bus: MessageBus;
  readonly #stream: Duplex;
  readonly #timeLimit: number;
  readonly #lost = new EventEmitter<{ lost: [reason: string] }>().setMaxListeners(0);
  readonly #isPeer: boolean;
  /** Calls that wait for their answers, and those that wait for their turn. */
  #calls = 0;
  readonly #turns: (() => void)[] = [];
  #reason: string | undefined;

  private constructor(bus: MessageBus, isPeer: boolean, timeLimit: number) {
    this.#bus = bus;
    this.#isPeer = isPeer;
    this.#timeLimit = timeLimit;
    this.#stream = streamOf(bus);
    bus.on('error', (error: unknown) => this.abandon(error instanceof Error ? error.message : String(error)));
    this.#stream.once('close', () => this.abandon('the connection was closed'));
  }

  /** Connects. Every call, and connecting itself, may take `timeLimit` milliseconds. */
  static async connect({ address, peer }: BusAddress, timeLimit: number): Promise<Bus> {
    // By this name of the parameter dbus-next takes a plain socket and no native module.
    const bus = sessionBus({ busAddress: address.replace(/^unix:path=/, 'unix:socket=') });
    const connected = new Bus(bus, peer, timeLimit);
    let nudge: NodeJS.Timeout | undefined;
    try {
      await connected.#within(`connecting to ${address}`, (resolve) => {
        if (peer) onFirstAnswer(bus, () => resolve(undefined));
        else bus.on('connect', () => resolve(undefined));
        if (peer) nudge = setInterval(() => connected.#ping(), nudgeEvery);
      });
      return connected;
    } catch (error) {
      connected.close();
      throw error;
    } finally {
      clearInterval(nudge);
    }
  }

  /** Whether it is answered, and how, is of no interest. */
  #ping(): void {
    if (this.#reason !== undefined) return;
    this.#bus
      .call(new Message({ path: '/', interface: 'org.freedesktop.DBus.Peer', member: 'Ping' }))
      .catch(() => undefined);
  }

  /** Asks, when fewer than the most calls wait for answers, and gives the answer's body. Rejects with a BusError. */
  async call(call: BusCall): Promise<readonly unknown[]> {
    if (this.#calls >= mostCalls) await new Promise<void>((resolve) => this.#turns.push(resolve));
    this.#calls += 1;
    try {
      return await this.#ask(call);
    } finally {
      this.#calls -= 1;
      this.#turns.shift()?.();
    }
  }

  #ask(call: BusCall): Promise<readonly unknown[]> {
    const message = new Message({ ...call, body: [...(call.body ?? [])] });
    return this.#within(`${call.member} of ${call.destination}`, (resolve, reject) => {
      this.#bus.call(message).then(
        (answer) => resolve(answer?.body ?? []),
        (error: unknown) => {
          const said = error instanceof DBusError ? `${error.type}: ${error.text}` : String(error);
          reject(
            new BusError('refused', `${call.member} of ${call.destination} was refused (${said})`, { cause: error }),
          );
        },
      );
    });
  }

  /** Asks the bus for the signals that a match rule names; a peer sends them all. */
  async match(rule: string): Promise<void> {
    if (this.#isPeer) return;
    await this.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: [rule],
    });
  }

  onSignal(listener: (signal: BusSignal) => void): void {
    this.#bus.on('message', ({ path, interface: name, member, body, type }) => {
      // 4: a signal (D-Bus specification, message types).
      if (Number(type) === 4) listener({ path, interface: name, member, body: body ?? [] });
    });
  }

  /** Called once when the connection is lost, and not when it is closed by `close`. */
  onLost(listener: (reason: string) => void): void {
    if (this.#reason !== undefined) listener(this.#reason);
    else this.#lost.once('lost', listener);
  }

  /** Gives the connection up: whatever waits for it fails with the reason. */
  abandon(reason: string): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#stream.destroy();
    this.#lost.emit('lost', reason);
  }

  /** Ends the connection; nothing waits for it any longer, and `onLost` is not told. */
  close(): void {
    this.#lost.removeAllListeners();
    this.#reason ??= 'the connection was closed';
    this.#stream.destroy();
  }

  #within<T>(
    what: string,
    begin: (resolve: (value: T) => void, reject: (error: BusError) => void) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const lost = (reason: string) => fail(new BusError('lost', `${what} failed: ${reason}`));
      const settle = () => {
        clearTimeout(timer);
        this.#lost.off('lost', lost);
      };
      const fail = (error: BusError) => {
        settle();
        reject(error);
      };
      const timer = setTimeout(
        () => fail(new BusError('timedOut', `${what} gave no answer within ${this.#timeLimit / 1000} s`)),
        this.#timeLimit,
      );
      if (this.#reason !== undefined) {
        lost(this.#reason);
        return;
      }
      this.#lost.once('lost', lost);
      begin((value) => {
        settle();
        resolve(value);
      }, fail);
    });
  }
}

/** dbus-next has no public way to learn of a connection's end, nor to end one whose other side is silent. */
function streamOf(bus: MessageBus): Duplex {
  const connection: unknown = Reflect.get(bus, '_connection');
  const stream: unknown = connection instanceof EventEmitter ? Reflect.get(connection, 'stream') : undefined;
  if (stream instanceof Duplex) return stream;
  throw new Error('dbus-next keeps its connection elsewhere than it did in version 0.10');
}

/**
 * dbus-next greets whatever it is connected to as a bus (`Hello`, its first message), and takes the refusal of a peer,
 * which is none, for a fault. Any answer shows that the other side is there and has let us in.
 */
function onFirstAnswer(bus: MessageBus, answered: () => void): void {
  const handlers: unknown = Reflect.get(bus, '_methodReturnHandlers');
  if (typeof handlers !== 'object' || handlers === null || !('1' in handlers)) {
    throw new Error('dbus-next waits for answers elsewhere than it did in version 0.10');
  }
  handlers['1'] = answered;
}
