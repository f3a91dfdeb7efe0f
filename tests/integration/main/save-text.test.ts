import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { saveText } from '../../../electron/main/ipc/save-text.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('writes an export for its owner alone, in place of what was there', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'answer.csv');
  writeFileSync(file, 'an old and longer one');
  await saveText(file, 'Größe\r\n1\r\n');
  expect(readFileSync(file, 'utf8')).toBe('Größe\r\n1\r\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['answer.csv']);
});

it('leaves nothing behind where it can’t be written', async () => {
  const folder = temporaryFolder();
  await expect(saveText(join(folder, 'gone', 'answer.csv'), 'x')).rejects.toMatchObject({ kind: 'denied' });
  mkdirSync(join(folder, 'taken'));
  await expect(saveText(join(folder, 'taken'), 'x')).rejects.toMatchObject({ kind: 'denied' });
  expect(readdirSync(folder)).toEqual(['taken']);
});
