import { type EngineEvent, type EngineMethod, engineEvents, engineRequests } from '../../shared/contract/contract.ts';
import { type FromEngine, type ToEngine, toEngineSchema } from '../../shared/contract/engine-messages.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { type Settings, settingsSchema } from '../../shared/model/settings.ts';
import type { Engine } from '../engine.ts';

/** The line to the process that started the engine. */
export interface Port {
  post(message: FromEngine): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface ServeOptions {
  readonly port: Port;
  readonly open: (start: { readonly dataDir: string; readonly settings: Settings }) => Promise<Engine>;
  /** Ends the process: 0 when it was asked to, 1 when the engine could not be opened. */
  readonly end: (status: 0 | 1) => void;
}

const events = Object.keys(engineEvents) as EngineEvent[];
const isMethod = (name: string): name is EngineMethod => Object.hasOwn(engineRequests, name);

/** Opens the engine when told to, answers requests and passes its events on, until it is told to stop. */
export function serve({ port, open, end }: ServeOptions): void {
  let opening: Promise<Engine> | undefined;

  async function start(dataDir: string, settings: unknown): Promise<Engine> {
    const engine = await open({ dataDir, settings: settingsSchema.parse(settings) });
    for (const event of events) engine.on(event, (payload) => port.post({ kind: 'event', event, payload }));
    return engine;
  }

  async function answer(id: number, method: string, args: unknown): Promise<void> {
    try {
      if (!isMethod(method)) {
        throw new TidemarkError('invalid', `The engine knows no request '${method}'.`, 'Update Tidemark as a whole.');
      }
      if (!opening) {
        throw new TidemarkError('unavailable', 'The engine has not been started.', 'Try again in a moment.');
      }
      const engine = await opening;
      // The engine parses the arguments by the contract: here they may be anything
      const value: unknown = await engine.request(method, args as never);
      port.post({ kind: 'answer', id, value });
    } catch (error) {
      port.post({ kind: 'refusal', id, error: TidemarkError.from(error).toShape() });
    }
  }

  async function stop(): Promise<void> {
    // An engine that never opened has told so already and has nothing to close
    const engine = await opening?.catch(() => undefined);
    await engine?.close();
    end(0);
  }

  function take(message: ToEngine): void {
    switch (message.kind) {
      case 'start':
        if (opening) return;
        opening = start(message.dataDir, message.settings);
        opening.then(
          () => port.post({ kind: 'started' }),
          (error: unknown) => {
            port.post({ kind: 'failed', error: TidemarkError.from(error).toShape() });
            end(1);
          },
        );
        return;
      case 'request':
        void answer(message.id, message.method, message.args);
        return;
      case 'stop':
        stop().catch((error: unknown) => {
          port.post({ kind: 'failed', error: TidemarkError.from(error).toShape() });
          end(1);
        });
        return;
    }
  }

  port.onMessage((message) => take(toEngineSchema.parse(message)));
}
