import { MessageChannelMain, type MessagePortMain, utilityProcess } from 'electron';

/** A process for queries that main has started. */
export interface LaunchedKql {
  /** The end of its channel that is to be used by who asked for it. */
  readonly channel: MessagePortMain;
  /** Called once, when it has ended. */
  onExit(listener: () => void): void;
  /** Ends it at once: a query may keep it from hearing a polite word. */
  kill(): void;
}

/** Starts the bundle of the process for queries. */
export function launchKql(entry: string): LaunchedKql {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Tidemark queries', stdio: 'ignore' });
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage({ kind: 'channel' }, [port2]);
  let unwanted = false;
  const kill = (): void => {
    unwanted = true;
    // Its number is not known before it runs
    if (child.pid === undefined) return;
    try {
      process.kill(child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself in this moment
    }
  };
  child.once('spawn', () => {
    if (unwanted) kill();
  });
  return { channel: port1, onExit: (listener) => child.once('exit', listener), kill };
}
