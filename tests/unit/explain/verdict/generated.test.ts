import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../electron/shared/model/change.ts';
import { change, found, owner, step, transaction } from './evidence.ts';

const upgrade = transaction([step('upgraded', 'nginx', '1.1', '1.2')]);
const nginx = owner('nginx', '1.2');
const link = (key: string, linkTarget: string): Change =>
  change({ key, category: 'Added', before: null, fieldsChanged: [], after: { kind: 'link', linkTarget } });

describe('What package tools make', () => {
  it.each([
    ['dpkg', '/var/lib/dpkg/status'],
    ['dpkg', '/var/log/apt/history.log'],
    ['dpkg', '/etc/alternatives'],
    ['dpkg', '/var/lib/dpkg/info/nginx.postinst'],
    ['dpkg', '/var/lib/dpkg/info/nginx:amd64.list'],
    ['dpkg', '/var/lib/dpkg/info/format'],
    ['dpkg', '/etc/ld.so.cache'],
    ['dpkg', '/boot/initrd.img-6.1.0-9-amd64'],
    ['dpkg', '/usr/lib/modules/6.1.0/modules.dep'],
    ['dpkg', '/usr/share/mime/mime.cache'],
    ['pacman', '/etc/ssl/certs/ca-certificates.crt'],
    ['rpm', '/var/lib/rpm/rpmdb.sqlite'],
    ['rpm', '/usr/lib/sysimage/rpm/rpmdb.sqlite'],
    ['rpm', '/var/log/dnf.rpm.log'],
    ['pacman', '/var/lib/pacman/local/nginx-8-1/desc'],
    ['apk', '/lib/apk/db/installed'],
    ['apk', '/etc/apk/world'],
  ])('by %s is explained by the transaction: %s', (manager, key) => {
    const finding = found(change({ key }), { transactions: [{ ...upgrade, manager }] });
    expect(finding).toMatchObject({ verdict: 'explained', tie: 'generated', transaction: 'apt:1' });
    expect(finding.why).toMatch(/^It is .*, made anew by a run of apt\.$/);
    // Without one, nothing is.
    expect(found(change({ key })).verdict).toBe('unexplained');
  });

  it.each(['/etc/passwd', '/etc/fstab', '/etc/apt/sources.list', '/var/lib/dpkgx', '/boot/grub/custom.cfg'])(
    'is not what people edit as well: %s',
    (key) => {
      expect(found(change({ key }), { transactions: [upgrade] })).toMatchObject({
        verdict: 'unexplained',
        tie: 'during',
      });
    },
  );

  it('is not what another manager makes', () => {
    expect(found(change({ key: '/var/lib/pacman/x' }), { transactions: [upgrade] }).tie).toBe('during');
  });

  it.each([
    '.dpkg-dist',
    '.dpkg-new',
    '.dpkg-old',
    '.ucf-dist',
    '.rpmnew',
    '.rpmsave',
    '.pacnew',
    '.pacsave.1',
    '.apk-new',
  ])('lies beside a configuration file: %s', (suffix) => {
    const file = change({ key: `/etc/nginx.conf${suffix}`, category: 'Added', before: null });
    const others = { '/etc/nginx.conf': [nginx] };
    expect(found(file, { others, transactions: [upgrade] })).toMatchObject({
      verdict: 'explained',
      tie: 'generated',
      package: { name: 'nginx' },
    });
    const bash = { '/etc/nginx.conf': [owner('bash', '5')] };
    expect(found(file, { others: bash, transactions: [upgrade] }).verdict).toBe('unexplained');
  });

  it('is compiled Python of a package’s source', () => {
    const file = change({ key: '/usr/lib/python3/dist-packages/__pycache__/apt.cpython-312.pyc' });
    const others = { '/usr/lib/python3/dist-packages/apt.py': [nginx] };
    expect(found(file, { others, transactions: [upgrade] })).toMatchObject({ verdict: 'explained', tie: 'generated' });
  });

  it.each([
    ['/etc/systemd/system/multi-user.target.wants/nginx.service', '/usr/lib/systemd/system/nginx.service'],
    ['/etc/rc2.d/S01nginx', '../init.d/nginx'],
    ['/etc/systemd/system/www.service', '/usr/lib/systemd/system/nginx.service'],
  ])('is a link that starts a daemon of a package: %s', (key, target) => {
    const path = target.startsWith('..') ? '/etc/init.d/nginx' : target;
    expect(found(link(key, target), { others: { [path]: [nginx] }, transactions: [upgrade] })).toMatchObject({
      verdict: 'explained',
      tie: 'generated',
      package: { name: 'nginx' },
    });
    const cron = { [path]: [owner('cron', '3')] };
    expect(found(link(key, target), { others: cron, transactions: [upgrade] })).toMatchObject({
      verdict: 'unexplained',
    });
  });

  it('is no script of a package that the transaction does not touch', () => {
    for (const key of ['/var/lib/dpkg/info/nginx-core.postinst', '/var/lib/dpkg/info/bash:amd64.prerm']) {
      expect(found(change({ key }), { transactions: [upgrade] }).verdict).toBe('unexplained');
    }
    const script = change({ key: '/var/lib/pacman/local/bash-5-1/install' });
    expect(found(script, { transactions: [{ ...upgrade, manager: 'pacman' }] }).verdict).toBe('unexplained');
  });

  it('is a certificate where the package that gathers them had its turn, and else somebody’s', () => {
    const certificate = change({ key: '/etc/ssl/certs/ca-certificates.crt' });
    expect(found(certificate, { transactions: [upgrade] }).verdict).toBe('unexplained');
    const gathered = transaction([...upgrade.packages, step('configured', 'ca-certificates')]);
    expect(found(certificate, { transactions: [gathered] })).toMatchObject({ verdict: 'explained', tie: 'generated' });
  });

  it('is nothing that a package ships, nor what is made in a run of what is no part of the system', () => {
    const kernel = { digest: { method: 'md5', hex: '00' } } as const;
    const shipped = { key: '/usr/lib/modules/6.1.0/modules.builtin' };
    expect(found(change(shipped), { owners: [owner('kernel', '6.1', kernel)], transactions: [upgrade] })).toMatchObject(
      { verdict: 'standsOut', tie: null },
    );
    const pip = { ...upgrade, manager: 'pip' };
    expect(found(change({ key: '/etc/ld.so.cache' }), { transactions: [pip] }).verdict).toBe('unexplained');
  });

  it('is a choice among alternatives where it leads, or led, to a file of the transaction', () => {
    const choice = link('/etc/alternatives/www', '/usr/sbin/nginx');
    const others = { '/usr/sbin/nginx': [nginx] };
    expect(found(choice, { others, transactions: [upgrade] })).toMatchObject({
      verdict: 'explained',
      tie: 'generated',
    });
    const away = { ...choice, category: 'Modified', before: choice.after, after: { kind: 'link', linkTarget: '/x' } };
    expect(found(away as Change, { others, transactions: [upgrade] }).verdict).toBe('explained');
    const evil = link('/etc/alternatives/www', '/tmp/nginx');
    expect(found(evil, { others, transactions: [upgrade] }).verdict).toBe('unexplained');
  });

  it('is no link into the alternatives in the place of a packaged file', () => {
    const evil = link('/usr/sbin/sshd', '/etc/alternatives/sshd');
    const finding = found(evil, { owners: [owner('sshd', '9')], bytes: 'altered', transactions: [upgrade] });
    expect(finding.verdict).toBe('standsOut');
  });

  it('is a link into the alternatives', () => {
    const editor = link('/usr/bin/editor', '/etc/alternatives/editor');
    expect(found(editor, { transactions: [upgrade] })).toMatchObject({ verdict: 'explained', tie: 'generated' });
  });
});
