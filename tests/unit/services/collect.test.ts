import { expect, it } from 'vitest';
import type { CollectRequest, Known, Scope } from '../../../electron/engine/collectors/collector.ts';
import { type Moving, type Readable, readServices } from '../../../electron/engine/collectors/services/collect.ts';
import type { ServiceStatus } from '../../../electron/engine/collectors/services/structures.ts';
import { code, Win32Error } from '../../../electron/engine/collectors/win32/errors.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { trackingServices } from '../../support/settings.ts';

type Listed = Partial<ServiceStatus> & Pick<ServiceStatus, 'name'>;
type Refusals = Readonly<Record<string, number>>;

/** A service manager with services that Wine does not have; a refusal is the error by which one can't be opened. */
function managerOf(services: readonly Listed[], refusals: Refusals = {}): Readable {
  const allow = (name: string) => {
    const found = services.find((each) => each.name.toLowerCase() === name.toLowerCase());
    const refused = refusals[name.toLowerCase()] ?? (found ? undefined : code.serviceDoesNotExist);
    if (refused !== undefined) throw new Win32Error('OpenServiceW', refused);
    return found;
  };
  return {
    statuses: (types) =>
      services
        .map((each) => ({ displayName: each.name, type: 0x10, state: 1, processId: 0, ...each }))
        .filter(({ type }) => (type & types) !== 0),
    details: (name) => ({
      config: {
        ...{ type: allow(name)?.type ?? 0x10, startType: 3, command: 'C:\\a.exe', dependencies: [] },
        ...{ account: 'LocalSystem', displayName: name },
      },
      description: null,
      delayed: false,
      triggers: [],
      recovery: undefined,
    }),
    openService: (name) => {
      allow(name);
      return 1;
    },
    closeService: () => {},
  };
}

const knownOf = (source: string, ...keys: readonly string[]) =>
  new Map<string, Known>(keys.map((key) => [key, { stamp: 'as before', source }]));

interface Asked {
  readonly known?: ReadonlyMap<string, Known>;
  readonly scope?: Scope;
  readonly settings?: Settings;
  readonly moving?: Moving;
}

async function collect(manager: Readable, { known = new Map(), scope, settings, moving }: Asked = {}) {
  const request: CollectRequest = {
    scope: scope ?? { kind: 'all' },
    full: false,
    settings: settings ?? trackingServices(),
    known,
    content: { has: () => false, put: () => {} },
    stamped: () => new Map(),
    signal: new AbortController().signal,
    progress: () => {},
  };
  const collection = await readServices(manager, request, moving ?? new Map());
  const keys = collection.observed.map(({ item }) => item.key);
  return { ...collection, keys };
}

it('leaves a service on its way to another state as it is known, and one that is new until it is there', async () => {
  const manager = managerOf([
    { name: 'Known', state: 2 },
    { name: 'New', state: 2 },
    { name: 'Lasting', state: 4 },
  ]);
  const moving: Moving = new Map();
  const found = await collect(manager, { known: knownOf('scm', 'known', 'lasting'), moving });
  expect(found.keys).toEqual(['lasting']);
  expect(['known', 'new', 'lasting'].map(found.undecided)).toEqual([true, true, false]);

  const started = managerOf([{ name: 'Known', state: 4 }, { name: 'New', state: 4 }, { name: 'Lasting' }]);
  const later = await collect(started, { known: knownOf('scm', 'known', 'lasting'), moving });
  expect(later.keys).toEqual(['known', 'lasting', 'new']);
  expect(moving.size).toBe(0);
});

it('takes such a service into a baseline, and tells its state where it stays on its way for too long', async () => {
  const manager = managerOf([{ name: 'Hanging', state: 3 }]);
  const baseline = await collect(manager);
  expect(baseline.observed.map(({ item }) => item.fields.state)).toEqual(['StopPending']);
  const moving: Moving = new Map([['hanging', performance.now() - 2 * 60_000]]);
  const later = await collect(manager, { known: knownOf('scm', 'hanging'), moving });
  expect(later.keys).toEqual(['hanging']);
});

it('tells a service that it may not read as a problem, never as gone', async () => {
  const manager = managerOf([{ name: 'Closed' }, { name: 'Open' }], { closed: code.accessDenied });
  const found = await collect(manager, { known: knownOf('scm', 'closed', 'open') });
  expect(found.keys).toEqual(['open']);
  expect(found.undecided('closed')).toBe(true);
  expect(found.problems).toMatchObject([{ kind: 'unreadable', subject: 'Closed' }]);
});

it('asks for a service that the list has no more: one that is hidden is a problem, one that is not there is gone', async () => {
  const manager = managerOf([{ name: 'Open' }], { hidden: code.accessDenied });
  const found = await collect(manager, { known: knownOf('scm', 'hidden', 'gone', 'open') });
  expect(['hidden', 'gone'].map(found.undecided)).toEqual([true, false]);
  expect(found.problems).toMatchObject([{ kind: 'unreadable', subject: 'hidden' }]);
});

it('collects drivers and copies for users where the settings ask for them, each as a source of its own', async () => {
  const manager = managerOf([
    { name: 'Disk', type: 1 },
    { name: 'Mail', type: 0x60 },
    { name: 'Mail_1a2f', type: 0xe0 },
    { name: 'Mail_2b3c', type: 0xe0, state: 4 },
    { name: 'Spooler' },
  ]);
  const plain = await collect(manager);
  expect(plain.keys).toEqual(['mail', 'spooler']);
  const { tracking, ...others } = trackingServices();
  const services = { ...tracking.services, drivers: true, perUser: true };
  const settings = { ...others, tracking: { ...tracking, services } };
  const all = await collect(manager, { settings });
  expect(all.observed.map(({ item, source }) => [item.key, source, item.fields.state])).toEqual([
    ['disk', 'scm:drivers', 'Stopped'],
    ['mail', 'scm', 'Stopped'],
    ['mail_*', 'scm:perUser', 'Running'],
    ['spooler', 'scm', 'Stopped'],
  ]);
  expect(all.sources.map(({ id }) => id)).toEqual(['scm', 'scm:drivers', 'scm:perUser']);
});

it('looks at single services in any case, and leaves out always the same ones beyond the limit', async () => {
  const manager = managerOf([{ name: 'C' }, { name: 'A' }, { name: 'B' }]);
  expect((await collect(manager, { scope: { kind: 'some', hints: ['B'] } })).keys).toEqual(['b']);
  const { limits, ...others } = trackingServices();
  const settings = { ...others, limits: { ...limits, services: 2 } };
  const found = await collect(manager, { settings });
  expect([found.keys, found.undecided('c')]).toEqual([['a', 'b'], true]);
  expect(found.problems).toMatchObject([{ kind: 'limit', subject: 'limits.services' }]);
});
