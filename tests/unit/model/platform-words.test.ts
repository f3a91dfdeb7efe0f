import { expect, it } from 'vitest';
import { platformOfPath, platformWords, shownPath, typesOf } from '../../../electron/shared/model/platform-words.ts';

it('says services and folder on Windows, daemons and directory on Linux', () => {
  expect(platformWords('windows')).toMatchObject({ directory: 'folder', daemon: 'service', daemons: 'services' });
  expect(platformWords('linux')).toMatchObject({ directory: 'directory', daemon: 'daemon', daemons: 'daemons' });
});

it('knows the platform of a path by its form', () => {
  expect(['C:\\Windows', 'd:\\', '\\\\server\\share\\x', '\\\\?\\C:\\x'].map(platformOfPath)).toEqual(
    Array(4).fill('windows'),
  );
  expect(['/etc/hosts', '/srv/C:\\x', '~/.ssh'].map(platformOfPath)).toEqual(Array(3).fill('linux'));
});

it('gives each platform the types that it has', () => {
  expect(typesOf('windows')).toEqual(['Files', 'Registry', 'Software', 'WindowsServices', 'Machine']);
  expect(typesOf('linux')).toEqual(['Files', 'Software', 'Daemons', 'Machine']);
  expect(typesOf('macos')).toEqual(['Files', 'Software', 'Daemons', 'Machine']);
});

it('shows a file’s key as its platform writes paths', () => {
  expect(['C:/Windows/win.ini', '//server/share/x', '/srv/a\\b'].map(shownPath)).toEqual([
    'C:\\Windows\\win.ini',
    '\\\\server\\share\\x',
    '/srv/a\\b',
  ]);
});
