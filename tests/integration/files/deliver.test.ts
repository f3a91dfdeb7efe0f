import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Observed } from '../../../electron/engine/collectors/collector.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { filesCollector, tracking } from './inventory.ts';
import { settled } from './settled.ts';

test('what is sure is delivered while the rest is still read; a growing log waits for the end', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'many'));
  mkdirSync(join(root, 'logs'));
  for (let n = 0; n < 4500; n += 1) writeFileSync(join(root, 'many', `f${n}`), 'x');
  writeFileSync(join(root, 'logs', 'app.log'), 'a line\n');
  await settled(join(root, 'logs', 'app.log'));
  const settings = tracking(
    { path: join(root, 'many'), pathType: 'directory', recursion: true },
    { path: join(root, 'logs'), pathType: 'directory', recursion: true, growing: true },
  );
  const collector = await filesCollector();
  const delivered: Observed[] = [];
  const { observed } = await collector.collect({
    scope: { kind: 'all' },
    full: true,
    settings,
    known: new Map(),
    content: { has: () => true, put: () => undefined },
    stamped: () => new Map(),
    signal: new AbortController().signal,
    progress: () => undefined,
    deliver: (portion) => delivered.push(...portion),
  });
  expect(delivered.length).toBeGreaterThanOrEqual(4000);
  const log = join(root, 'logs', 'app.log');
  expect(delivered.map((each) => each.item.key)).not.toContain(log);
  expect(observed.map((each) => each.item.key)).toContain(log);
  const keys = [...delivered, ...observed].map((each) => each.item.key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { item, text } of delivered) expect(JSON.stringify(item.fields)).toBe(text);
});
