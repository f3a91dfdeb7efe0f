import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../electron/engine/store/open.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { testStore } from '../../support/store.ts';
import { change, fileItem, keep, observed, saving } from '../../support/store-samples.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A file system of a few megabytes in memory, of the test's own. */
function smallDisk(): string {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  const run = (command: string, argv: readonly string[]) => execFileSync(command, argv, { timeout: 10_000 });
  run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  onTestFinished(() => {
    run('umount', ['--lazy', folder]);
  });
  return folder;
}

function failure(work: () => unknown): TidemarkError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof TidemarkError) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was thrown.');
}

const many = (save: number) =>
  Array.from({ length: 1000 }, (_, n) => fileItem(`/srv/${save}/${n}`, { text: randomBytes(200).toString('hex') }));

describe('a full disk', () => {
  it('is told with the file and what to do, costs nothing that was stored, and is over once there is space', () => {
    const disk = smallDisk();
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1024 * 1024));
    const { store, dataDir } = testStore(join(disk, 'data'));
    let saves = 0;
    const save = () => {
      const items = many(saves);
      store.save(saving(saves, { changes: items.map((item) => change(item, saves)), upserts: observed(...items) }));
      saves += 1;
    };
    const full = failure(() => {
      for (let n = 0; n < 50; n++) save();
    });
    expect(full.kind).toBe('diskFull');
    expect(full.message).toContain(join(dataDir, 'tidemark.db'));
    expect(full.advice).not.toBe('');
    expect(store.countChanges({})).toBe(saves * 1000);
    expect(store.countItems('Files')).toBe(saves * 1000);
    expect(store.verify()).toMatchObject({ changes: saves * 1000, faults: [] });

    rmSync(ballast);
    store.save(saving(saves, { changes: [change(fileItem('/srv/after'), saves)] }));
    store.close();
    const again = testStore(dataDir).store;
    expect(again.verify()).toMatchObject({ changes: saves * 1000 + 1, faults: [] });
  });

  it('refuses content that has no room, and keeps that which had', () => {
    const { store } = testStore(join(smallDisk(), 'data'));
    const kept = keep(store, 'small\n');
    store.save(saving(1, {}));
    const full = failure(() => {
      for (let n = 0; n < 10; n++) keep(store, randomBytes(3_000_000));
    });
    expect(full.kind).toBe('diskFull');
    expect(Buffer.from(store.content(kept)?.bytes ?? []).toString()).toBe('small\n');
    expect(failure(() => store.close()).kind).toBe('diskFull');
  });

  it('is no damage: a store that can’t even be opened for it stays where it is', () => {
    const disk = smallDisk();
    const dataDir = join(disk, 'data');
    const { store } = testStore(dataDir);
    store.save(saving(1, { changes: [change(fileItem('/etc/a'), 1)] }));
    store.close();
    const ballast = join(disk, 'ballast');
    expect(() => writeFileSync(ballast, Buffer.alloc(8 * 1024 * 1024))).toThrow(/ENOSPC/u);
    expect(failure(() => openStore(dataDir, 'a test')).kind).toBe('diskFull');
    rmSync(ballast);
    expect(testStore(dataDir).store.countChanges({})).toBe(1);
  });
});
