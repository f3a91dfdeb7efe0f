import { describe, expect, it } from 'vitest';
import { isSecretPath, looksSecret } from '../../../electron/engine/content/secrets.ts';

const secret = [
  '/etc/shadow',
  '/etc/shadow-',
  '/etc/gshadow',
  '/etc/gshadow-',
  '/etc/shadow.bak',
  '/var/backups/shadow.bak',
  '/srv/chroot/etc/shadow',
  '/etc/security/opasswd',
  '/etc/ssh/ssh_host_ed25519_key',
  '/home/alice/.ssh/id_ed25519',
  '/home/alice/.ssh/id_work',
  '/root/id_rsa',
  '/root/id_rsa.old',
  '/etc/ssl/private/anything',
  '/srv/site/tls.key',
  '/srv/site/tls.PEM',
  '/etc/letsencrypt/archive/example.org/privkey1.pem',
  '/srv/app/.env',
  '/srv/app/.env.production',
  '/srv/app/db.env',
  '/home/alice/.netrc',
  '/home/alice/.pgpass',
  '/home/alice/.my.cnf',
  '/home/alice/.aws/credentials',
  '/home/alice/.docker/config.json',
  '/home/alice/.git-credentials',
  '/home/alice/.npmrc',
  '/home/alice/.pypirc',
  '/home/alice/.local/share/keyrings/login.keyring',
  '/home/alice/.kube/config',
  '/home/alice/.bash_history',
  '/etc/NetworkManager/system-connections/Home.nmconnection',
  '/etc/wpa_supplicant/wpa_supplicant-wlan0.conf',
  '/etc/krb5.keytab',
  '/etc/wireguard/wg0.conf',
  '/etc/apt/auth.conf.d/company.conf',
  'C:\\Users\\Alice\\.ssh\\id_rsa',
  'C:\\Windows\\System32\\config\\SAM',
];

const open = [
  '/etc/passwd',
  '/etc/group',
  '/etc/shadowsocks.md/readme',
  '/usr/share/doc/shadow',
  '/etc/ssh/sshd_config',
  '/etc/ssh/ssh_host_ed25519_key.pub',
  '/home/alice/.ssh/id_ed25519.pub',
  '/home/alice/.ssh/authorized_keys',
  '/home/alice/.ssh/known_hosts',
  '/home/alice/.ssh/config',
  '/etc/ssl/certs/ISRG_Root_X1.pem',
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/srv/app/.env.example',
  '/srv/app/environment',
  '/usr/bin/env',
  '/etc/environment',
  '/home/alice/.config/app/config.json',
  '/home/alice/monkey',
  '/home/alice/keyboard.keys',
  '/etc/NetworkManager/NetworkManager.conf',
  '/etc/apt/sources.list.d/docker.list',
  '/etc/systemd/system/ssh.service',
];

describe('files whose content is secret', () => {
  it.each(secret)('withholds %s', (path) => expect(isSecretPath(path, [])).toBe(true));
  it.each(open)('keeps %s', (path) => expect(isSecretPath(path, [])).toBe(false));

  it("follows the user's patterns: a name anywhere, a folder with all in it, every home, a Windows path", () => {
    const extra = ['*.token', '/srv/vault/', '~/.config/bank', 'D:\\Secret\\*.txt', '/etc/exact.conf'];
    for (const path of [
      '/opt/app/api.token',
      '/srv/vault/deep/down.txt',
      '/home/alice/.config/bank',
      '/root/.config/bank/pin',
      'D:\\Secret\\plan.txt',
      '/etc/exact.conf',
    ]) {
      expect(isSecretPath(path, extra), path).toBe(true);
      expect(isSecretPath(path, []), path).toBe(false);
    }
    for (const path of ['/opt/app/token', '/srv/vaults/x', '/home/alice/.config/banking', '/etc/exact.conf2']) {
      expect(isSecretPath(path, extra), path).toBe(false);
    }
  });

  it("lets a user's pattern withhold what is public by name", () => {
    expect(isSecretPath('/home/alice/.ssh/id_rsa.pub', ['*.pub'])).toBe(true);
  });
});

describe('content that holds a private key', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it.each([
    '-----BEGIN PRIVATE KEY-----\nMIIE',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----\n',
    'PuTTY-User-Key-File-3: ssh-ed25519\n',
    '# created: today\nAGE-SECRET-KEY-1QQQ\n',
    '-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\nMHc',
  ])('knows %j', (text) => expect(looksSecret(bytes(text))).toBe(true));

  it.each([
    '',
    '-----BEGIN PUBLIC KEY-----\nMIIB',
    '-----BEGIN CERTIFICATE-----\nMIID',
    '-----BEGIN PGP PUBLIC KEY BLOCK-----\n',
    'a PRIVATE KEY is kept elsewhere\n',
    'see PuTTY-User-Key-File-3\n',
  ])('lets %j pass', (text) => expect(looksSecret(bytes(text))).toBe(false));

  it('looks at a part of a larger buffer, and at bytes that are no text', () => {
    const whole = bytes('xx-----BEGIN PRIVATE KEY-----');
    expect(looksSecret(whole.subarray(2))).toBe(true);
    expect(looksSecret(whole.subarray(9))).toBe(false);
    expect(looksSecret(Uint8Array.from([0, 255, ...bytes('-----BEGIN DSA PRIVATE KEY-----')]))).toBe(true);
  });
});
