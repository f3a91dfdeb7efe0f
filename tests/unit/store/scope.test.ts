import { describe, expect, it } from 'vitest';
import { inScope } from '../../../electron/engine/store/scope.ts';

const some = (...hints: readonly string[]) => ({ kind: 'some', hints }) as const;

describe('what lies in a scope', () => {
  it.each([
    ['/etc', '/etc', true],
    ['/etc', '/etc/ssh/sshd_config', true],
    ['/etc/', '/etc/ssh', true],
    ['/etc', '/etcetera', false],
    ['/etc/ssh', '/etc', false],
    ['/', '/', true],
    ['/', '/etc', true],
    ['', 'dpkg:curl:amd64', true],
    ['dpkg', 'dpkg:curl:amd64', false],
  ])('%j and %j', (hint, subject, expected) =>
    expect(inScope('Files', some('/elsewhere', hint), subject)).toBe(expected),
  );

  it.each([
    ['HKEY_LOCAL_MACHINE\\SOFTWARE', 'HKEY_LOCAL_MACHINE\\software', true],
    ['HKEY_LOCAL_MACHINE\\Software', 'HKEY_LOCAL_MACHINE\\software\\\\run', true],
    ['HKEY_LOCAL_MACHINE\\software', 'HKEY_LOCAL_MACHINE\\softwares', false],
    ['HKEY_LOCAL_MACHINE\\software', 'HKEY_LOCAL_MACHINE\\software/x', false],
  ])('is parted by backslashes in the registry, in any case: %j and %j', (hint, subject, expected) =>
    expect(inScope('Registry', some(hint), subject)).toBe(expected),
  );

  it('is everything for the whole type, nothing without a hint', () => {
    expect(inScope('Files', { kind: 'all' }, '/etc')).toBe(true);
    expect(inScope('Files', some(), '/etc')).toBe(false);
  });
});
