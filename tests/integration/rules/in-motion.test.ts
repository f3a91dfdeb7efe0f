import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function tracked() {
  const root = temporaryFolder();
  const test = await testEngine({
    settings: trackingFiles([{ path: root, pathType: 'directory', recursion: true }]),
  });
  await test.ready();
  return { test, at: (name: string) => join(root, name) };
}

describe('a file that is written in steps', () => {
  it('is one change, with what it holds in the end', async () => {
    const { test, at } = await tracked();
    const began = new Date().toISOString();
    // The steps are what a slow program does; nothing is waited for here.
    for (let n = 0; n < 20; n += 1) {
      appendFileSync(at('slow'), 'a step\n');
      await pause(20);
    }
    await test.change(at('slow'));
    const log = await test.log();
    expect(log).toMatchObject([{ category: 'Added', after: { size: 140 } }]);
    // It can have begun to happen when the first step was written.
    expect((log[0]?.since ?? '') <= began).toBe(true);
  });

  it('is told of all the same when the steps do not end', async () => {
    const { test, at } = await tracked();
    let done = false;
    const writing = (async () => {
      while (!done) {
        appendFileSync(at('log'), 'a line\n');
        await pause(10);
      }
    })();
    await test.change(at('log'), 'Added');
    await test.change(at('log'), 'Modified');
    done = true;
    await writing;
  });

  it('is one change for each of a thousand files', async () => {
    const { test, at } = await tracked();
    for (let n = 0; n < 1000; n += 1) writeFileSync(at(`f${n}`), `${n}\n`);
    await test.until('all of them', () => new Set(test.changes.map((each) => each.key)).size === 1000);
    await test.collect('Files');
    expect((await test.log()).length).toBe(1000);
  });
});
