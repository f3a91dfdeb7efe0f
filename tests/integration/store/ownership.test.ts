import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReader, openStore } from '../../../electron/engine/store/open.ts';
import { readOwner } from '../../../electron/engine/store/ownership.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { testStore } from '../../support/store.ts';
import { StoreChild } from '../../support/store-child.ts';
import { change, fileItem, saving } from '../../support/store-samples.ts';
import { temporaryFolder } from '../../support/temporary.ts';

function refusal(dataDir: string): TidemarkError {
  try {
    openStore(dataDir, 'a test').store.close();
  } catch (thrown) {
    if (thrown instanceof TidemarkError) return thrown;
    throw thrown;
  }
  throw new Error('A second owner was let in.');
}

describe('the one owner of a store', () => {
  it('is named to the second one, in another process', async () => {
    const dataDir = temporaryFolder();
    const child = await StoreChild.start('own', dataDir);
    expect(await child.line()).toBe('owned');
    const owner = readOwner(dataDir);
    expect(owner).toMatchObject({ pid: child.child.pid, what: 'tidemark watch' });
    const refused = refusal(dataDir);
    expect(refused.kind).toBe('locked');
    expect(refused.message).toContain(`process ${child.child.pid} (tidemark watch, since ${owner?.startedAt})`);
    expect(refused.advice).not.toBe('');

    await child.end();
    expect(readOwner(dataDir)).toBeNull();
    testStore(dataDir);
    expect(readOwner(dataDir)).toMatchObject({ pid: process.pid, what: 'a test' });
  });

  it('is let go of by kill -9, though its name still stands there', async () => {
    const dataDir = temporaryFolder();
    const child = await StoreChild.start('own', dataDir);
    await child.line();
    await child.kill();
    expect(readOwner(dataDir)).toBeNull();
    const { store } = testStore(dataDir);
    expect(store.verify().faults).toEqual([]);
  });

  it('is refused twice in one process as well, and stays the owner after others asked who it is', async () => {
    const { dataDir, store } = testStore();
    for (let n = 0; n < 3; n++) {
      expect(readOwner(dataDir)?.pid).toBe(process.pid);
      expect(refusal(dataDir).kind).toBe('locked');
    }
    // To look in this very process must not have let go of the lock: a second process is refused still.
    const child = await StoreChild.start('own', dataDir);
    expect(await child.line()).toBe('refused: locked');
    store.save(saving(1, { changes: [change(fileItem('/etc/a'), 1)] }));
    expect(store.countChanges({})).toBe(1);
  });

  it('is nobody in a new folder, nor where only a stale or broken name stands', () => {
    const dataDir = temporaryFolder();
    expect(readOwner(dataDir)).toBeNull();
    testStore(dataDir).store.close();
    writeFileSync(join(dataDir, 'owner.json'), '{"pid": 1, "startedAt": "x", "what": "y"}');
    expect(readOwner(dataDir)).toBeNull();
    writeFileSync(join(dataDir, 'owner.json'), 'no JSON');
    testStore(dataDir);
    expect(readOwner(dataDir)?.what).toBe('a test');
  });
});

describe('kill -9 in the middle of writing', () => {
  it('loses nothing that was acknowledged, and leaves a store that verifies', async () => {
    const dataDir = temporaryFolder();
    let acknowledged = 0;
    for (const lines of [1, 20, 60]) {
      const child = await StoreChild.start('write', dataDir);
      for (let n = 0; n < lines; n++) acknowledged = Number(await child.line());
      for (const line of await child.kill()) if (/^\d+$/u.test(line)) acknowledged = Number(line);
      const { store } = testStore(dataDir);
      const stored = store.countChanges({});
      expect(stored).toBeGreaterThanOrEqual(acknowledged);
      expect(store.verify()).toMatchObject({ changes: stored, faults: [] });
      expect(store.verify().contents).toBeGreaterThanOrEqual(stored);
      store.close();
    }
  });
});

describe('a reader', () => {
  it('follows what another process commits, and sees each save whole', async () => {
    const dataDir = temporaryFolder();
    const child = await StoreChild.start('write', dataDir);
    await child.line();
    const reader = openReader(dataDir);
    let last = 0;
    for (let n = 0; n < 15; n++) {
      const said = Number(await child.line());
      const [newest] = reader.changes({ limit: 1 });
      expect(newest?.id).toBeGreaterThanOrEqual(Math.max(said, last));
      last = newest?.id ?? 0;
      expect(reader.verify().faults).toEqual([]);
    }
    reader.close();
    await child.kill();
  });
});
