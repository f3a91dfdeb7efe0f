import { chmod, mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDaemonsCollector } from '../../../electron/engine/collectors/daemons/index.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';
import { Calls } from '../../support/signals.ts';
import { systemdSources } from '../../support/systemd.ts';
import { temporaryFolder } from '../../support/temporary.ts';

let etc: string;
let observer: Observer;

const key = 'sysv:thing';
const script = (pidFile: string) => `#!/bin/sh
### BEGIN INIT INFO
# Provides:          thing
# Short-Description: does a thing
### END INIT INFO
PIDFILE=${pidFile}
`;

function collector() {
  return createDaemonsCollector({
    etc,
    systemd: { bootedFolder: join(etc, 'no-systemd') },
    openrcStates: join(etc, 'no-openrc'),
  });
}

beforeEach(async () => {
  etc = temporaryFolder();
  for (const each of ['init.d', 'rc2.d', 'rc3.d', 'rc6.d']) await mkdir(join(etc, each));
  await writeFile(join(etc, 'init.d/thing'), script(join(etc, 'thing.pid')), { mode: 0o755 });
  await symlink('../init.d/thing', join(etc, 'rc2.d/S01thing'));
  await symlink('../init.d/thing', join(etc, 'rc3.d/S01thing'));
  await symlink('../init.d/thing', join(etc, 'rc6.d/K01thing'));
  observer = new Observer(collector());
  await observer.look();
});

describe('System V scripts', () => {
  it('that are edited: their content is modified', async () => {
    await writeFile(join(etc, 'init.d/thing'), `${script(join(etc, 'thing.pid'))}exit 0\n`);
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['unitChecksum'] }]);
  });

  it('are items with run levels, start-up and description', () => {
    expect(observer.last?.sources).toEqual([
      ...systemdSources.map((id) => ({ id, state: 'unsupported' })),
      { id: 'sysv', state: 'collected' },
    ]);
    expect(observer.last?.problems).toEqual([]);
    expect([...observer.items.keys()]).toEqual([key]);
    expect(observer.fields(key)).toEqual({
      state: 'Stopped',
      subState: null,
      startup: 'Auto',
      command: join(etc, 'init.d/thing'),
      account: 'root',
      runlevels: '2\n3',
      controller: 'sysv',
      description: 'does a thing',
      unitFile: join(etc, 'init.d/thing'),
      unitChecksum: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      dropIns: null,
      kind: 'script',
      user: null,
    });
  });

  it('run while the process that their pid file names lives', async () => {
    await writeFile(join(etc, 'thing.pid'), `${process.pid}\n`);
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key)).toMatchObject({ state: 'Running' });
    // Above the highest process id that Linux gives (proc(5), pid_max).
    await writeFile(join(etc, 'thing.pid'), '4194305\n');
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['state'] }]);
    expect(observer.fields(key)).toMatchObject({ state: 'Stopped' });
  });

  it('no longer started in one level, and in none', async () => {
    await unlink(join(etc, 'rc3.d/S01thing'));
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['runlevels'] }]);
    await rename(join(etc, 'rc2.d/S01thing'), join(etc, 'rc2.d/K01thing'));
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['startup', 'runlevels'] }]);
    expect(observer.fields(key)).toMatchObject({ startup: 'Manual', runlevels: '' });
  });

  it('that may not be executed are disabled', async () => {
    await chmod(join(etc, 'init.d/thing'), 0o644);
    expect(await observer.look()).toEqual([{ key, what: 'Modified', fields: ['startup'] }]);
    expect(observer.fields(key)).toMatchObject({ startup: 'Disabled' });
  });

  it('come and go, and what only lies beside them is none', async () => {
    for (const name of ['README', 'functions', 'thing.dpkg-old', '.thing.swp', 'plain-file']) {
      await writeFile(join(etc, 'init.d', name), '#!/bin/sh\n');
    }
    await mkdir(join(etc, 'init.d/folder'));
    await symlink('nowhere', join(etc, 'init.d/broken'));
    expect(await observer.look()).toEqual([]);
    await writeFile(join(etc, 'init.d/other'), script('/nowhere'));
    expect(await observer.look()).toEqual([{ key: 'sysv:other', what: 'Added', fields: [] }]);
    await rm(join(etc, 'init.d/thing'));
    expect(await observer.look()).toEqual([{ key, what: 'Removed', fields: [] }]);
    expect(observer.last?.problems).toEqual([]);
  });

  it('are gone with their folder, and back with it', async () => {
    await rename(join(etc, 'init.d'), join(etc, 'away'));
    expect(await observer.look()).toEqual([{ key, what: 'Removed', fields: [] }]);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toContainEqual({ id: 'sysv', state: 'unsupported' });
    await rename(join(etc, 'away'), join(etc, 'init.d'));
    expect(await observer.look()).toEqual([{ key, what: 'Added', fields: [] }]);
  });

  it('hint when a link changes', async () => {
    const hints = new Calls<string>();
    const failures: unknown[] = [];
    const armed = await collector().watch?.({
      settings: settingsSchema.parse({}),
      hint: hints.add,
      gap: (...args) => failures.push(args),
      problem: (problem) => failures.push(problem),
    });
    const hinted = hints.next();
    await unlink(join(etc, 'rc2.d/S01thing'));
    expect(await hinted).toBe('');
    expect(failures).toEqual([]);
    await armed?.close();
  });

  it('of this machine can be read, whatever runs it', async () => {
    const own = new Observer(createDaemonsCollector());
    await own.look();
    expect(own.last?.sources.map((each) => each.id)).toEqual(expect.arrayContaining(['systemd', 'sysv']));
    expect(await own.look()).toEqual([]);
  });
});
