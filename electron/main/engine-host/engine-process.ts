import type { ToEngine } from '../../shared/contract/engine-messages.ts';

/** A running process of the engine, as the host knows it. */
export interface EngineProcess {
  /** Unknown until it runs. */
  readonly pid: number | undefined;
  post(message: ToEngine): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with the exit status. */
  onExit(listener: (status: number) => void): void;
  kill(): void;
}
