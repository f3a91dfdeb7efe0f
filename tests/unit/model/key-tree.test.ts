import { expect, it } from 'vitest';
import { foldKey } from '../../../electron/shared/model/key-tree.ts';

it.each([
  ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Run\\\\OneDrive', 'HKEY_LOCAL_MACHINE\\software\\run\\\\onedrive'],
  ['HKEY_LOCAL_MACHINE (32-bit)\\SOFTWARE', 'HKEY_LOCAL_MACHINE (32-bit)\\software'],
  ['HKEY_USERS\\ÄÖ\\Straße\\İ', 'HKEY_USERS\\äö\\straße\\İ'],
  ['HKEY_USERS', 'HKEY_USERS'],
])('a registry key is compared in lower case, letter for letter, with its hive as it is: %s', (key, folded) => {
  expect(foldKey('Registry', key)).toBe(folded);
  expect(foldKey('Registry', folded)).toBe(folded);
  expect(foldKey('Files', key)).toBe(key);
});
