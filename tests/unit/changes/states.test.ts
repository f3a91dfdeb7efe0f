import { expect, it } from 'vitest';
import { withoutStates } from '../../../electron/engine/changes/states.ts';
import type { NewChange } from '../../../electron/shared/model/change.ts';
import { type DaemonState, daemonStates } from '../../../electron/shared/model/settings.ts';

const moment = '2026-01-01T00:00:00.000Z';
const change = (was: string | null, is: string | null, ...others: string[]): NewChange => ({
  type: 'Daemons',
  key: 'systemd:a.service',
  name: 'a.service',
  category: 'Modified',
  noticedAt: moment,
  since: moment,
  how: 'live',
  fieldsChanged: ['state', ...others],
  before: { state: was },
  after: { state: is },
});

it.each<[string, string, readonly DaemonState[], boolean]>([
  ['Running', 'Stopped', daemonStates, true],
  ['Running', 'Stopped', ['failed'], false],
  ['Running', 'Failed', ['failed'], true],
  ['Failed', 'Running', ['failed'], true],
  ['Running', 'Crashed', ['failed'], true],
  ['Stopped', 'Activating', ['running'], true],
  ['Stopped', 'Activating', ['failed'], false],
  ['Deactivating', 'Failed', ['stopped'], true],
  ['Running', 'Stopped', [], false],
])('a daemon from %s to %s where %j are asked for: told is %s', (was, is, wanted, told) =>
  expect(withoutStates([change(was, is)], wanted)).toHaveLength(told ? 1 : 0),
);

it('keeps what else changed, all other changes, and things of other types', () => {
  const more = change('Running', 'Stopped', 'startup');
  const added: NewChange = { ...change(null, 'Running'), category: 'Added', fieldsChanged: [], before: null };
  const software: NewChange = { ...change('installed', 'half-installed'), type: 'Software' };
  expect(withoutStates([more, added, software, change(null, 'Running')], [])).toEqual([
    { ...more, fieldsChanged: ['startup'] },
    added,
    software,
  ]);
});
