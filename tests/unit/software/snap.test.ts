import { describe, expect, it } from 'vitest';
import { snapSchema, toItem } from '../../../electron/engine/collectors/software/snap/snap.ts';
import { namesOf, snapdChangeSchema } from '../../../electron/engine/snapd/changes.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const item = (snap: object) => toItem(snapSchema.parse(snap), now);
const whole = {
  id: 'buPKUD3TKqCOgLEjjHx5kSiCpIs5cMuQ',
  name: 'hello',
  summary: 'Says hello',
  description: 'At length',
  publisher: { id: 'canonical', username: 'canonical', 'display-name': 'Canonical', validation: 'verified' },
  developer: 'canonical',
  status: 'active',
  type: 'app',
  base: 'core22',
  version: '2.10',
  channel: 'stable',
  'tracking-channel': 'latest/stable',
  revision: '42',
  confinement: 'strict',
  devmode: false,
  'install-date': '2026-01-02T03:04:05.678901234Z',
  'installed-size': 98_304,
  apps: [{ name: 'hello', snap: 'hello' }],
};

describe('a snap as snapd tells of it', () => {
  it('is an item with all its fields', () => {
    expect(item(whole)).toMatchObject({
      type: 'Software',
      key: 'snap:hello',
      name: 'hello',
      fields: {
        version: '2.10',
        revision: '42',
        channel: 'latest/stable',
        confinement: 'strict',
        state: 'active',
        held: false,
        publisher: 'Canonical',
        description: 'Says hello',
        softwareType: 'Application',
        section: 'app',
        installedSize: 98_304,
        installed: '2026-01-02T03:04:05.678Z',
        manager: 'snap',
      },
    });
  });

  it.each([
    ['disabled', { status: 'installed' }, { state: 'disabled' }],
    ['broken', { status: 'installed', broken: 'cannot find installed snap' }, { state: 'broken' }],
    ['held for good', { hold: '2318-01-01T00:00:00Z' }, { held: true }],
    ['no longer held', { hold: '2026-05-31T23:59:59Z' }, { held: false }],
    ['put there without confinement', { devmode: true }, { confinement: 'devmode' }],
    ['a part of the system', { type: 'snapd' }, { softwareType: 'Package', section: 'snapd' }],
    ['without a publisher, as old versions of snapd tell', { publisher: undefined }, { publisher: 'canonical' }],
    ['of a revision that is a number', { revision: 7 }, { revision: '7' }],
    [
      'of another time zone',
      { 'install-date': '2026-01-02T03:04:05+02:00' },
      { installed: '2026-01-02T01:04:05.000Z' },
    ],
    ['of no known age', { 'install-date': 'yesterday' }, { installed: null }],
    ['of an odd kind', { version: 12, publisher: 'x', 'installed-size': '1' }, { version: null, installedSize: null }],
  ])('can be %s', (_what, also, fields) => {
    expect(item({ ...whole, ...also }).fields).toMatchObject(fields);
  });

  it.each([{}, { name: 'x' }, { revision: '1' }, { name: '', revision: '1' }, { name: 1, revision: '1' }])(
    'is none without a name and a revision: %j',
    (snap) => {
      expect(snapSchema.safeParse(snap).success).toBe(false);
    },
  );
});

describe('the snaps that a change works at', () => {
  const names = (change: object) => namesOf(snapdChangeSchema.parse(change));
  it.each([
    ['its data', { data: { 'snap-names': ['a', 'b'] }, summary: 'Refresh "c"' }, ['a', 'b']],
    ['its summary', { summary: 'Refresh "hello", "other-snap_test" snaps' }, ['hello', 'other-snap_test']],
    ['its steps', { summary: 'Auto-refresh 2 snaps', tasks: [{ summary: 'Mount snap "a" (42)' }, {}] }, ['a']],
    ['another language', { summary: 'Snap „hello“ aktualisieren', data: {} }, ['hello']],
    ['nothing', { kind: 'become-operational', summary: 'Initialize device', data: null }, []],
  ])('are told by %s', (_what, change, expected) => {
    expect(names(change)).toEqual(expected);
  });
});
