import { expect, test } from 'vitest';
import { nameParts, pathParts } from '../../../renderer/words/path.ts';

test('a path keeps its last folder and its name together', () => {
  expect(pathParts('/etc/ssh/sshd_config')).toEqual(['/etc', '/ssh/sshd_config']);
  expect(pathParts('/etc/hosts')).toEqual(['', '/etc/hosts']);
  expect(pathParts('/vmlinuz')).toEqual(['', '/vmlinuz']);
  expect(pathParts('C:\\Windows\\System32\\drivers\\etc\\hosts')).toEqual([
    'C:\\Windows\\System32\\drivers',
    '\\etc\\hosts',
  ]);
  expect(pathParts('no path at all')).toEqual(['', 'no path at all']);
});

test('a path in its folder and its name', () => {
  expect(nameParts('/etc/ssh/sshd_config')).toEqual(['/etc/ssh', '/sshd_config']);
  expect(nameParts('/vmlinuz')).toEqual(['', '/vmlinuz']);
});
