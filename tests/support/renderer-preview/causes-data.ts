import type { Away } from '../../../electron/shared/contract/causes.ts';
import type { Expectation } from '../../../electron/shared/model/approval.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import type { Cause, Explanation, PackageStep } from '../../../electron/shared/model/explanation.ts';
import { ago } from './data.ts';

const minute = 60_000;
const hour = 60 * minute;

const step = (action: PackageStep['action'], name: string, from: string | null, to: string | null): PackageStep => ({
  action,
  name,
  architecture: 'amd64',
  from,
  to,
});
const transaction = (id: number, at: number, more: Partial<Cause>): Cause => ({
  id,
  kind: 'transaction',
  name: null,
  tool: 'apt',
  manager: 'dpkg',
  startedAt: ago(at),
  endedAt: ago(at - 40_000),
  command: null,
  user: null,
  packages: [],
  fault: null,
  counts: {},
  explained: 0,
  acknowledged: 0,
  standingOut: 0,
  newest: null,
  ...more,
});

/** Transactions and plans; how many changes of what they have is counted from the changes. */
export const causesMade: readonly Cause[] = [
  transaction(1, 2 * hour + minute, {
    command: 'apt upgrade',
    user: 'alice',
    packages: [
      step('upgraded', 'openssl', '3.0.15-1~deb12u1', '3.0.17-1~deb12u2'),
      step('upgraded', 'curl', '7.88.1-10+deb12u12', '7.88.1-10+deb12u14'),
      step('upgraded', 'libc6', '2.36-9+deb12u9', '2.36-9+deb12u10'),
      ...Array.from({ length: 9 }, (_, at) => step('upgraded', `libsample${at * 5}`, '1.2', '1.3')),
    ],
  }),
  transaction(2, 40 * minute, {
    command: 'apt remove telnet',
    user: 'alice',
    packages: [step('removed', 'telnet', '0.17-44', null)],
  }),
  transaction(3, 38 * hour - 20 * minute, {
    tool: 'unattended-upgrade',
    packages: [step('upgraded', 'cups', '2.4.2-3+deb12u8', '2.4.2-3+deb12u9')],
    fault: 'Sub-process /usr/bin/dpkg returned an error code (1)',
  }),
  transaction(4, 60 * minute, {
    kind: 'planned',
    name: 'New backup server',
    tool: null,
    manager: null,
    endedAt: ago(38 * minute),
  }),
];

const unknown: Explanation = {
  verdict: 'unexplained',
  causeId: null,
  planId: null,
  tie: null,
  package: null,
  bytes: null,
  conffile: false,
  why: 'No package that is installed has this file, and no transaction was at work.',
  actor: null,
};
const of = (name: string, version: string) => ({ manager: 'dpkg', name, architecture: 'amd64', version });

/** What explains a change of the made-up log, by what it is. */
function explanationOf(change: ListedChange): Explanation | undefined {
  const { key, type, noticedAt } = change;
  const at = Date.parse(ago(0)) - Date.parse(noticedAt);
  if (key === '/etc/ssh/sshd_config')
    return {
      ...unknown,
      verdict: 'standsOut',
      package: of('openssh-server', '1:9.2p1-2+deb12u7'),
      bytes: 'altered',
      conffile: true,
      why: 'A configuration file of openssh-server, changed with no transaction of that package at that time.',
      actor: { pid: 4121, program: '/usr/bin/vim.basic', uid: 0, user: 'root', loginUser: 'alice' },
    };
  if (key === '/etc/shadow') return undefined;
  if (key.startsWith('dpkg:telnet'))
    return {
      ...unknown,
      verdict: 'explained',
      causeId: 2,
      tie: 'software',
      package: of('telnet', '0.17-44'),
      why: 'apt removed the package telnet.',
      cause: 'apt removed telnet',
      requestedBy: 'alice',
    };
  if (at >= 2 * hour && at < 2 * hour + 31_000 && (type === 'Software' || key.startsWith('/usr/share/doc/lib'))) {
    const shared: Explanation = { ...unknown, causeId: 1, cause: 'apt upgraded 12 packages', requestedBy: 'alice' };
    if (key === '/usr/share/doc/lib3/changelog.gz')
      return {
        ...shared,
        verdict: 'standsOut',
        tie: 'during',
        package: of('libsample0', '1.3'),
        bytes: 'altered',
        why: 'A file of libsample0, whose bytes are not what the package ships.',
      };
    if (key === '/usr/share/doc/lib8/changelog.gz')
      return { ...shared, tie: 'during', why: 'It changed while the transaction ran, and no more is known.' };
    return {
      ...shared,
      verdict: 'explained',
      tie: type === 'Software' ? 'software' : 'package',
      package: of('libsample5', '1.3'),
      bytes: type === 'Software' ? null : 'shipped',
      why:
        type === 'Software'
          ? 'apt upgraded this package.'
          : 'A file of libsample5, which apt upgraded then, and its bytes are what the package ships.',
    };
  }
  if (key === 'systemd:cups.service')
    return {
      ...unknown,
      verdict: 'explained',
      causeId: 3,
      tie: 'package',
      package: of('cups', '2.4.2-3+deb12u9'),
      why: 'A daemon of cups, which unattended-upgrade upgraded then.',
      cause: 'unattended-upgrade upgraded cups',
    };
  if (at >= 41 * minute && at <= 57 * minute)
    return {
      ...unknown,
      verdict: 'planned',
      planId: 4,
      why: 'You had said that changes were to come.',
      cause: 'New backup server',
    };
  return unknown;
}

/** The made-up log with what explains it, and some of it acknowledged. */
export function explained(changes: readonly ListedChange[]): readonly ListedChange[] {
  return changes.map((change) => {
    const explanation = explanationOf(change);
    const acknowledged = change.key === '/etc/cron.d/nightly-backup' || change.noticedAt < ago(90 * hour);
    return {
      ...change,
      ...(explanation ? { explanation } : {}),
      ...(acknowledged ? { acknowledged: { at: ago(5 * minute), reason: 'Moved by me', expectationId: null } } : {}),
    };
  });
}

/** What a person acknowledges by the window's buttons is kept beside these. */
export const expectationsMade: readonly Expectation[] = [
  {
    id: 3,
    scope: 'path',
    subject: '/etc/cron.d/*',
    reason: 'The backup writes them',
    madeAt: ago(50 * hour),
    until: ago(-40 * 24 * hour),
    endedAt: null,
    uses: 14,
    lastUsedAt: ago(3 * hour),
  },
  {
    id: 2,
    scope: 'package',
    subject: 'curl',
    reason: '',
    madeAt: ago(90 * hour),
    until: null,
    endedAt: null,
    uses: 0,
    lastUsedAt: null,
  },
  {
    id: 1,
    scope: 'once',
    subject: '/etc/hosts',
    reason: '',
    madeAt: ago(120 * hour),
    until: null,
    endedAt: ago(100 * hour),
    uses: 1,
    lastUsedAt: ago(100 * hour),
  },
];

/** The last times away, of a log with its causes. */
export function awayMade(changes: readonly ListedChange[], causes: readonly Cause[]): Away[] {
  const found = changes.filter((change) => change.how === 'startup');
  const others = found.filter((change) => change.explanation?.causeId == null);
  return [
    {
      reason: 'notRunning',
      from: ago(38 * hour),
      to: ago(14 * hour),
      changes: found.length,
      counts: { Files: 2, Daemons: 1 },
      causes: causes.filter(({ id }) => id === 3),
      unexplained: others.length,
      standingOut: 1,
      others: [...others],
    },
    {
      reason: 'asleep',
      from: ago(80 * hour),
      to: ago(71 * hour),
      changes: 0,
      counts: {},
      causes: [],
      unexplained: 0,
      standingOut: 0,
      others: [],
    },
  ];
}
