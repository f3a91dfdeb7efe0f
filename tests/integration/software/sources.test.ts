import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApkSource } from '../../../electron/engine/collectors/software/apk/index.ts';
import { createSoftwareCollector } from '../../../electron/engine/collectors/software/index.ts';
import { createPacmanSource } from '../../../electron/engine/collectors/software/pacman/index.ts';
import type { Reading, ReadRequest, SoftwareSource } from '../../../electron/engine/collectors/software/source.ts';
import { collectAndSave } from '../../../electron/engine/scheduler/collect.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { testStore } from '../../support/store.ts';

/** A source that does what a real one can't be made to do: see `read`. It stands for any that is read beside others. */
class OddSource implements SoftwareSource {
  readonly id = 'odd';
  readonly ownKeys = true;
  read: (request: ReadRequest) => Promise<Reading> = async () => reading('odd:a');
  watch: SoftwareSource['watch'] = async () => ({ watched: () => 1, close: async () => undefined });
}

const reading = (...keys: string[]): Reading => ({
  state: 'collected',
  items: keys.map((key) => ({ type: 'Software', key, name: key, fields: { version: '1' } })),
  unsettled: new Set(),
});

let root: string;
let odd: OddSource;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tidemark-sources-'));
  odd = new OddSource();
  await mkdir(join(root, 'lib/apk/db'), { recursive: true });
  await install('musl', '1');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const install = (name: string, version: string) =>
  writeFile(join(root, 'lib/apk/db/installed'), `P:${name}\nV:${version}\n\n`);

/** The real way of a collection, with apk's database of this test and the odd source beside it. */
function tracked(patience = { limit: 60_000, rest: 60_000 }, further: readonly SoftwareSource[] = []) {
  const { store } = testStore();
  const collector = createSoftwareCollector({ sources: [odd, createApkSource({ root }), ...further], patience });
  const collect = async (
    options: { settings?: Settings; full?: boolean; hint?: string; signal?: AbortSignal } = {},
  ) => {
    const { changes, problems } = await collectAndSave({
      collector,
      store,
      settings: options.settings ?? settingsSchema.parse({}),
      job: {
        scope: options.hint === undefined ? { kind: 'all' } : { kind: 'some', hints: [options.hint] },
        how: 'scheduled',
        full: options.full ?? false,
      },
      signal: options.signal ?? new AbortController().signal,
      patient: false,
      watchProblems: [],
      progress: () => undefined,
    });
    return {
      changes: changes.map(({ category, key }) => `${category} ${key}`).sort(),
      problems: problems.map(({ subject, kind }) => `${kind} ${subject}`),
    };
  };
  const keys = () => store.inventory({ type: 'Software' }).items.map(({ key }) => key);
  const standing = () => store.problems().map(({ subject, message }) => `${subject}: ${message}`);
  return { store, collector, collect, keys, standing };
}

const quiet = { changes: [], problems: [] };

describe('a source that does not do well', () => {
  it.each([
    [
      'throws at once',
      () => {
        throw new Error('broken');
      },
      /odd: The software of odd could not be read: broken\./,
    ],
    ['rejects', async () => Promise.reject(new Error('broken')), /broken/],
    ['hangs', () => new Promise<Reading>(() => undefined), /did not answer within 0 seconds/],
  ])(
    'is a problem of it alone when it %s: nothing of it is removed, and the others are what they are',
    async (_, read, words) => {
      const { collect, keys, standing } = tracked({ limit: 200, rest: 0 });
      expect(await collect()).toEqual(quiet);
      odd.read = read;
      await install('musl', '2');
      expect(await collect()).toEqual({ changes: ['Modified apk:musl'], problems: ['unreadable odd'] });
      expect(keys()).toEqual(['apk:musl', 'odd:a']);
      expect(standing()).toEqual([expect.stringMatching(words)]);
    },
  );

  it('is told when its time is over, and not asked again before that, nor before it has rested', async () => {
    const { collect, standing } = tracked({ limit: 100, rest: 3_600_000 });
    await collect();
    let asked = 0;
    let ends: (() => void) | undefined;
    let told: AbortSignal | undefined;
    odd.read = ({ signal }) => {
      asked += 1;
      told = signal;
      return new Promise((resolve) => {
        ends = () => resolve(reading('odd:a'));
      });
    };
    await collect();
    expect(told?.aborted).toBe(true);
    // It took no notice: a second one is not started beside it, even for a full collection.
    await collect({ full: true });
    expect(asked).toBe(1);
    ends?.();
    odd.read = async () => {
      asked += 1;
      return reading('odd:a');
    };
    const began = performance.now();
    await collect();
    expect(performance.now() - began).toBeLessThan(100);
    expect(asked).toBe(1);
    expect(standing()).toHaveLength(1);
    expect(await collect({ full: true })).toEqual(quiet);
    expect(asked).toBe(2);
    expect(standing()).toEqual([]);
  });

  it('is ended with the engine', async () => {
    const { collect } = tracked();
    const stop = new AbortController();
    const told = new Promise<void>((resolve) => {
      odd.read = ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            resolve();
            reject(signal.reason);
          });
          stop.abort(new Error('stopped'));
        });
    });
    await expect(collect({ signal: stop.signal })).rejects.toThrow('stopped');
    await told;
  });

  it('can’t keep the others’ watches from being armed', async () => {
    const { collector } = tracked();
    odd.watch = async () => Promise.reject(new Error('no inotify instances left'));
    const told: string[] = [];
    const watch = await collector.watch?.({
      settings: settingsSchema.parse({}),
      hint: () => undefined,
      gap: (reason, subject) => told.push(`${reason} ${subject}`),
      problem: ({ message }) => told.push(message),
    });
    expect(told).toEqual(['watchFailed odd', 'The live watch of odd failed: no inotify instances left.']);
    expect(watch?.watched()).toBeGreaterThan(0);
    await watch?.close();
  });
});

describe('what is looked at', () => {
  it('is the source alone that hinted, and nothing is said of the others', async () => {
    const { collect, keys } = tracked();
    await collect();
    let asked = 0;
    odd.read = async () => {
      asked += 1;
      return reading();
    };
    await install('musl', '2');
    expect(await collect({ hint: 'apk' })).toEqual({ changes: ['Modified apk:musl'], problems: [] });
    expect(asked).toBe(0);
    expect(keys()).toEqual(['apk:musl', 'odd:a']);
    // The baselines of the others stand: what comes and goes there is a change still.
    odd.read = async () => reading('odd:b');
    expect(await collect({ hint: 'odd' })).toEqual({ changes: ['Added odd:b', 'Removed odd:a'], problems: [] });
    expect(await collect()).toEqual(quiet);
  });

  it('is everything after a hint of one that was not well, so that its problem ends', async () => {
    const { collector, collect, standing } = tracked({ limit: 60_000, rest: 0 });
    let changed: () => void = () => undefined;
    odd.watch = async (listener) => {
      changed = listener.changed;
      return { watched: () => 1, close: async () => undefined };
    };
    const hints: string[] = [];
    const watch = await collector.watch?.({
      settings: settingsSchema.parse({}),
      hint: (hint) => hints.push(hint),
      gap: () => undefined,
      problem: () => undefined,
    });
    await collect();
    changed();
    odd.read = async () => Promise.reject(new Error('broken'));
    await collect();
    changed();
    expect(hints).toEqual(['odd', '']);
    expect(standing()).toHaveLength(1);
    odd.read = async () => reading('odd:a');
    await collect();
    expect(standing()).toEqual([]);
    await watch?.close();
  });
});

describe('a source that comes or goes', () => {
  const optional = (pip: boolean) => settingsSchema.parse({ tracking: { software: { optional: { pip } } } });

  it('begins with a baseline and ends without a removal when it is switched on and off', async () => {
    const { collect, keys } = tracked({ limit: 60_000, rest: 0 }, [
      { ...createPacmanSource({ folder: root }), wanted: ({ tracking }) => tracking.software.optional.pip },
    ]);
    await mkdir(join(root, 'local/bash-5-1'), { recursive: true });
    await writeFile(join(root, 'local/bash-5-1/desc'), '%NAME%\nbash\n\n%VERSION%\n5-1\n\n');
    await collect({ settings: optional(false) });
    expect(keys()).toEqual(['apk:musl', 'odd:a']);
    expect(await collect({ settings: optional(true) })).toEqual(quiet);
    expect(keys()).toEqual(['apk:musl', 'odd:a', 'pacman:bash']);
    await rename(join(root, 'local/bash-5-1'), join(root, 'local/bash-6-1'));
    await writeFile(join(root, 'local/bash-6-1/desc'), '%NAME%\nbash\n\n%VERSION%\n6-1\n\n');
    expect(await collect({ settings: optional(true) })).toEqual({ changes: ['Modified pacman:bash'], problems: [] });
    expect(await collect({ settings: optional(false) })).toEqual(quiet);
    expect(keys()).toEqual(['apk:musl', 'odd:a']);
    expect(await collect({ settings: optional(true) })).toEqual(quiet);
  });

  it('begins with a baseline when its package manager is installed, and is watched from then on', async () => {
    odd.read = async () => ({ state: 'unsupported' });
    let armed = 0;
    odd.watch = async () => {
      armed += 1;
      return { watched: () => armed, close: async () => undefined };
    };
    const { collector, collect, keys } = tracked();
    const watch = await collector.watch?.({
      settings: settingsSchema.parse({}),
      hint: () => undefined,
      gap: () => undefined,
      problem: () => undefined,
    });
    expect(await collect()).toEqual(quiet);
    odd.read = async () => reading('odd:a');
    expect(await collect()).toEqual(quiet);
    expect(keys()).toEqual(['apk:musl', 'odd:a']);
    expect(armed).toBe(2);
    odd.read = async () => reading('odd:a', 'odd:b');
    expect(await collect()).toEqual({ changes: ['Added odd:b'], problems: [] });
    await watch?.close();
  });
});

describe('more software than the limit', () => {
  it('is said aloud, and a look at one source adds none of it', async () => {
    const { collect, keys } = tracked();
    const settings = settingsSchema.parse({ limits: { software: 2 } });
    expect(await collect({ settings })).toEqual(quiet);
    odd.read = async () => reading('odd:a', 'odd:b');
    expect(await collect({ settings, hint: 'odd' })).toEqual(quiet);
    expect(keys()).toEqual(['apk:musl', 'odd:a']);
    expect(await collect({ settings })).toEqual({ changes: [], problems: ['limit limits.software'] });
    expect(keys()).toEqual(['apk:musl', 'odd:a']);
  });
});
