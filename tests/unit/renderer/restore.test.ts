import { expect, test } from 'vitest';
import type { RestorePreview } from '../../../electron/shared/contract/restore.ts';
import { restoreNotes } from '../../../renderer/words/restore.ts';

const preview: RestorePreview = {
  path: '/etc/hosts',
  target: '/etc/hosts',
  now: { checksum: 'sha256:aa', owner: 'alice', group: 'users', mode: '0640' },
  version: { owner: 'root', group: 'root', mode: '0644' },
  result: { owner: 'alice', group: 'users', mode: '0640' },
  lost: [],
  same: false,
  content: { before: { state: 'none' }, after: { state: 'none' } },
  names: 1,
  obstacle: null,
};

test('who keeps the file is said: its owner of now, or the recorded one where it is gone', () => {
  expect(restoreNotes(preview)).toEqual([
    'Below is what would change in the file as it is now; it stays with alice:users, mode 0640.',
  ]);
  const gone = { ...preview, now: null, result: preview.version };
  const again = 'The file is gone and will be there again, as it was recorded: root:root, mode 0644.';
  expect(restoreNotes(gone)).toEqual([again]);
  expect(restoreNotes({ ...gone, lost: ['user:bob:rw-', 'security.capability=cap_net_raw=ep'] })).toEqual([
    again,
    "Of its access list and extended attributes this can't be put back: user:bob:rw- and security.capability=cap_net_raw=ep.",
  ]);
  expect(restoreNotes({ ...gone, lost: [...'abcdefg'] })[1]).toMatch(/: a, b, c, d, e, and 2 more\.$/);
});

test('a link that leads elsewhere and further names are said, and a file that needs nothing', () => {
  const notes = restoreNotes({ ...preview, target: '/srv/hosts', names: 3 });
  expect(notes.slice(1)).toEqual([
    '/etc/hosts leads to /srv/hosts: that file is written.',
    'The file has 3 names (hard links): only this one will hold the earlier version.',
  ]);
  expect(restoreNotes({ ...preview, same: true })).toEqual(['/etc/hosts holds this version already.']);
});
