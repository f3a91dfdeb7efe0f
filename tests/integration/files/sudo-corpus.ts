import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { aclBytes, setAttribute } from '../../support/xattr.ts';

/** All that can be unusual about a file. */
export function unusualFiles(root: string): void {
  const path = (name: string) => join(root, name);
  const names = [
    "it's",
    '"quoted" $HOME `x`',
    '-rf',
    'two\nlines',
    '\\x41',
    'a\\',
    'é',
    'e\u0301',
    '🙂',
    'x'.repeat(255),
    ' ',
  ];
  for (const name of names) writeFileSync(path(name), `${name}\n`);
  const bytes = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x66, 0xff, 0x0a, 0xfe])]);
  writeFileSync(bytes, 'not UTF-8\n');
  mkdirSync(path('deep/er/still'), { recursive: true });
  writeFileSync(path('deep/er/still/file'), 'deep\n');
  mkdirSync(path('closed'));
  writeFileSync(path('closed/file'), 'closed\n');
  chmodSync(path('closed'), 0);
  writeFileSync(path('empty'), '');
  writeFileSync(path('holes'), 'begin');
  truncateSync(path('holes'), 3 * 1024 * 1024);
  appendFileSync(path('holes'), 'end');
  // Longer than what is read together, and of a length that is no multiple of a block.
  writeFileSync(path('large'), Buffer.alloc(20 * 1024 * 1024 + 77, 'large '));
  writeFileSync(path('odd'), Buffer.alloc(512, 'x'));
  writeFileSync(path('key'), '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n');
  writeFileSync(path('.env'), 'PASSWORD=x\n');
  linkSync(path('odd'), path('odd too'));
  execFileSync('mkfifo', [path('fifo')]);
  execFileSync('mknod', [path('null'), 'c', '1', '3']);
  symlinkSync('odd', path('to-odd'));
  symlinkSync('deep/../deep/er', path('to-folder'));
  symlinkSync('/etc/hostname', path('to-outside'));
  symlinkSync('nowhere\nat all', path('to-nowhere'));
  symlinkSync('to-odd', path('to-link'));
  symlinkSync('..', path('deep/up'));
  for (const [name, mode] of [
    ['setuid', 0o4751],
    ['sticky', 0o1000],
    ['none', 0],
  ] as const) {
    writeFileSync(path(name), name);
    chmodSync(path(name), mode);
  }
  writeFileSync(path('owned'), 'owned');
  chownSync(path('owned'), 12, 54_321);
  for (const [name, time] of [
    ['old', -86_400.75],
    ['older', -86_400],
    ['future', 4_102_444_800.5],
    ['whole', 86_400],
  ] as const) {
    writeFileSync(path(name), name);
    utimesSync(path(name), time, time);
  }
  writeFileSync(path('attributes'), 'attributes');
  setAttribute(path('attributes'), 'user.plain', 'value');
  setAttribute(path('attributes'), 'user.od=d%3D', Buffer.from([0, 10, 61, 255]));
  setAttribute(path('attributes'), 'trusted.hidden', 'root alone');
  setAttribute(
    path('attributes'),
    'security.capability',
    Buffer.from('0100000200200000000000000000000000000000', 'hex'),
  );
  setAttribute(path('attributes'), 'system.posix_acl_access', aclBytes(1));
  setAttribute(path('deep'), 'system.posix_acl_default', aclBytes(12));
  setAttribute(path('to-odd'), 'trusted.of-link', 'link');
}
