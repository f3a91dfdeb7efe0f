import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTransactions } from '../../../electron/engine/explain/transactions/index.ts';
import type { Ownership } from '../../../electron/engine/explain/types.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { AptRoot } from '../../support/apt.ts';
import { DpkgRoot } from '../../support/dpkg.ts';
import { type TestEngine, testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { mayAdministrate, Shell } from '../../support/shell.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const isAllowed = process.platform === 'linux' && mayAdministrate(readFileSync('/proc/self/status', 'utf8'));

/** Only what happens so long (milliseconds) after a folder is watched is certain. */
const certain = 1100;

/** Of packages that own nothing that is tracked here. */
const nothingOwned: Ownership = {
  refresh: () => Promise.resolve([]),
  ownersOf: () => Promise.resolve(new Map()),
  settle: () => undefined,
};

let root: DpkgRoot;
let apt: AptRoot;
let folder: string;
let shell: Shell;

beforeEach(async () => {
  root = await DpkgRoot.create();
  apt = await AptRoot.on(root);
  folder = temporaryFolder();
  shell = new Shell();
});

afterEach(async () => {
  await shell.end();
  await root.remove();
});

const path = (name: string) => join(folder, name);

async function engine(who: boolean): Promise<TestEngine> {
  const settings = trackingFiles([{ path: folder, pathType: 'directory', recursion: true }]);
  const tidemark = await testEngine({
    settings: settingsSchema.parse({ ...settings, explanations: { who } }),
    explainer: () => ({
      ownership: nothingOwned,
      transactions: createTransactions({
        debian: { history: apt.history, dpkgLog: apt.dpkgLog, adminDir: root.adminDir },
      }),
    }),
  });
  await tidemark.ready();
  await wait(certain);
  return tidemark;
}

describe.skipIf(!isAllowed)('Who made a change', () => {
  it('is told of a file that was edited, made and removed, also in a folder that was just made', async () => {
    writeFileSync(path('edited'), 'one\n');
    writeFileSync(path('removed'), 'one\n');
    const tidemark = await engine(true);
    await shell.run(`echo two >> ${path('edited')}; echo x > ${path('made')}`);
    for (const name of ['edited', 'made'])
      expect((await tidemark.explained(path(name))).explanation?.actor).toMatchObject({
        pid: shell.pid,
        program: expect.stringMatching(/\/bash$/),
        user: 'root',
      });
    rmSync(path('removed'));
    mkdirSync(path('folder'));
    for (const name of ['removed', 'folder'])
      expect((await tidemark.explained(path(name))).explanation?.actor?.pid).toBe(process.pid);
    await wait(certain);
    await shell.run(`echo x > ${path('folder/below')}`);
    expect((await tidemark.explained(path('folder/below'))).explanation?.actor?.pid).toBe(shell.pid);
  });

  it('is unknown where that is switched off, and known once it is on', async () => {
    const tidemark = await engine(false);
    await shell.run(`echo x > ${path('unseen')}`);
    expect((await tidemark.explained(path('unseen'))).explanation?.actor).toBeNull();
    const settings = trackingFiles([{ path: folder, pathType: 'directory', recursion: true }]);
    await tidemark.engine.request('tracking.configure', { settings });
    await wait(certain);
    await shell.run(`echo x > ${path('seen')}`);
    expect((await tidemark.explained(path('seen'))).explanation?.actor?.pid).toBe(shell.pid);
  });

  it('explains what a package’s script wrote, and not what was written beside it', async () => {
    mkdirSync(path('etc'));
    const tidemark = await engine(true);
    const file = await root.build({
      name: 'tidemark-script',
      version: '1',
      // The shell lives on for a moment, as scripts of packages do.
      scripts: { postinst: `echo x > ${path('etc/by-script')}\nsleep 0.2` },
    });
    const installing = apt.apt(['install', file]);
    appendFileSync(path('etc/by-hand'), 'mine\n');
    await installing;
    const [script, hand] = await Promise.all(
      ['by-script', 'by-hand'].map((each) => tidemark.explained(path(`etc/${each}`))),
    );
    expect(script?.explanation).toMatchObject({ verdict: 'explained', tie: 'process', actor: { uid: 0 } });
    expect(script?.explanation?.cause).toContain('tidemark-script');
    expect(hand?.explanation).toMatchObject({ actor: { pid: process.pid } });
    expect(hand?.explanation?.verdict).not.toBe('explained');
  });
});
