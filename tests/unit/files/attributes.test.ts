import { describe, expect, it, test } from 'vitest';
import { aclLines } from '../../../electron/engine/collectors/files/worker/attributes/acl.ts';
import { capabilityWords } from '../../../electron/engine/collectors/files/worker/attributes/capabilities.ts';
import { attributeWords } from '../../../electron/shared/model/attribute-words.ts';

describe('capabilities', () => {
  // Set by setcap(8) and read by getfattr(1) and getcap(8).
  test.each([
    ['0100000200200000000000000000000000000000', 'cap_net_raw=ep'],
    ['0100000200300000003000000000000000000000', 'cap_net_admin,cap_net_raw=eip'],
    ['01000002ffffffff00000000ff01000000000000', '=ep'],
    ['0000000203000000020000000000000000000000', 'cap_chown=p cap_dac_override=ip'],
    ['0000000300200000000000000000000000000000e8030000', 'cap_net_raw=p [rootid=1000]'],
    ['0000000200000000000000000000000000000000', '='],
  ])('%s is %s', (hex, words) => {
    expect(capabilityWords(Buffer.from(hex, 'hex'))).toBe(words);
  });

  it('has a number where it has no name yet', () => {
    const value = Buffer.from('0100000200000000000000000000008000000000', 'hex');
    expect(capabilityWords(value)).toBe('63=ep');
  });

  it.each(['', '01', '0100000200', '01000009002000000000000000000000000000', 'ff'.repeat(20)])('is not %j', (hex) => {
    expect(capabilityWords(Buffer.from(hex, 'hex'))).toBeUndefined();
  });
});

describe('access control lists', () => {
  const names = { user: (uid: number) => (uid === 1 ? 'daemon' : String(uid)), group: (gid: number) => `g${gid}` };
  // Set by setfacl(1) and read by getfattr(1).
  const value = Buffer.from(
    '0200000001000600ffffffff020007000100000004000400ffffffff080004000400000010000700ffffffff20000400ffffffff',
    'hex',
  );

  it('read as getfacl(1) prints them', () => {
    expect(aclLines(value, names)).toEqual([
      'user::rw-',
      'user:daemon:rwx',
      'group::r--',
      'group:g4:r--',
      'mask::rwx',
      'other::r--',
    ]);
  });

  it('are not what is cut off, of another version or of an unknown tag', () => {
    expect(aclLines(value.subarray(0, 10), names)).toBeUndefined();
    expect(aclLines(value.subarray(0, 2), names)).toBeUndefined();
    expect(aclLines(Buffer.concat([Buffer.from([3, 0, 0, 0]), value.subarray(4)]), names)).toBeUndefined();
    expect(aclLines(Buffer.from('0200000003000600ffffffff', 'hex'), names)).toBeUndefined();
  });
});

describe('the words for attributes', () => {
  it('name what changed, and count what is many', () => {
    expect(attributeWords(null, 'security.capability=cap_net_raw=ep')).toBe('capabilities none → cap_net_raw=ep');
    expect(attributeWords('security.selinux=a:b', 'security.selinux=a:c\nuser.x=1')).toBe(
      'SELinux label a:b → a:c, attribute user.x set',
    );
    expect(attributeWords('user.a=1\nuser.b=2', 'user.a=3')).toBe('attribute user.a changed, attribute user.b removed');
    expect(attributeWords(null, 'user.a=\nuser.b=\nuser.c=\nuser.d=')).toBe('4 extended attributes changed');
  });
});
