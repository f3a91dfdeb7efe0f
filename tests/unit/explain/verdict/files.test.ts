import { describe, expect, it } from 'vitest';
import { at, change, found, owner, step, transaction } from './evidence.ts';

const upgraded = step('upgraded', 'curl', '8.1', '8.2');
const curl = owner('curl', '8.2');
const conffile = owner('nginx', '1.2', { conffile: true });
const gone = { category: 'Removed', after: null, fieldsChanged: [] } as const;
const added = { category: 'Added', before: null, fieldsChanged: [] } as const;

describe('A file of a package in a transaction of its time', () => {
  it('is explained where it holds what the package ships', () => {
    const finding = found(change(), { owners: [curl], bytes: 'shipped', transactions: [transaction([upgraded])] });
    expect(finding).toMatchObject({
      verdict: 'explained',
      transaction: 'apt:1',
      tie: 'package',
      bytes: 'shipped',
      why: 'It holds what curl 8.2 ships: apt upgraded curl from 8.1 to 8.2, asked for by alice.',
    });
    expect(finding.package?.name).toBe('curl');
  });

  it('stands out where it holds something else, and is on no card', () => {
    const finding = found(change(), { owners: [curl], bytes: 'altered', transactions: [transaction([upgraded])] });
    expect(finding).toMatchObject({ verdict: 'standsOut', transaction: null, tie: null, bytes: 'altered' });
    expect(finding.why).toContain('It does not hold what curl 8.2 ships');
  });

  it('is explained by time and package where nothing can be compared', () => {
    const finding = found(change(), { owners: [curl], bytes: 'unknown', transactions: [transaction([upgraded])] });
    expect(finding).toMatchObject({ verdict: 'explained', tie: 'package', bytes: 'unknown' });
  });

  it('is explained where it went with the package, or is no longer a part of it', () => {
    const removed = transaction([step('removed', 'curl', '8.2')]);
    const before = owner('curl', '8.1', { present: false });
    const file = change(gone);
    expect(found(file, { owners: [before], bytes: 'unknown', transactions: [removed] }).verdict).toBe('explained');
    expect(found(file, { owners: [before], bytes: 'unknown', transactions: [transaction([upgraded])] })).toMatchObject({
      verdict: 'explained',
      tie: 'package',
      transaction: 'apt:1',
    });
  });

  it('stands out where it is gone and the package has it still', () => {
    const finding = found(change(gone), { owners: [curl], bytes: 'unknown', transactions: [transaction([upgraded])] });
    expect(finding).toMatchObject({ verdict: 'standsOut', transaction: null });
  });

  it('stands out where it was written into, unless it holds what is shipped: packages are unpacked as new files', () => {
    const into = change({
      before: { kind: 'file', checksum: 'sha256:aa', fileId: '1:1' },
      after: { kind: 'file', checksum: 'sha256:bb', fileId: '1:1' },
    });
    const transactions = [transaction([upgraded])];
    expect(found(into, { owners: [curl], bytes: 'unknown', transactions }).verdict).toBe('standsOut');
    expect(found(into, { owners: [curl], bytes: 'shipped', transactions }).verdict).toBe('explained');
    const own = owner('curl', '8.2', { conffile: true });
    expect(found(into, { owners: [own], bytes: 'unknown', transactions })).toMatchObject({
      verdict: 'unexplained',
      transaction: null,
    });
  });

  it('that was only given other rights was not unpacked: that merely happened then', () => {
    const rights = change({
      fieldsChanged: ['mode'],
      before: { kind: 'file', checksum: 'sha256:aa', fileId: '1:1', mode: 0o755 },
      after: { kind: 'file', checksum: 'sha256:aa', fileId: '1:1', mode: 0o4755 },
    });
    const finding = found(rights, { owners: [curl], bytes: 'shipped', transactions: [transaction([upgraded])] });
    expect(finding).toMatchObject({ verdict: 'unexplained', tie: 'during', transaction: 'apt:1' });
  });

  it('is not explained where it may do more than before, though it holds what is shipped', () => {
    const rights = (before: object, after: object) =>
      found(
        change({
          before: { kind: 'file', checksum: 'sha256:aa', fileId: '1:1', ...before },
          after: { kind: 'file', checksum: 'sha256:bb', fileId: '1:2', ...after },
        }),
        { owners: [curl], bytes: 'shipped', transactions: [transaction([upgraded])] },
      );
    expect(rights({ mode: '0755' }, { mode: '4755' })).toMatchObject({ verdict: 'unexplained', tie: 'during' });
    expect(rights({ mode: '0755' }, { mode: '0757' }).why).toContain('writable for everybody');
    const raw = { xattrs: 'security.capability=cap_net_raw=ep' };
    expect(rights({ xattrs: null }, raw).why).toContain('other capabilities');
    for (const same of [{ mode: '4755' }, raw]) expect(rights(same, same).verdict).toBe('explained');
    expect(rights({ mode: '4755' }, { mode: '0755' }).verdict).toBe('explained');
  });

  it('is not explained by a log that tells of a version that never came', () => {
    const forged = transaction([step('upgraded', 'curl', '8.2', '8.9')]);
    const finding = found(change(), { owners: [curl], bytes: 'altered', transactions: [forged] });
    expect(finding).toMatchObject({ verdict: 'standsOut', bytes: 'altered' });
    const removed = transaction([step('removed', 'curl', '8.2')]);
    expect(found(change(gone), { owners: [curl], bytes: 'unknown', transactions: [removed] }).verdict).toBe(
      'standsOut',
    );
  });

  it('is of the transaction of its owner, not of an earlier one that only put it aside', () => {
    const diverting = transaction([step('installed', 'diverter', null, '1.0')], { startedAt: at(3), endedAt: at(8) });
    const upgrading = transaction([upgraded], { identity: 'apt:2', startedAt: at(9), endedAt: null });
    const owners = [owner('curl', '8.1'), owner('diverter', '1.0', { digest: null })];
    const early = found(change(), { owners, bytes: 'shipped', transactions: [diverting, upgrading] });
    expect(early).toMatchObject({ verdict: 'pending', transaction: 'apt:2' });
    const ended = { ...upgrading, endedAt: at(15) };
    const later = found(change(), {
      owners: [curl, ...owners.slice(1)],
      bytes: 'shipped',
      transactions: [diverting, ended],
    });
    expect(later).toMatchObject({ verdict: 'explained', transaction: 'apt:2', bytes: 'shipped' });
  });

  it('is of the one that logs tell of last, where two were begun and over in the same second', () => {
    const second = { startedAt: at(10), endedAt: at(11) };
    const diverting = transaction([step('installed', 'diverter', null, '1.0')], second);
    const upgrading = transaction([upgraded], { ...second, identity: 'apt:2' });
    const owners = [curl, owner('diverter', '1.0', { digest: null })];
    const finding = found(change(), { owners, bytes: 'shipped', transactions: [diverting, upgrading] });
    expect(finding).toMatchObject({ verdict: 'explained', transaction: 'apt:2', bytes: 'shipped' });
  });

  it('that came is of the transaction that its package came with, though that was upgraded at once', () => {
    const installing = transaction([step('installed', 'curl', null, '8.1')], { endedAt: at(11) });
    const upgrading = transaction([upgraded], { identity: 'apt:2', startedAt: at(11), endedAt: at(13) });
    const finding = found(change(added), { owners: [curl], bytes: 'altered', transactions: [installing, upgrading] });
    expect(finding).toMatchObject({ verdict: 'explained', transaction: 'apt:1', bytes: 'unknown' });
  });

  it('is what the other package ships, after the one went that had diverted it; an edit then stands out', () => {
    const removed = transaction([step('removed', 'diverter', '1.0')]);
    const owners = [owner('diverter', '1.0', { present: false, digest: null }), curl];
    const back = found(change(), { owners, bytes: 'shipped', transactions: [removed] });
    expect(back).toMatchObject({ verdict: 'explained', tie: 'package', package: { name: 'curl' } });
    expect(back.why).toContain('It holds what curl 8.2 ships: apt removed diverter');
    const edited = found(change(), { owners, bytes: 'altered', transactions: [removed] });
    expect(edited).toMatchObject({ verdict: 'standsOut', transaction: null, package: { name: 'curl' } });
    const own = [owner('diverter', '1.0', { present: false }), owner('curl', '8.2', { conffile: true })];
    expect(found(change(), { owners: own, bytes: 'altered', transactions: [removed] }).verdict).toBe('unexplained');
  });

  it('is not explained by one that had ended when it was written, though nothing can be compared', () => {
    const ended = transaction([step('installed', 'nginx', null, '1.1')], { endedAt: at(10.5) });
    const more = transaction([step('upgraded', 'nginx', '1.1', '1.2')], {
      identity: 'apt:2',
      startedAt: at(10.6),
      endedAt: at(10.8),
    });
    const written = change({ after: { ...change().after, modified: at(10.9) } });
    const own = { bytes: 'altered', transactions: [ended, more] } as const;
    expect(found(written, { ...own, owners: [conffile] })).toMatchObject({ verdict: 'unexplained', bytes: 'altered' });
    const digestless = found(written, { owners: [owner('nginx', '1.2')], bytes: 'unknown', transactions: [more] });
    expect(digestless.verdict).toBe('standsOut');
  });

  it('is told by its own version where a transaction puts one in place and takes another away', () => {
    const kernels = transaction([step('removed', 'kernel', '6.0'), step('installed', 'kernel', null, '6.2')]);
    const fresh = found(change(added), { owners: [owner('kernel', '6.2')], bytes: 'shipped', transactions: [kernels] });
    expect(fresh).toMatchObject({ verdict: 'explained', tie: 'package' });
    const old = owner('kernel', '6.0', { present: false });
    const finding = found(change(gone), { owners: [old], bytes: 'unknown', transactions: [kernels] });
    expect(finding.why).toContain('removed kernel');
  });

  it('is not explained by a transaction that only ran its scripts', () => {
    const configured = transaction([step('configured', 'curl')]);
    expect(found(change(), { owners: [curl], bytes: 'altered', transactions: [configured] }).verdict).toBe('standsOut');
  });

  it('is explained by the one of its owners that is in the transaction', () => {
    const folder = change({ key: '/usr/share/doc', after: { kind: 'directory' }, before: { kind: 'directory' } });
    const finding = found(folder, { owners: [owner('bash', '5'), curl], transactions: [transaction([upgraded])] });
    expect(finding).toMatchObject({ verdict: 'explained', package: { name: 'curl' } });
  });

  it('is not explained by a package of another manager or architecture with the same name', () => {
    const ofRpm = transaction([upgraded], { manager: 'rpm' });
    const i386 = transaction([{ ...upgraded, architecture: 'i386' }]);
    expect(found(change(), { owners: [curl], bytes: 'shipped', transactions: [ofRpm, i386] }).verdict).toBe(
      'standsOut',
    );
    const all = transaction([{ ...upgraded, architecture: 'all' }]);
    expect(found(change(), { owners: [curl], bytes: 'shipped', transactions: [all] }).verdict).toBe('explained');
  });
});

describe('A digest holds for one version', () => {
  const first = transaction([step('installed', 'curl', null, '8.1')], { identity: 'apt:1', endedAt: at(11) });
  const second = transaction([upgraded], { identity: 'apt:2', startedAt: at(12), endedAt: at(20) });

  it('and says nothing of what an earlier transaction unpacked', () => {
    const finding = found(change(added), { owners: [curl], bytes: 'altered', transactions: [first, second] });
    expect(finding).toMatchObject({ verdict: 'explained', transaction: 'apt:1', bytes: 'unknown' });
  });

  it('nor of what was edited before the package went on', () => {
    const finding = found(change(), { owners: [curl], bytes: 'altered', transactions: [second] });
    expect(finding).toMatchObject({ verdict: 'standsOut', bytes: 'unknown' });
  });

  it('so that of two transactions in one second each has its own', () => {
    const same = { ...second, startedAt: at(11) };
    const early = found(change(added), { owners: [curl], bytes: 'altered', transactions: [first, same] });
    expect(early).toMatchObject({ verdict: 'explained', transaction: 'apt:1', bytes: 'unknown' });
    const late = found(change(), { owners: [curl], bytes: 'shipped', transactions: [first, same] });
    expect(late).toMatchObject({ verdict: 'explained', transaction: 'apt:2', bytes: 'shipped' });
  });

  it('but an edit after two upgrades while nobody looked is of none of them', () => {
    const away = change({ since: at(0), noticedAt: at(300), how: 'startup' });
    const finding = found(away, {
      owners: [curl],
      bytes: 'altered',
      transactions: [first, second],
      now: Date.parse(at(400)),
    });
    expect(finding).toMatchObject({ verdict: 'standsOut', bytes: 'altered' });
  });

  it('and what takes a package away adds nothing', () => {
    const purge = transaction([step('purged', 'curl', '8.1')], {
      identity: 'apt:2',
      startedAt: at(11),
      endedAt: at(12),
    });
    const had = owner('curl', '8.1', { present: false });
    const finding = found(change(added), { owners: [had], bytes: 'unknown', transactions: [first, purge] });
    expect(finding).toMatchObject({ verdict: 'explained', transaction: 'apt:1' });
  });
});

describe('A file of a package in no transaction', () => {
  it('stands out', () => {
    const altered = found(change(), { owners: [curl], bytes: 'altered' });
    expect(altered).toMatchObject({
      verdict: 'standsOut',
      why: 'It is part of curl 8.2, and no transaction changed it; it does not hold what curl 8.2 ships.',
    });
    const removed = found(change(gone), { owners: [curl], bytes: 'unknown' });
    expect(removed).toMatchObject({
      verdict: 'standsOut',
      why: 'It is part of curl 8.2, and no transaction took it away.',
    });
  });

  it('also while another package is upgraded, and then it is on no card', () => {
    const others = transaction([step('upgraded', 'bash', '1', '2')]);
    const finding = found(change(), { owners: [curl], bytes: 'altered', transactions: [others] });
    expect(finding).toMatchObject({ verdict: 'standsOut', transaction: null, tie: null });
  });

  it('that the package marks as configuration is its owner’s to edit', () => {
    const edited = found(change({ key: '/etc/nginx.conf' }), { owners: [conffile], bytes: 'altered' });
    expect(edited).toMatchObject({
      verdict: 'unexplained',
      conffile: true,
      why: 'nginx 1.2 marks it as configuration, to be edited; no transaction changed it.',
    });
    // In the minute of its package's upgrade too: dpkg would have left what the package ships.
    const upgrade = transaction([step('upgraded', 'nginx', '1.1', '1.2')]);
    const during = found(change({ key: '/etc/nginx.conf' }), {
      owners: [conffile],
      bytes: 'altered',
      transactions: [upgrade],
    });
    expect(during).toMatchObject({ verdict: 'unexplained', conffile: true, transaction: null, tie: null });
    const shipped = found(change({ key: '/etc/nginx.conf' }), {
      owners: [conffile],
      bytes: 'shipped',
      transactions: [upgrade],
    });
    expect(shipped).toMatchObject({ verdict: 'explained', tie: 'package' });
  });

  it('does not stand out where only its time changed', () => {
    const touched = found(change({ fieldsChanged: ['modified'] }), { owners: [curl], bytes: 'shipped' });
    expect(touched).toMatchObject({
      verdict: 'unexplained',
      why: 'Only its time changed; it holds what curl 8.2 ships. No transaction did that.',
    });
  });

  it('does not stand out where the package no longer has it', () => {
    const finding = found(change(), { owners: [owner('curl', '8.1', { present: false })], bytes: 'unknown' });
    expect(finding).toMatchObject({ verdict: 'unexplained', package: { name: 'curl' } });
  });
});

describe('A file of no package', () => {
  const notes = { key: '/etc/notes' };
  const upgrade = transaction([upgraded]);

  it('is not explained by what happened at its time, only shown with it', () => {
    const finding = found(change(notes), { transactions: [upgrade] });
    expect(finding).toMatchObject({ verdict: 'unexplained', tie: 'during', transaction: 'apt:1' });
  });

  it('is not shown with it where package tools never write', () => {
    for (const key of ['/home/alice/notes', '/root/notes', '/tmp/x', '/usr/local/bin/x']) {
      expect(found(change({ key }), { transactions: [upgrade] })).toMatchObject({
        tie: null,
        transaction: null,
        why: '',
      });
    }
    expect(found(change({ key: '/homer' }), { transactions: [upgrade] }).tie).toBe('during');
  });

  it('is not shown with it where its time says otherwise, or is not known closely', () => {
    const written = { ...change().after, modified: at(400) };
    const late = change({ ...notes, since: at(0), noticedAt: at(500), after: written });
    expect(found(late, { transactions: [upgrade] }).tie).toBeNull();
    const within = change({ ...notes, since: at(0), noticedAt: at(500), after: { ...written, modified: at(9) } });
    expect(found(within, { transactions: [upgrade] }).tie).toBe('during');
    const somewhen = change({ ...notes, since: at(0), noticedAt: at(500) });
    expect(found(somewhen, { transactions: [upgrade] }).tie).toBeNull();
  });

  it('is not shown with a transaction that began after it was noticed, or had ended before', () => {
    const later = transaction([upgraded], { startedAt: at(12), endedAt: at(15) });
    const earlier = transaction([upgraded], { startedAt: at(1), endedAt: at(7) });
    expect(found(change(notes), { transactions: [later, earlier] }).tie).toBeNull();
  });
});
