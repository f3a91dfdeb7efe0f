import { expect, it } from 'vitest';
import type { Witness } from '../../../../electron/engine/explain/types.ts';
import { byProcess } from '../../../../electron/engine/explain/verdict/by-process.ts';
import { type Evidence, type Finding, nothing } from '../../../../electron/engine/explain/verdict/evidence.ts';
import type { Change } from '../../../../electron/shared/model/change.ts';
import type { Transaction } from '../../../../electron/shared/model/explanation.ts';

const change: Change = {
  id: 1,
  type: 'Files',
  key: '/etc/probe',
  name: 'probe',
  category: 'Modified',
  how: 'live',
  noticedAt: '2026-03-01T10:00:05.000Z',
  since: '2026-03-01T10:00:04.000Z',
  fieldsChanged: ['checksum'],
  before: {},
  after: {},
};

const transaction = (identity: string, startedAt: string, endedAt: string, manager = 'dpkg'): Transaction => ({
  identity,
  tool: 'apt',
  manager,
  startedAt: `2026-03-01T${startedAt}.000Z`,
  endedAt: `2026-03-01T${endedAt}.999Z`,
  command: null,
  user: null,
  packages: [],
  fault: null,
});

const sh = (manager: string | null): Witness => ({
  actor: { pid: 7, program: '/usr/bin/dash', uid: 0, user: 'root', loginUser: 'alice' },
  manager,
});

const evidence = (witness: Witness | null, ...transactions: readonly Transaction[]): Evidence => ({
  owners: new Map(),
  bytes: null,
  witness,
  transactions,
  busy: new Set(),
  quietSince: 0,
  now: 0,
  final: true,
});

const apt = transaction('apt:1', '10:00:00', '10:00:10');
const standsOut: Finding = { ...nothing, verdict: 'standsOut', why: 'Its bytes are others.' };

it('ties what a process of a package manager did to its transaction, and says who it was', () => {
  for (const finding of [nothing, standsOut])
    expect(byProcess(finding, change, evidence(sh('dpkg'), apt))).toEqual({
      ...finding,
      verdict: 'explained',
      transaction: 'apt:1',
      tie: 'process',
      why: 'A process of a run of apt did it.',
      actor: sh('dpkg').actor,
    });
});

it('names the one who did it, and explains nothing by that, where it is no package manager’s', () => {
  expect(byProcess(standsOut, change, evidence(sh(null), apt))).toEqual({ ...standsOut, actor: sh(null).actor });
});

it('leaves what is explained, and what waits, as it is', () => {
  for (const verdict of ['explained', 'pending', 'planned'] as const) {
    const finding = { ...nothing, verdict };
    expect(byProcess(finding, change, evidence(sh('dpkg'), apt))).toEqual({ ...finding, actor: sh('dpkg').actor });
  }
});

it('ties nothing to transactions of other times and other managers', () => {
  const others = [transaction('apt:0', '09:00:00', '09:00:10'), transaction('dnf:1', '10:00:00', '10:00:10', 'rpm')];
  expect(byProcess(nothing, change, evidence(sh('dpkg'), ...others)).verdict).toBe('unexplained');
  expect(byProcess(nothing, change, evidence(null, apt))).toEqual(nothing);
});
