import { Message, type MessageBus, MessageFlag, MessageType, sessionBus } from 'dbus-next';

/** How long a call may take (milliseconds). */
const answerLimit = 2000;

export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: unknown[];
  /** Whether the bus may start the other side for it. */
  readonly start?: boolean;
}

/** The session bus as what follows settings of the desktop needs it. */
export interface Bus {
  /** The answer's arguments; `undefined` where the other side is not there, refuses, or does not answer in time. */
  call(call: Call): Promise<readonly unknown[] | undefined>;
  /** Hears the signals that a match rule asks for (D-Bus Specification, 'Match Rules'). */
  hear(rule: string, heard: () => void): Promise<void>;
  close(): void;
}

/** Joins the session bus; `undefined` on a machine without one. */
export async function joinSessionBus(): Promise<Bus | undefined> {
  const bus = await connected();
  if (!bus) return undefined;
  const listeners: (() => void)[] = [];
  bus.on('message', (message: Message) => {
    if (message.type !== MessageType.SIGNAL) return;
    // Signals are few, and looking again is cheap: which rule asked for it does not matter
    for (const listener of listeners) listener();
  });
  const call: Bus['call'] = async ({ start = false, ...what }) => {
    const flags = start ? 0 : MessageFlag.NO_AUTO_START;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), answerLimit);
    });
    try {
      const reply = await Promise.race([bus.call(new Message({ ...what, flags })), late]);
      return reply?.type === MessageType.METHOD_RETURN ? (reply.body as unknown[]) : undefined;
    } catch {
      return undefined; // not there, or without that property
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    call,
    hear: async (rule, heard) => {
      listeners.push(heard);
      await call({ ...theBus, member: 'AddMatch', signature: 's', body: [rule] });
    },
    close: () => bus.disconnect(),
  };
}

const theBus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

function connected(): Promise<MessageBus | undefined> {
  return new Promise((resolve) => {
    try {
      const bus = sessionBus();
      bus.once('connect', () => resolve(bus));
      // Also later, when the session ends: nothing is heard from then on
      bus.on('error', () => resolve(undefined));
      setTimeout(() => resolve(undefined), answerLimit).unref();
    } catch {
      resolve(undefined);
    }
  });
}

/** Reads a property (D-Bus Specification, 'org.freedesktop.DBus.Properties'); `undefined` where there is none. */
export async function readProperty(bus: Bus, of: Omit<Call, 'member'>, name: string): Promise<unknown> {
  const answer = await bus.call({
    destination: of.destination,
    path: of.path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [of.interface, name],
  });
  return variantOf(answer?.[0]);
}

/** What a variant holds, as dbus-next gives it. */
export function variantOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : undefined;
}
