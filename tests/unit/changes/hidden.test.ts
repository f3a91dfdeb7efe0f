import { expect, it } from 'vitest';
import { hiddenBy } from '../../../electron/engine/changes/hidden.ts';

const unreadable = (type: 'Files' | 'Registry', subject: string) => ({
  type,
  kind: 'unreadable' as const,
  subject,
  message: 'x',
  advice: 'x',
  firstSeen: '2026-11-22T14:00:00.000Z',
  lastSeen: '2026-11-22T14:00:00.000Z',
});

it('what lies below an unreadable key may have been there all along, whatever the case of its name', () => {
  const hidden = hiddenBy('Registry', [unreadable('Registry', 'HKEY_USERS\\S-1-5-21\\Software')]);
  expect(hidden('HKEY_USERS\\s-1-5-21\\software\\vendor\\\\value')).toBe(true);
  expect(hidden('HKEY_USERS\\s-1-5-21\\software')).toBe(true);
  expect(hidden('HKEY_USERS\\s-1-5-21\\softwares')).toBe(false);
});

it('files are parted by slashes', () => {
  const hidden = hiddenBy('Files', [unreadable('Files', '/etc/private')]);
  expect(hidden('/etc/private/key')).toBe(true);
  expect(hidden('/etc/private\\key')).toBe(false);
});
