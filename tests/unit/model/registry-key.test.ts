import { describe, expect, it } from 'vitest';
import { parseRegistryKey } from '../../../electron/shared/model/registry-key.ts';

const keyOf = (typed: string) => {
  const parsed = parseRegistryKey(typed);
  return parsed.ok ? parsed.key : parsed.fault;
};

describe('the name of a registry key', () => {
  const canonical = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT';
  it.each([
    'HKLM\\SOFTWARE\\Microsoft\\Windows NT',
    'hklm\\SOFTWARE\\Microsoft\\Windows NT',
    'HKLM:\\SOFTWARE\\Microsoft\\Windows NT',
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT',
    'hkey_local_machine\\SOFTWARE\\Microsoft\\Windows NT',
    'HKEY\\LOCAL\\MACHINE\\SOFTWARE\\Microsoft\\Windows NT',
    'Computer\\HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT',
    'My Computer\\HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT',
    'Ordinateur\\HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT',
    '\\Registry\\Machine\\SOFTWARE\\Microsoft\\Windows NT',
    '\\REGISTRY\\MACHINE\\SOFTWARE\\Microsoft\\Windows NT',
    'Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT',
    'Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT',
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT]',
    '  HKLM\\SOFTWARE\\Microsoft\\Windows NT\\  ',
    'HKLM\\\\SOFTWARE\\\\Microsoft\\\\Windows NT',
  ])('is read from %s', (typed) => {
    expect(parseRegistryKey(typed)).toEqual({
      ok: true,
      hive: 'HKEY_LOCAL_MACHINE',
      path: 'SOFTWARE\\Microsoft\\Windows NT',
      key: canonical,
    });
  });

  it.each([
    ['HKCU\\Environment', 'HKEY_CURRENT_USER\\Environment'],
    ['HKEY\\CURRENT\\USER\\Environment', 'HKEY_CURRENT_USER\\Environment'],
    ['HKU\\.DEFAULT\\Environment', 'HKEY_USERS\\.DEFAULT\\Environment'],
    ['\\Registry\\User\\.DEFAULT\\Environment', 'HKEY_USERS\\.DEFAULT\\Environment'],
    ['HKEY\\USERS\\.DEFAULT', 'HKEY_USERS\\.DEFAULT'],
    ['HKCR\\.txt', 'HKEY_CLASSES_ROOT\\.txt'],
    ['HKCC\\Software', 'HKEY_CURRENT_CONFIG\\Software'],
  ])('finds the hive of %s', (typed, key) => {
    expect(keyOf(typed)).toBe(key);
  });

  it('may be a hive itself', () => {
    expect(parseRegistryKey('HKCU\\')).toEqual({
      ok: true,
      hive: 'HKEY_CURRENT_USER',
      path: '',
      key: 'HKEY_CURRENT_USER',
    });
  });

  it('takes what the file system would not: stars, slashes and dots are parts of names', () => {
    expect(keyOf('HKCR\\*\\shellex')).toBe('HKEY_CLASSES_ROOT\\*\\shellex');
    expect(keyOf('HKLM\\SOFTWARE\\a/b\\..')).toBe('HKEY_LOCAL_MACHINE\\SOFTWARE\\a/b\\..');
  });

  it('takes a name of 255 characters, and none longer', () => {
    expect(parseRegistryKey(`HKLM\\${'a'.repeat(255)}`).ok).toBe(true);
    expect(keyOf(`HKLM\\${'a'.repeat(256)}`)).toBe(
      "A key's name has at most 255 characters: 'aaaaaaaaaaaaaaaaaaaa…' has 256.",
    );
  });

  it.each([
    ['', 'Give the name of a key, such as HKLM\\SOFTWARE\\Microsoft.'],
    ['\\', 'Give the name of a key, such as HKLM\\SOFTWARE\\Microsoft.'],
    [
      'SOFTWARE\\Microsoft',
      "'SOFTWARE' is no hive of the registry. It begins with HKLM, HKCU, HKU, HKCR or HKCC, or with one of their long names.",
    ],
    [
      'HKEY\\LOCAL\\SOFTWARE',
      "'HKEY' is no hive of the registry. It begins with HKLM, HKCU, HKU, HKCR or HKCC, or with one of their long names.",
    ],
    ['\\\\server\\HKEY_LOCAL_MACHINE\\SOFTWARE', 'The registry of another machine can’t be tracked from here.'],
    ['HKLM/SOFTWARE', 'The parts of a key are parted by backslashes, not by slashes.'],
    ['HKEY_PERFORMANCE_DATA\\Global', "HKEY_PERFORMANCE_DATA holds readings, no settings: it can't be tracked."],
    ['\\Registry\\A\\x', "Of \\Registry there are \\Machine and \\User, not 'A'."],
    ['HKLM\\SOFT\0WARE', 'The name of a key holds no NUL character.'],
  ])('is refused for what it is: %j', (typed, fault) => {
    expect(parseRegistryKey(typed)).toEqual({ ok: false, fault });
  });
});
