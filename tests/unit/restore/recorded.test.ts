import { expect, test } from 'vitest';
import { accessList, recordedExtended } from '../../../electron/engine/restore/recorded.ts';

const list = (...entries: readonly string[]) => ['user::rw-', ...entries, 'mask::rw-', 'other::---'].join('\n');

test('an entry for an account that is no more is lost, the rest of the list is not', async () => {
  const acl = list('user:root:rw-', 'user:no-such-account:r--', 'group::---');
  const { extended, lost } = await recordedExtended({ acl, xattrs: null }, 0o660);
  expect(lost).toEqual(['user:no-such-account:r--']);
  expect(extended.map(({ name, lines }) => [name, lines.length])).toEqual([[accessList, 5]]);
});

test('a list that can’t be read is lost whole, and the mode alone gives the group no more than it had', async () => {
  const acl = list('group::r--', 'someone:root:rw-');
  const { extended, lost, modeAlone } = await recordedExtended({ acl, xattrs: null }, 0o660);
  expect({ extended, lost }).toEqual({ extended: [], lost: acl.split('\n') });
  expect(modeAlone.toString(8)).toBe('640');
});

test('only what is recorded in full is put back', async () => {
  const sure = ['user.a=b=c', 'user.a\\x0ab\\x3d\\x5c=', 'user.mime=text/plain; charset=“x”'];
  const unsure = [
    'user.caf\\xc3\\xa9=x',
    'user.é=x',
    'user.hidden=unreadable',
    `user.long=sha256:${'a'.repeat(64)} (300 bytes)`,
    'security.selinux=system_u:object_r:etc_t:s0',
  ];
  const { extended, lost } = await recordedExtended({ acl: null, xattrs: [...sure, ...unsure].join('\n') }, 0o600);
  expect(lost).toEqual(unsure);
  expect(extended.slice(1).map(({ name, value }) => [name, value.toString()])).toEqual([
    ['user.a', 'b=c'],
    ['user.a\nb=\\', ''],
    ['user.mime', 'text/plain; charset=“x”'],
  ]);
});
