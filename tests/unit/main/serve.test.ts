import { describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../electron/engine/engine.ts';
import { serve } from '../../../electron/engine/rpc/serve.ts';
import type { FromEngine, ToEngine } from '../../../electron/shared/contract/engine-messages.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';

/** An engine that answers every request with what `answer` gives. */
function setUp(open?: () => Promise<Engine>, answer: (method: string, args: unknown) => unknown = () => null) {
  const said: FromEngine[] = [];
  const ends: number[] = [];
  const opened: unknown[] = [];
  const listeners = new Map<string, (payload: never) => void>();
  const closed = vi.fn(async () => undefined);
  const engine: Engine = {
    request: async (method, args) => answer(method, args) as never,
    on: (event, listener) => {
      listeners.set(event, listener as (payload: never) => void);
      return () => listeners.delete(event);
    },
    close: closed,
  };
  let hear: (message: unknown) => void = () => undefined;
  serve({
    port: {
      post: (message) => said.push(message),
      onMessage: (listener) => {
        hear = listener;
      },
    },
    open: async (start) => {
      opened.push(start);
      return open ? open() : engine;
    },
    end: (status) => ends.push(status),
  });
  const send = (message: ToEngine) => hear(message);
  const start = () => send({ kind: 'start', dataDir: '/data', settings: emptySettings() });
  return { said, ends, opened, listeners, closed, send, start };
}

describe('the engine’s process', () => {
  it('opens the engine and says that it has started', async () => {
    const { said, opened, start } = setUp();
    start();
    await vi.waitFor(() => expect(said).toEqual([{ kind: 'started' }]));
    expect(opened).toEqual([{ dataDir: '/data', settings: emptySettings() }]);
  });

  it('refuses settings that do not fit', async () => {
    const { said, ends, opened, send } = setUp();
    send({ kind: 'start', dataDir: '/data', settings: { version: 'one' } });
    await vi.waitFor(() => expect(said).toMatchObject([{ kind: 'failed', error: { kind: 'invalid' } }]));
    expect(ends).toEqual([1]);
    expect(opened).toEqual([]);
  });

  it('says why the engine could not be opened, and ends', async () => {
    const error = new TidemarkError('locked', 'Another Tidemark (process 7) owns it.', 'End that one.');
    const { said, ends, start } = setUp(() => Promise.reject(error));
    start();
    await vi.waitFor(() => expect(said).toEqual([{ kind: 'failed', error: error.toShape() }]));
    expect(ends).toEqual([1]);
  });

  it('answers requests, also those that came before the engine was open', async () => {
    const { said, send, start } = setUp(undefined, (method, args) => ({ method, args }));
    start();
    send({ kind: 'request', id: 3, method: 'status.get', args: {} });
    await vi.waitFor(() =>
      expect(said).toContainEqual({ kind: 'answer', id: 3, value: { method: 'status.get', args: {} } }),
    );
  });

  it('refuses what fails, with its kind and advice', async () => {
    const { said, send, start } = setUp(undefined, () => {
      throw new TidemarkError('notFound', 'There is no change 9.', 'Look it up.');
    });
    start();
    send({ kind: 'request', id: 4, method: 'changes.get', args: { id: 9 } });
    const error = { kind: 'notFound', message: 'There is no change 9.', advice: 'Look it up.' };
    await vi.waitFor(() => expect(said).toContainEqual({ kind: 'refusal', id: 4, error }));
  });

  it.each(['settings.get', 'constructor', ''])('refuses the request %j, which is not the engine’s', async (method) => {
    const { said, send, start } = setUp();
    start();
    send({ kind: 'request', id: 5, method, args: {} });
    await vi.waitFor(() =>
      expect(said).toContainEqual(
        expect.objectContaining({ kind: 'refusal', error: expect.objectContaining({ kind: 'invalid' }) }),
      ),
    );
  });

  it('refuses requests before it was started', async () => {
    const { said, send } = setUp();
    send({ kind: 'request', id: 6, method: 'status.get', args: {} });
    await vi.waitFor(() => expect(said).toMatchObject([{ kind: 'refusal', error: { kind: 'unavailable' } }]));
  });

  it('passes every event of the engine on', async () => {
    const { said, listeners, start } = setUp();
    start();
    await vi.waitFor(() => expect(said).toContainEqual({ kind: 'started' }));
    expect([...listeners.keys()].sort()).toEqual(
      [
        'alert',
        'alerts',
        'alertsLooked',
        'approvals',
        'away',
        'cause',
        'changes',
        'collection',
        'explained',
        'gap',
        'notices',
        'problem',
        'ready',
        'status',
      ].sort(),
    );
    listeners.get('notices')?.({ unread: 1 } as never);
    expect(said.at(-1)).toEqual({ kind: 'event', event: 'notices', payload: { unread: 1 } });
  });

  it('closes the engine and ends when it is told to stop', async () => {
    const { ends, closed, send, start } = setUp();
    start();
    send({ kind: 'stop' });
    await vi.waitFor(() => expect(ends).toEqual([0]));
    expect(closed).toHaveBeenCalledOnce();
  });

  it('ends at once when it is told to stop before it was started', async () => {
    const { ends, send } = setUp();
    send({ kind: 'stop' });
    await vi.waitFor(() => expect(ends).toEqual([0]));
  });
});
