import { expect, it } from 'vitest';
import { recommendedSettings } from '../../../electron/shared/model/recommended.ts';

const { files } = recommendedSettings('linux').tracking;

it('tracks what people and intruders change, without needing any of it to exist', () => {
  const paths = files.map((each) => each.path);
  for (const path of [
    '/etc/hosts',
    '/etc/passwd',
    '/etc/shadow',
    '/etc/sudoers',
    '/etc/sudoers.d',
    '/etc/ssh',
    '/etc/crontab',
    '/etc/apt',
    '/etc/systemd',
    '/etc/xdg/autostart',
    '~/.config/autostart',
    '/etc/profile.d',
    '~/.bashrc',
  ]) {
    expect(paths).toContain(path);
  }
  expect(files.filter((each) => each.mustExist)).toEqual([]);
});

it('gives every item an id of its own', () => {
  expect(new Set(files.map((each) => each.id)).size).toBe(files.length);
});

it('takes the home folder from a variable, so that the same set serves every user', () => {
  expect(files.filter((each) => each.path.startsWith('/home')).map((each) => each.path)).toEqual([]);
});
