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
  ])('%j and %j', (hint, subject, expected) => expect(inScope(some('/elsewhere', hint), subject)).toBe(expected));

  it('is everything for the whole type, nothing without a hint', () => {
    expect(inScope({ kind: 'all' }, '/etc')).toBe(true);
    expect(inScope(some(), '/etc')).toBe(false);
  });
});
