import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HashMethod, Settings } from '../../../electron/shared/model/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { filesCollector, Inventory, tracking } from './inventory.ts';
import { settled } from './settled.ts';

const by = (method: HashMethod, text: string | Buffer) => `${method}:${createHash(method).update(text).digest('hex')}`;

const hashing = (settings: Settings, hash: HashMethod): Settings => ({
  ...settings,
  tracking: { ...settings.tracking, hash },
});

test('a checksum by another method is no change, its content is found all the same', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a');
  writeFileSync(file, 'one\n');
  await settled(file);
  const settings = tracking({ path: folder, pathType: 'directory' });
  const found = new Inventory(await filesCollector(), settings);
  await found.collect();
  expect(found.fields(file)).toMatchObject({ checksum: by('sha256', 'one\n') });
  expect(found.fields(file)).not.toHaveProperty('contentHash');

  for (const method of ['md5', 'sha1', 'sha256'] as const) {
    found.settings = hashing(settings, method);
    expect(await found.collect(), method).toEqual([]);
    expect(found.fields(file).checksum).toBe(by(method, 'one\n'));
    expect(found.content(file)).toBe('one\n');
  }

  found.settings = hashing(settings, 'md5');
  writeFileSync(file, 'two\n');
  expect(await found.collect()).toEqual([`Modified ${file} checksum modified`]);
  expect(found.fields(file)).toMatchObject({ checksum: by('md5', 'two\n'), contentHash: by('sha256', 'two\n') });
  expect(found.content(file)).toBe('two\n');
});

test('both hashes are right at every size, read whole or in parts', async () => {
  const folder = temporaryFolder();
  const kept = { path: folder, pathType: 'directory' } as const;
  const sizes = [0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024];
  for (const size of sizes) {
    writeFileSync(join(folder, `n${size}`), '');
    truncateSync(join(folder, `n${size}`), size);
  }
  for (const keepContent of [true, false]) {
    const settings = hashing(tracking({ ...kept, keepContent }), 'md5');
    const found = new Inventory(await filesCollector(), settings);
    await found.collect();
    for (const size of sizes) {
      expect(found.fields(join(folder, `n${size}`)), `${size}`).toMatchObject({
        checksum: by('md5', Buffer.alloc(size)),
        contentHash: by('sha256', Buffer.alloc(size)),
      });
    }
  }
});
