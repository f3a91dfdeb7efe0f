import { describe, expect, it } from 'vitest';
import { createDispatch, type MainHandlers } from '../../../electron/main/ipc/dispatch.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { emptySettings } from '../../../electron/shared/model/settings.ts';

const handlers: MainHandlers = {
  'settings.get': () => emptySettings(),
  'settings.fault': () => null,
  'settings.set': ({ settings }) => settings,
  'app.about': () => ({
    version: '1',
    electron: '2',
    platform: 'linux',
    dataDir: '/d',
    settingsFile: '/s',
    machine: 'm',
  }),
  'app.choosePath': ({ kind }) => `/${kind}`,
  'app.saveCopy': ({ id }) => `/copy-${id}`,
  'app.saveText': ({ name }) => `/${name}`,
  'secrets.seal': () => ({ kind: 'none' }),
  'secrets.status': () => ({ available: false, why: '' }),
  'attention.get': () => ({ quiet: false, doNotDisturb: false, muted: false, held: 0 }),
  'attention.tellHeld': () => null,
  'engine.state': () => ({ state: 'starting' }),
  'engine.restart': () => {
    throw new TidemarkError('unavailable', 'Not now.', 'Later.');
  },
};

function setUp(answer: (method: string) => unknown = () => null) {
  const forwarded: unknown[] = [];
  const dispatch = createDispatch(handlers, async (method, args) => {
    forwarded.push([method, args]);
    return answer(method) as never;
  });
  return { dispatch, forwarded };
}

describe('a request of the renderer', () => {
  it('is answered by main where main can', async () => {
    const { dispatch, forwarded } = setUp();
    expect(await dispatch('app.choosePath', { kind: 'file' })).toEqual({ ok: true, value: '/file' });
    expect(forwarded).toEqual([]);
  });

  it('goes to the engine otherwise, with its defaults filled in', async () => {
    const { dispatch, forwarded } = setUp(() => []);
    expect(await dispatch('tracking.collect', {})).toEqual({ ok: true, value: [] });
    expect(forwarded).toEqual([['tracking.collect', { full: false }]]);
  });

  it.each([
    ['notices.add', { title: 't' }],
    // Where a copy is written to is the user's to say, in main's dialog.
    ['content.saveCopy', { id: 1, file: '/etc/cron.d/x', replace: true }],
    ['tracking.slept', { from: '2026-01-01T00:00:00Z' }],
    ['tracking.configure', { settings: emptySettings() }],
    ['toString', {}],
    ['__proto__', {}],
    [undefined, {}],
    [['settings.get'], {}],
  ])('is refused where it is not offered: %s', async (method, args) => {
    const { dispatch, forwarded } = setUp();
    expect(await dispatch(method, args)).toMatchObject({ ok: false, error: { kind: 'invalid' } });
    expect(forwarded).toEqual([]);
  });

  it.each([
    ['changes.list', { limit: -1 }],
    ['changes.list', { limit: 10, path: '/etc' }],
    ['changes.get', {}],
    ['settings.set', { settings: { version: 'x' } }],
    ['app.choosePath', { kind: 'socket' }],
    ['status.get', undefined],
  ])('is refused where its arguments do not fit: %s', async (method, args) => {
    const { dispatch, forwarded } = setUp();
    expect(await dispatch(method, args)).toMatchObject({ ok: false, error: { kind: 'invalid' } });
    expect(forwarded).toEqual([]);
  });

  it('gets what failed as an answer, with its advice', async () => {
    const { dispatch } = setUp();
    const error = { kind: 'unavailable', message: 'Not now.', advice: 'Later.' };
    expect(await dispatch('engine.restart', {})).toEqual({ ok: false, error });
  });

  it('gets a fault of ours as one, without more than its message', async () => {
    const { dispatch } = setUp(() => {
      throw new Error('Out of order');
    });
    const answer = await dispatch('status.get', {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'internal', message: 'Out of order' } });
  });
});
