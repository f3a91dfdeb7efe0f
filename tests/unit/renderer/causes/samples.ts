import type { Card } from '../../../../electron/shared/contract/causes.ts';
import type { ListedChange } from '../../../../electron/shared/model/change.ts';
import type { Cause, Explanation } from '../../../../electron/shared/model/explanation.ts';

export const now = new Date(2026, 10, 22, 14, 30);
export const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();

export const change = (id: number, part: Partial<ListedChange> = {}): ListedChange => ({
  id,
  type: 'Files',
  key: `/etc/file-${id}`,
  name: `/etc/file-${id}`,
  category: 'Modified',
  noticedAt: at(22, 13),
  since: at(22, 13),
  how: 'live',
  fieldsChanged: [],
  before: null,
  after: null,
  lines: null,
  ...part,
});

export const explanation: Explanation = {
  verdict: 'explained',
  causeId: 1,
  planId: null,
  tie: 'package',
  package: { manager: 'dpkg', name: 'curl', architecture: 'amd64', version: '8.1' },
  bytes: 'shipped',
  conffile: false,
  why: 'A file of curl.',
  actor: null,
};

export const cause = (id: number, part: Partial<Cause> = {}): Cause => ({
  id,
  kind: 'transaction',
  name: null,
  tool: 'apt',
  manager: 'dpkg',
  startedAt: at(22, 12),
  endedAt: at(22, 12, 5),
  command: 'apt upgrade',
  user: 'alice',
  packages: [{ action: 'upgraded', name: 'curl', architecture: 'amd64', from: '8.0', to: '8.1' }],
  fault: null,
  counts: { Files: 3 },
  explained: 3,
  acknowledged: 0,
  standingOut: 0,
  newest: null,
  ...part,
});

export const single = (id: number, part: Partial<ListedChange> = {}): Card => ({
  kind: 'change',
  change: change(id, part),
});
export const group = (id: number, ...ids: readonly number[]): Card => ({
  kind: 'cause',
  cause: cause(id),
  matching: ids.length,
  newest: ids.map((each) => change(each)),
});
