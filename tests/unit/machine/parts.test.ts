import { describe, expect, it } from 'vitest';
import { parseTemporary } from '../../../electron/engine/collectors/machine/network.ts';
import { joined, sizeOf, told } from '../../../electron/engine/collectors/machine/part.ts';
import { disksOf, fileSystemsOf, parseMounts } from '../../../electron/engine/collectors/machine/storage.ts';
import { usersOf } from '../../../electron/engine/collectors/machine/users.ts';

const device = {
  name: 'sda',
  identifier: '',
  type: 'disk',
  fsType: '',
  mount: '',
  size: 1000 ** 4,
  physical: 'SSD',
  uuid: '',
  label: '',
  model: 'Fast One',
  serial: 'S1',
  removable: false,
  protocol: 'sata',
};

describe('words', () => {
  it('leaves out what the maker did not fill in', () => {
    for (const blank of ['', ' ', '-', 'To Be Filled By O.E.M.', 'Default string', null, undefined]) {
      expect(told(blank)).toBe('');
    }
    expect(told(false)).toBe('no');
    expect(joined('A', '-', undefined, 'B')).toBe('A B');
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [16 * 1024 ** 3, '16 GiB'],
    [1000 ** 4, '931.3 GiB'],
  ])('says %d as %s', (bytes, text) => expect(sizeOf(bytes)).toBe(text));
});

describe('disks', () => {
  it('are known by their serial number, whatever they are called after the next start', () => {
    const [before] = disksOf([device]);
    const [after] = disksOf([{ ...device, name: 'sdb', mount: '/somewhere' }]);
    expect(before?.key).toBe('disk:S1');
    expect(after).toEqual(before);
  });

  it('with one serial number, or none, are kept apart by name', () => {
    const keys = (serial: string) =>
      disksOf([
        { ...device, serial },
        { ...device, serial, name: 'sdb' },
      ]).map((each) => each.key);
    expect(keys('S')).toEqual(['disk:S-sda', 'disk:S-sdb']);
    expect(keys('')).toEqual(['disk:sda', 'disk:sdb']);
  });

  it('are neither partitions, nor empty readers, nor composed devices', () => {
    const none = [{ type: 'part' }, { size: 0 }, { name: 'zram0' }, { name: 'loop3' }, { name: 'dm-0' }];
    expect(disksOf(none.map((each) => ({ ...device, ...each })))).toEqual([]);
  });
});

describe('file systems', () => {
  const mounts = parseMounts(
    '/dev/sda1 / ext4 rw,relatime 0 0\n/dev/sdb1 /media/a\\040b vfat ro,nosuid 0 0\n\nnonsense\n',
  );

  it('are the mounted ones, with what the kernel says of them', () => {
    const found = fileSystemsOf(
      [
        device,
        { ...device, name: 'sda1', mount: '/' },
        { ...device, name: 'sdb1', mount: '/media/a b', label: 'STICK' },
        { ...device, name: 'loop1', mount: '/snap/core', fsType: 'squashfs' },
        { ...device, name: 'sda2', mount: '[SWAP]' },
      ],
      mounts,
    );
    expect(found.map((each) => [each.key, each.summary])).toEqual([
      ['filesystem:/', 'ext4 931.3 GiB'],
      ['filesystem:/media/a b', 'vfat 931.3 GiB'],
    ]);
    expect(found[1]?.detail).toContainEqual(['Read only', true]);
  });
});

describe('temporary addresses', () => {
  it('are found by their flag, in the form that Node gives', () => {
    const text = [
      'fe8000000000000000fc00fffe000001 04 40 20 80     eth0',
      'fd000000000000000000000000000002 04 40 00 82     eth0',
      '20010db80000000000000000deadbeef 04 40 00 01     eth0',
      'short line',
    ].join('\n');
    expect([...parseTemporary(text)]).toEqual(['2001:db8::dead:beef']);
  });
});

describe('accounts', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000:Alice,,,:/home/alice:/bin/zsh\n+::::::\n';
  const group = 'root:x:0:\nsudo:x:27:bob,alice\nalice:x:1000:\n';

  it('have their shell, home and groups', () => {
    const [root, alice, ...more] = usersOf(passwd, group);
    expect(more).toEqual([]);
    expect(root?.key).toBe('user:root');
    expect(alice).toEqual({
      key: 'user:alice',
      name: 'alice',
      summary: 'alice (1000), /bin/zsh',
      detail: [
        ['Full name', 'Alice'],
        ['Home', '/home/alice'],
        ['Group', 'alice'],
        ['Other groups', 'sudo'],
      ],
    });
  });

  it('are not all gone because a file is empty', () => expect(() => usersOf('', group)).toThrow('names no account'));
});
