import type { Away } from '../../../electron/shared/contract/causes.ts';
import type { Cause, Explanation } from '../../../electron/shared/model/explanation.ts';

/** What explains a change, with what a test says of it. */
export const explained = (part: Partial<Explanation> = {}): Explanation => ({
  verdict: 'explained',
  causeId: 1,
  planId: null,
  tie: 'package',
  package: null,
  bytes: null,
  conffile: false,
  why: '',
  actor: null,
  ...part,
});

/** A transaction that has ended, with what a test says of it. */
export const aCause = (part: Partial<Cause> = {}): Cause => ({
  id: 1,
  kind: 'transaction',
  name: null,
  tool: 'apt',
  manager: 'dpkg',
  startedAt: '2026-11-22T10:00:00.000Z',
  endedAt: '2026-11-22T10:01:00.000Z',
  command: 'apt upgrade',
  user: 'alice',
  packages: [
    { action: 'upgraded', name: 'curl', architecture: 'amd64', from: '7.88', to: '8.0' },
    { action: 'upgraded', name: 'libcurl4', architecture: 'amd64', from: '7.88', to: '8.0' },
  ],
  fault: null,
  counts: { Files: 412, Daemons: 3 },
  explained: 415,
  acknowledged: 0,
  standingOut: 0,
  newest: 415,
  ...part,
});

export const anAway = (part: Partial<Away> = {}): Away => ({
  reason: 'notRunning',
  from: '2026-11-22T08:00:00.000Z',
  to: '2026-11-22T10:00:00.000Z',
  changes: 2,
  counts: { Files: 2 },
  causes: [],
  unexplained: 1,
  standingOut: 0,
  others: [],
  ...part,
});
