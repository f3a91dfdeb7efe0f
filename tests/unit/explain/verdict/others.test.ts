import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../electron/shared/model/change.ts';
import { at, change, found, owner, step, transaction } from './evidence.ts';

const running = (over = {}) => transaction([step('upgraded', 'curl', '8.1', '8.2')], { endedAt: null, ...over });
const busy = new Set(['dpkg']);

describe('A package’s own change', () => {
  const software = (before: string | null, after: string | null, over: Partial<Change> = {}): Change => {
    const fields = (version: string | null) =>
      version === null ? null : { version, manager: 'dpkg', architecture: 'amd64', state: 'installed' };
    return change({
      type: 'Software',
      key: 'dpkg:curl:amd64',
      category: before === null ? 'Added' : after === null ? 'Removed' : 'Modified',
      fieldsChanged: before !== null && after !== null ? ['version'] : [],
      before: fields(before),
      after: fields(after),
      ...over,
    });
  };

  it.each<[string, Change, Parameters<typeof step>]>([
    ['installed', software(null, '8.1'), ['installed', 'curl', null, '8.1']],
    ['upgraded', software('8.1', '8.2'), ['upgraded', 'curl', '8.1', '8.2']],
    ['downgraded', software('8.2', '8.1'), ['downgraded', 'curl', '8.2', '8.1']],
    ['removed', software('8.2', null), ['removed', 'curl', '8.2', null]],
    ['purged', software('8.2', null), ['purged', 'curl', '8.2', null]],
  ])('is explained by the transaction with the right versions: %s', (action, given, done) => {
    const finding = found(given, { transactions: [transaction([step(...done)])] });
    expect(finding).toMatchObject({ verdict: 'explained', tie: 'software', transaction: 'apt:1' });
    expect(finding.why).toContain(`apt ${action} curl`);
  });

  it('is not explained by one that led to another version, or that took it away', () => {
    const given = software('8.1', '8.2');
    for (const wrong of [
      step('upgraded', 'curl', '8.1', '8.3'),
      step('removed', 'curl', '8.1'),
      step('upgraded', 'bash', '8.1', '8.2'),
    ]) {
      expect(found(given, { transactions: [transaction([wrong])] })).toMatchObject({
        verdict: 'unexplained',
        transaction: null,
        why: 'No log of dpkg tells of it.',
      });
    }
  });

  it('is explained by the last of several', () => {
    const first = transaction([step('upgraded', 'curl', '8.0', '8.1')], { identity: 'apt:1', endedAt: at(8) });
    const second = transaction([step('upgraded', 'curl', '8.1', '8.2')], { identity: 'apt:2', startedAt: at(9) });
    expect(found(software('8.0', '8.2'), { transactions: [first, second] }).transaction).toBe('apt:2');
  });

  it('that holds it back is told by no log', () => {
    const held = software('8.1', '8.1', { fieldsChanged: ['held'] });
    expect(found(held, { transactions: [transaction([step('upgraded', 'curl', '8.0', '8.1')])] })).toMatchObject({
      verdict: 'unexplained',
      why: 'No log tells who holds packages back.',
    });
  });

  it('waits a moment for its log, unless all was collected', () => {
    const soon = { now: Date.parse(at(12)) };
    expect(found(software('8.1', '8.2'), soon).verdict).toBe('pending');
    expect(found(software('8.1', '8.2'), { ...soon, final: true }).verdict).toBe('unexplained');
  });
});

describe('A daemon', () => {
  const unit = '/usr/lib/systemd/system/ssh.service';
  const daemon = (over: Partial<Change> = {}): Change =>
    change({
      type: 'Daemons',
      key: 'systemd:ssh.service',
      name: 'ssh.service',
      fieldsChanged: ['state'],
      before: { state: 'Running', unitFile: unit },
      after: { state: 'Stopped', unitFile: unit },
      ...over,
    });
  const ssh = { [unit]: [owner('openssh-server', '9')] };
  const upgrade = (over = {}) => transaction([step('upgraded', 'openssh-server', '8', '9')], over);

  it('is explained by a transaction of the package whose unit it is, also soon after that', () => {
    expect(found(daemon(), { others: ssh, transactions: [upgrade()] })).toMatchObject({
      verdict: 'explained',
      tie: 'package',
      package: { name: 'openssh-server' },
    });
    expect(
      found(daemon(), { others: ssh, transactions: [upgrade({ startedAt: at(1), endedAt: at(3) })] }).verdict,
    ).toBe('explained');
    expect(
      found(daemon(), { others: ssh, transactions: [upgrade({ startedAt: at(-99), endedAt: at(-50) })] }).verdict,
    ).toBe('unexplained');
  });

  it('is not by one that was long over when it was told live, though nobody had looked in between', () => {
    const transactions = [upgrade({ startedAt: at(-99), endedAt: at(-90) })];
    const since = at(-250);
    expect(found(daemon({ since }), { others: ssh, transactions }).verdict).toBe('unexplained');
    expect(found(daemon({ since, how: 'scheduled' }), { others: ssh, transactions }).verdict).toBe('explained');
  });

  it('by a transaction that only ran its scripts, too', () => {
    const triggered = transaction([step('configured', 'openssh-server')]);
    expect(found(daemon(), { others: ssh, transactions: [triggered] }).verdict).toBe('explained');
  });

  it('by the package of a drop-in, or of the unit that it had', () => {
    const dropIn = daemon({
      after: { unitFile: '/etc/x.service', dropIns: '/usr/lib/x.d/a b.conf sha256:00\n/etc/y.conf' },
      before: null,
      category: 'Added',
    });
    expect(
      found(dropIn, { others: { '/usr/lib/x.d/a b.conf': ssh[unit] ?? [] }, transactions: [upgrade()] }).verdict,
    ).toBe('explained');
    const masked = daemon({ after: { unitFile: '/dev/null' } });
    expect(found(masked, { others: ssh, transactions: [upgrade()] }).verdict).toBe('explained');
  });

  it('of no package, or of one in no transaction, merely changed then', () => {
    expect(found(daemon(), { transactions: [upgrade()] })).toMatchObject({ verdict: 'unexplained', tie: 'during' });
    expect(found(daemon(), { others: ssh })).toMatchObject({
      verdict: 'unexplained',
      tie: null,
      package: { name: 'openssh-server' },
      why: 'It is a daemon of openssh-server, and no transaction changed that.',
    });
  });
});

describe('While a package manager is at work', () => {
  const curl = owner('curl', '8.1');
  const now = Date.parse(at(12));

  it('what it may have done is pending, on the card of what its log tells of already', () => {
    const tied = found(change(), { owners: [curl], bytes: 'altered', transactions: [running()], busy, now });
    expect(tied).toMatchObject({ verdict: 'pending', transaction: 'apt:1', tie: 'package', why: 'apt is at work.' });
    const untied = found(change({ key: '/etc/notes' }), { transactions: [running()], busy, now });
    expect(untied).toMatchObject({ verdict: 'pending', transaction: null, tie: null });
    const untold = found(change(), { owners: [curl], bytes: 'altered', busy, now });
    expect(untold).toMatchObject({ verdict: 'pending', transaction: null });
  });

  it('what is surely not its doing is decided at once', () => {
    const rpm = owner('curl', '8', { package: { manager: 'rpm', name: 'curl', architecture: null, version: '8' } });
    const later = Date.parse(at(30));
    expect(found(change(), { owners: [rpm], bytes: 'altered', busy, now: later }).verdict).toBe('standsOut');
    expect(found(change({ key: '/home/alice/x' }), { busy, now }).verdict).toBe('unexplained');
    expect(found(change({ type: 'Registry' }), { busy, now }).verdict).toBe('unexplained');
    expect(found(change({ type: 'Machine' }), { busy, now }).verdict).toBe('unexplained');
  });

  it('what was noticed before it began is decided by what had ended', () => {
    const one = transaction([step('installed', 'curl', null, '8.1')], { identity: 'apt:1', endedAt: at(11) });
    const two = running({ identity: 'apt:2', startedAt: at(12) });
    const file = change({ category: 'Added', before: null, fieldsChanged: [] });
    const given = { bytes: 'shipped', transactions: [one, two], busy, now: Date.parse(at(30)) } as const;
    expect(found(file, { ...given, owners: [curl] })).toMatchObject({ verdict: 'explained', transaction: 'apt:1' });
    expect(found(change({ key: '/etc/notes' }), given)).toMatchObject({ verdict: 'unexplained', transaction: 'apt:1' });
    expect(found(change(), { ...given, owners: [owner('bash', '5')], bytes: 'altered' }).verdict).toBe('standsOut');
  });

  it('a lock that no log tells of was taken after the last transaction that one does', () => {
    const one = transaction([step('installed', 'curl', null, '8.1')], { endedAt: at(11.5) });
    const given = { transactions: [one], busy, now: Date.parse(at(30)) };
    expect(found(change({ key: '/etc/notes' }), given).verdict).toBe('unexplained');
    const after = change({ key: '/etc/notes', since: at(14), noticedAt: at(15) });
    expect(found(after, given).verdict).toBe('pending');
  });

  it('nothing waits for more than half an hour', () => {
    const late = { now: Date.parse(at(11 + 30 * 60)) };
    expect(found(change(), { owners: [curl], bytes: 'altered', busy, ...late }).verdict).toBe('standsOut');
    const stuck = found(change(), { owners: [curl], bytes: 'unknown', transactions: [running()], busy, ...late });
    expect(stuck.verdict).toBe('explained');
  });

  it('what stands out waits a moment for the logs', () => {
    const soon = { owners: [curl], bytes: 'altered' as const, now };
    expect(found(change(), soon).verdict).toBe('pending');
    expect(found(change(), { ...soon, final: true }).verdict).toBe('standsOut');
    expect(found(change(), { ...soon, now: Date.parse(at(30)) }).verdict).toBe('standsOut');
    // Also after a manager's end, of which the logs and the packages' own changes come a moment later.
    const ended = { ...soon, now: Date.parse(at(30)), quietSince: Date.parse(at(29)) };
    expect(found(change(), ended).verdict).toBe('pending');
  });
});
