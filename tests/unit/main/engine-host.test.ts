import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineHost } from '../../../electron/main/engine-host/engine-host.ts';
import type { EngineProcess } from '../../../electron/main/engine-host/engine-process.ts';
import { engineRestarts } from '../../../electron/main/engine-host/restart-policy.ts';
import type { EngineState } from '../../../electron/shared/contract/contract.ts';
import type { FromEngine, ToEngine } from '../../../electron/shared/contract/engine-messages.ts';
import { emptySettings, type Settings } from '../../../electron/shared/model/settings.ts';

/** The other end of the line, in this process: what a real engine's process says is said by the test. */
class Line implements EngineProcess {
  readonly pid = 4711;
  readonly posted: ToEngine[] = [];
  killed = false;
  #hear: (message: unknown) => void = () => undefined;
  #exit: (status: number) => void = () => undefined;

  post(message: ToEngine): void {
    this.posted.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#hear = listener;
  }
  onExit(listener: (status: number) => void): void {
    this.#exit = listener;
  }
  kill(): void {
    this.killed = true;
    this.end(9);
  }
  say(message: FromEngine): void {
    this.#hear(message);
  }
  end(status: number): void {
    this.#exit(status);
  }
  /** The last request that was posted. */
  request(): Extract<ToEngine, { kind: 'request' }> {
    const last = this.posted.at(-1);
    if (last?.kind !== 'request') throw new Error('No request was posted.');
    return last;
  }
}

const unread = { notices: [], unread: 7 };

function setUp() {
  const lines: Line[] = [];
  const states: EngineState[] = [];
  const logged: string[] = [];
  const held: { settings: Settings } = { settings: emptySettings() };
  const host = new EngineHost({
    launch: () => {
      const line = new Line();
      lines.push(line);
      return line;
    },
    dataDir: '/data',
    settings: () => held.settings,
    log: (text) => logged.push(text),
  });
  host.onState((state) => states.push(state));
  host.start();
  const line = (): Line => {
    const last = lines.at(-1);
    if (!last) throw new Error('No engine was launched.');
    return last;
  };
  return { host, lines, line, states, held, logged };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the engine host', () => {
  it('starts the engine with the data folder and the settings', () => {
    const { line, held } = setUp();
    expect(line().posted).toEqual([{ kind: 'start', dataDir: '/data', settings: held.settings }]);
  });

  it('tells that it runs once the engine says so', () => {
    const { line, states } = setUp();
    line().say({ kind: 'started' });
    expect(states).toEqual([{ state: 'starting' }, { state: 'running', pid: 4711, restarts: 0 }]);
  });

  it('holds a request until the engine has started, and gives its answer', async () => {
    const { host, line } = setUp();
    const answer = host.request('notices.list', { limit: 1 });
    expect(line().posted).toHaveLength(1);
    line().say({ kind: 'started' });
    await vi.waitFor(() => expect(line().request()).toMatchObject({ method: 'notices.list', args: { limit: 1 } }));
    line().say({ kind: 'answer', id: line().request().id, value: unread });
    await expect(answer).resolves.toEqual(unread);
  });

  it('keeps answers that come in another order apart', async () => {
    const { host, line } = setUp();
    line().say({ kind: 'started' });
    const first = host.request('notices.list', { limit: 1 });
    const second = host.request('notices.list', { limit: 2 });
    await vi.waitFor(() => expect(line().posted).toHaveLength(3));
    const ids = line().posted.flatMap((each) => (each.kind === 'request' ? [each.id] : []));
    line().say({ kind: 'answer', id: ids[1] ?? 0, value: { notices: [], unread: 2 } });
    line().say({ kind: 'answer', id: ids[0] ?? 0, value: { notices: [], unread: 1 } });
    expect(await Promise.all([first, second])).toMatchObject([{ unread: 1 }, { unread: 2 }]);
  });

  it('passes a refusal on as the error that it was', async () => {
    const { host, line } = setUp();
    line().say({ kind: 'started' });
    const answer = host.request('changes.get', { id: 9 });
    const refused = expect(answer).rejects.toMatchObject({ kind: 'notFound', message: 'There is no change 9.' });
    await vi.waitFor(() => line().request());
    const error = { kind: 'notFound', message: 'There is no change 9.', advice: 'Look it up.' } as const;
    line().say({ kind: 'refusal', id: line().request().id, error });
    await refused;
  });

  it('does not pass on an answer that breaks the contract', async () => {
    const { host, line } = setUp();
    line().say({ kind: 'started' });
    const refused = expect(host.request('notices.list', {})).rejects.toMatchObject({ kind: 'internal' });
    await vi.waitFor(() => line().request());
    line().say({ kind: 'answer', id: line().request().id, value: { notices: 'none' } });
    await refused;
  });

  it('fails a request that is not answered in time, and leaves the engine alone', async () => {
    const { host, line } = setUp();
    line().say({ kind: 'started' });
    const refused = expect(host.request('notices.list', {})).rejects.toMatchObject({ kind: 'unavailable' });
    await vi.advanceTimersByTimeAsync(60_000);
    await refused;
    expect(host.state.state).toBe('running');
  });

  it('lets a collection take as long as it takes', async () => {
    const { host, line } = setUp();
    line().say({ kind: 'started' });
    const answer = host.request('tracking.collect', {});
    await vi.advanceTimersByTimeAsync(3 * 3600_000);
    line().say({ kind: 'answer', id: line().request().id, value: [] });
    await expect(answer).resolves.toEqual([]);
  });

  it('fails what is waited for when the engine dies, and starts it again', async () => {
    const { host, lines, line, states } = setUp();
    line().say({ kind: 'started' });
    const refused = expect(host.request('tracking.collect', {})).rejects.toMatchObject({ kind: 'unavailable' });
    await vi.waitFor(() => line().request());
    line().end(9);
    await refused;
    expect(states.at(-1)).toMatchObject({ state: 'restarting', restarts: 1 });
    await expect(host.request('status.get', {})).rejects.toMatchObject({ kind: 'unavailable' });
    await vi.advanceTimersByTimeAsync(engineRestarts.firstDelay);
    expect(lines).toHaveLength(2);
    line().say({ kind: 'started' });
    expect(states.at(-1)).toEqual({ state: 'running', pid: 4711, restarts: 1 });
  });

  it('gives an engine that was started again the settings that hold by then', async () => {
    const { line, held } = setUp();
    line().say({ kind: 'started' });
    line().end(9);
    held.settings = { ...emptySettings(), startAtLogin: true };
    await vi.advanceTimersByTimeAsync(engineRestarts.firstDelay);
    expect(line().posted).toEqual([{ kind: 'start', dataDir: '/data', settings: held.settings }]);
  });

  it('sends settings that changed while the engine was starting', async () => {
    const { line, held } = setUp();
    held.settings = { ...emptySettings(), startAtLogin: true };
    line().say({ kind: 'started' });
    await vi.waitFor(() => line().request());
    expect(line().request()).toMatchObject({ method: 'tracking.configure', args: { settings: held.settings } });
  });

  it('gives up an engine that dies again and again, with advice, and starts it when asked to', async () => {
    const { host, lines, line, states } = setUp();
    for (let death = 0; death <= engineRestarts.limit; death += 1) {
      line().end(1);
      await vi.advanceTimersByTimeAsync(engineRestarts.longestDelay);
    }
    expect(lines).toHaveLength(engineRestarts.limit + 1);
    expect(states.at(-1)).toMatchObject({ state: 'failed', advice: expect.stringMatching(/log/) });
    host.start();
    expect(lines).toHaveLength(engineRestarts.limit + 2);
    line().say({ kind: 'started' });
    expect(host.state.state).toBe('running');
  });

  it.each(['locked', 'diskFull', 'storeDamaged'] as const)(
    'does not start again where the store is %s',
    async (kind) => {
      const { host, lines, line } = setUp();
      line().say({ kind: 'failed', error: { kind, message: 'It is so.', advice: 'Do this.' } });
      await vi.advanceTimersByTimeAsync(engineRestarts.within);
      expect(lines).toHaveLength(1);
      expect(host.state).toEqual({ state: 'failed', message: 'It is so.', advice: 'Do this.' });
      // The cause is told once, by the state.
      const refused = { kind: 'unavailable', message: expect.stringMatching(/engine does not run/) };
      await expect(host.request('status.get', {})).rejects.toMatchObject(refused);
    },
  );

  it('starts again after a failure that may pass', async () => {
    const { lines, line, states } = setUp();
    line().say({ kind: 'failed', error: { kind: 'internal', message: 'A fault.', advice: 'Report it.' } });
    expect(states.at(-1)).toMatchObject({ state: 'restarting', reason: 'A fault.' });
    await vi.advanceTimersByTimeAsync(engineRestarts.longestDelay);
    expect(lines).toHaveLength(2);
  });

  it('passes events on, and only those that fit the contract', () => {
    const { host, line, logged } = setUp();
    const heard: number[] = [];
    host.on('notices', ({ unread: count }) => heard.push(count));
    line().say({ kind: 'event', event: 'notices', payload: { unread: 3 } });
    line().say({ kind: 'event', event: 'notices', payload: { unread: 'many' } });
    line().say({ kind: 'event', event: 'gossip', payload: {} });
    expect(heard).toEqual([3]);
    expect(logged).toHaveLength(2);
  });

  it('asks the engine to end, and waits for it', async () => {
    const { host, lines, line } = setUp();
    line().say({ kind: 'started' });
    const stopped = host.stop();
    expect(line().posted.at(-1)).toEqual({ kind: 'stop' });
    line().end(0);
    await stopped;
    await vi.advanceTimersByTimeAsync(engineRestarts.within);
    expect(lines).toHaveLength(1);
    expect(line().killed).toBe(false);
  });

  it('ends an engine by force that does not end by itself', async () => {
    const { host, line } = setUp();
    line().say({ kind: 'started' });
    const stopped = host.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopped;
    expect(line().killed).toBe(true);
  });

  it('ends without a wait while no engine runs', async () => {
    const { host, lines, line } = setUp();
    line().end(1);
    await host.stop();
    await vi.advanceTimersByTimeAsync(engineRestarts.within);
    expect(lines).toHaveLength(1);
  });
});
