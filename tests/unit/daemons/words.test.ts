import { describe, expect, it } from 'vitest';
import {
  keyOf,
  sourceOf,
  sourceOfUnit,
  systemManager,
  trackedKey,
  unitOfKey,
  userManager,
} from '../../../electron/engine/collectors/daemons/manager.ts';
import { unitOfPath, unitPath } from '../../../electron/engine/collectors/daemons/systemd-api.ts';
import { hintOf } from '../../../electron/engine/collectors/daemons/systemd-signals.ts';
import {
  commandOf,
  inFlux,
  isPlain,
  listensOn,
  scheduleOf,
  startupOf,
  stateOf,
  templateOf,
} from '../../../electron/engine/collectors/daemons/words.ts';

describe("systemd's words", () => {
  it.each([
    ['active', 'Running'],
    ['reloading', 'Running'],
    ['inactive', 'Stopped'],
    ['failed', 'Failed'],
    ['activating', 'Activating'],
    ['maintenance', 'Maintenance'],
  ])('the state %s is %s', (active, state) => expect(stateOf(active)).toBe(state));

  it.each([
    ['enabled', 'Auto'],
    ['enabled-runtime', 'Auto'],
    ['disabled', 'Manual'],
    ['masked', 'Disabled'],
    ['masked-runtime', 'Disabled'],
    ['static', 'Static'],
    ['indirect', 'Indirect'],
    ['', null],
  ])('the unit file state %s is %s', (state, startup) => expect(startupOf(state)).toBe(startup));

  it('takes a queued job for a state that will not last', () => {
    expect(inFlux({ active: 'active', job: 0 })).toBe(false);
    expect(inFlux({ active: 'reloading', job: 0 })).toBe(false);
    expect(inFlux({ active: 'inactive', job: 17 })).toBe(true);
    expect(inFlux({ active: 'activating', job: 0 })).toBe(true);
    expect(inFlux({ active: 'deactivating', job: 0 })).toBe(true);
  });

  it('writes commands so that arguments with blanks can be told apart', () => {
    expect(commandOf([])).toBeNull();
    expect(commandOf([{ path: '/bin/a', args: ['a', '-x', 'b c', ''] }])).toBe('/bin/a -x "b c" ""');
    expect(
      commandOf([
        { path: '/bin/a', args: ['a'] },
        { path: '/bin/b', args: ['named'] },
      ]),
    ).toBe('/bin/a; /bin/b');
  });

  it('writes what sets a timer off as its file does', () => {
    expect(
      scheduleOf('backup.service', [
        { name: 'OnCalendar', value: 'Mon *-*-* 00:00:00' },
        { name: 'OnBootUSec', value: 15 * 60e6 },
        { name: 'OnUnitActiveUSec', value: 90_061_500_001 },
      ]),
    ).toBe('backup.service: OnBootSec=15min; OnCalendar=Mon *-*-* 00:00:00; OnUnitActiveSec=1d 1h 1min 1s 500ms 1us');
    expect(scheduleOf('a.service', [])).toBe('a.service: never');
    expect(scheduleOf('a.service', [{ name: 'OnActiveUSec', value: 0 }])).toBe('a.service: OnActiveSec=0');
  });

  it('writes what a socket listens on as its file does', () => {
    expect(
      listensOn([
        ['Stream', '/run/a b'],
        ['Datagram', '127.0.0.1:514'],
      ]),
    ).toBe('ListenStream=/run/a b; ListenDatagram=127.0.0.1:514');
    expect(listensOn([])).toBeNull();
  });

  it('tells plain units from templates, instances and other types', () => {
    for (const name of ['ssh.service', 'dbus.socket', 'fstrim.timer']) expect(isPlain(name)).toBe(true);
    for (const name of ['getty@.service', 'getty@tty1.service', 'home.mount', 'a@b.socket'])
      expect(isPlain(name)).toBe(false);
    expect(templateOf('wg-quick@home.service')).toBe('wg-quick@.service');
    expect(templateOf('postgresql@15-main@x.service')).toBe('postgresql@.service');
    for (const name of ['getty@.service', 'ssh.service', 'a@b.mount']) expect(templateOf(name)).toBeUndefined();
  });
});

describe('object paths of units', () => {
  it.each([
    ['dbus.service', '/org/freedesktop/systemd1/unit/dbus_2eservice'],
    ['1-ü.service', '/org/freedesktop/systemd1/unit/_31_2d_c3_bc_2eservice'],
    ['a\\x2db_c.service', '/org/freedesktop/systemd1/unit/a_5cx2db_5fc_2eservice'],
  ])('go there and back: %s', (name, path) => {
    expect(unitPath(name)).toBe(path);
    expect(unitOfPath(path)).toBe(name);
  });

  it('are not seen in other paths', () => expect(unitOfPath('/org/freedesktop/systemd1/job/3')).toBeUndefined());
});

describe('keys of units', () => {
  it.each([
    ['systemd:ssh.service', { user: null, unit: 'ssh.service' }],
    ['systemd-user:alice:a:b\\x2d.service', { user: 'alice', unit: 'a:b\\x2d.service' }],
    ['sysv:thing', undefined],
    ['', undefined],
  ])('name the unit and whose it is: %j', (key, named) => {
    expect(unitOfKey(key)).toEqual(named);
    if (named === undefined) return;
    const manager = named.user === null ? systemManager('', 1) : userManager(named.user, [], 1);
    expect(keyOf(manager, named.unit)).toBe(key);
  });

  it('are of the source of their manager and kind', () => {
    expect(sourceOf(systemManager('', 1), 'service')).toBe('systemd');
    expect(sourceOf(systemManager('', 1), 'timer')).toBe('systemd/timer');
    expect(sourceOf(userManager('alice', [], 1), 'service')).toBe('systemd-user:alice/service');
    expect(sourceOfUnit(systemManager('', 1), 'ssh.service')).toBe('systemd');
    expect(sourceOfUnit(systemManager('', 1), 'wg-quick@home.service')).toBe('systemd@');
    expect(sourceOfUnit(userManager('alice', [], 1), 'a@b.timer')).toBe('systemd-user:alice/timer@');
  });
});

describe('hintOf', () => {
  const signal = (member: string, body: readonly unknown[], path = '/org/freedesktop/systemd1') => ({
    path,
    interface: 'x',
    member,
    body,
  });
  const changed = (active: string) => ['org.freedesktop.systemd1.Unit', { ActiveState: { value: active } }, []];
  const ssh = unitPath('ssh.service');

  it.each([
    ['a job that ended', signal('JobRemoved', [1, '/j', 'ssh.service', 'done']), 'systemd:ssh.service'],
    ['a job of another type of unit', signal('JobRemoved', [1, '/j', 'home.mount', 'done']), undefined],
    ['a job of an instance that lasts', signal('JobRemoved', [1, '/j', 'a@b.service', 'done']), 'systemd:a@b.service'],
    ['a job of an instance', signal('JobRemoved', [1, '/j', 'user@0.service', 'done']), undefined],
    ['a crash', signal('PropertiesChanged', changed('failed'), ssh), 'systemd:ssh.service'],
    ['a state that will not last', signal('PropertiesChanged', changed('activating'), ssh), undefined],
    ['other properties', signal('PropertiesChanged', ['org.freedesktop.systemd1.Unit', {}, []], ssh), undefined],
    ['changed links', signal('UnitFilesChanged', []), ''],
    ['the begin of a reload', signal('Reloading', [true]), undefined],
    ['the end of a reload', signal('Reloading', [false]), ''],
    ['systemd coming back', signal('NameOwnerChanged', ['org.freedesktop.systemd1', '', ':1.5']), ''],
    ['systemd leaving', signal('NameOwnerChanged', ['org.freedesktop.systemd1', ':1.5', '']), undefined],
    ['a body of another shape', signal('JobRemoved', ['ssh.service']), undefined],
    ['the end of starting up', signal('StartupFinished', [1n, 2n, 3n, 4n, 5n, 6n]), ''],
    ['a timer', signal('JobRemoved', [1, '/j', 'fstrim.timer', 'done']), 'systemd:fstrim.timer'],
    ['a kind that is not asked for', signal('JobRemoved', [1, '/j', 'dbus.socket', 'done']), undefined],
    ['an unknown signal', signal('UnitNew', ['ssh.service', '/u']), undefined],
  ])('of %s', (_, given, hint) => {
    const manager = systemManager('unix:path=/nowhere', 1);
    const tracked = { kinds: ['service', 'timer'], instances: new Set(['a@b.service']) } as const;
    expect(hintOf(given, (unit) => trackedKey(manager, tracked, unit))).toBe(hint);
  });
});
