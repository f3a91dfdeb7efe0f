import { expect, test } from 'vitest';
import { refusalOf, refused } from '../../../../electron/engine/collectors/files/sudo/refusal.ts';
import { account, commands, ruleLine } from '../../../../electron/engine/collectors/files/sudo/rule.ts';
import { trackedFileSchema } from '../../../../electron/shared/model/settings.ts';

const found = commands((path) => path.startsWith('/usr/bin/'));

test('the rule names both commands whole, with what sudoers has a meaning for behind a backslash', () => {
  if ('missing' in found) throw new Error(found.missing);
  expect(ruleLine(found, 'alice')).toBe(
    'alice ALL=(root) NOPASSWD: /usr/bin/find -files0-from - -maxdepth 1 ' +
      '-printf %y/%D/%i/%m/%n/%U/%G/%s/%T@/%C@/ -print0 -printf %l -print0 ' +
      '-exec /usr/bin/stat -c %d/%i/%.9W/%t/%T -- {} +, ' +
      '/usr/bin/tar --create --format\\=posix --xattrs --absolute-names --hard-dereference ' +
      '--atime-preserve\\=system --null --no-recursion --files-from\\=- --file\\=-',
  );
});

test.each([
  ['alice', 'alice'],
  ['www-data', 'www-data'],
  ['a.b_c', 'a.b_c'],
  ['ALL', '#1000'],
  ['two words', '#1000'],
  ['DOMAIN\\alice', '#1000'],
  ['alice ALL=(ALL) NOPASSWD: ALL #', '#1000'],
  ['%wheel', '#1000'],
  ['-x', '#1000'],
  ['', '#1000'],
])('the account %j stands in a rule as %s', (username, written) => {
  expect(account({ username, uid: 1000 })).toBe(written);
});

test('a program that is missing is named', () => {
  for (const tool of ['sudo', 'find', 'stat', 'tar']) {
    expect(commands((path) => !path.endsWith(`/${tool}`))).toEqual({ missing: tool });
  }
});

test.each([
  ['sudo: a password is required\n', 'password'],
  ['sudo: unable to resolve host x: Name or service not known\nsudo: a password is required\n', 'password'],
  ['sudo: a terminal is required to read the password; either use the -S option\n', 'password'],
  ["Sorry, user eve is not allowed to execute '/usr/bin/find -files0-from -' as root on x.\n", 'notAllowed'],
  ['eve is not in the sudoers file.\n', 'notAllowed'],
  ['sudo: sorry, you must have a tty to run sudo\n', 'terminal'],
  ["find: unknown predicate `-files0-from'\n", 'tooOld'],
  ["/usr/bin/find: unrecognized option '--x'\n", 'tooOld'],
  ['sudo: /etc/sudo.conf is world writable\n', 'failed'],
  ['', 'failed'],
])('%j is told as %s', (errors, kind) => {
  expect(refusalOf('/usr/bin/find', 1, errors, false)).toMatchObject({ kind });
});

test.each([
  [0, '', false],
  [1, "find: '/x': No such file or directory\n", false],
  [1, "find: '/sudo: a password is required': Permission denied\n", true],
  [1, '/usr/bin/stat: cannot statx: No such file or directory\n', false],
])("with status %s the words %j are the command's own", (status, errors, spoke) => {
  expect(refusalOf('/usr/bin/find', status, errors, spoke)).toBeUndefined();
});

test('each refusal is one problem of the item, with what to do', () => {
  const item = trackedFileSchema.parse({ id: 'a', name: 'Keys', path: '/root/keys', useSudo: true });
  const rule = { line: 'THE LINE', terminal: 'Defaults:alice !requiretty' };
  const told = (kind: 'password' | 'notAllowed' | 'terminal' | 'timedOut' | 'tooOld') =>
    refused(item, { kind }, rule).advice;
  expect(told('password')).toMatch(/visudo -f \/etc\/sudoers\.d\/tidemark.*: THE LINE$/);
  expect(told('notAllowed')).toBe(told('password'));
  expect(told('terminal')).toContain('Defaults:alice !requiretty');
  for (const kind of ['timedOut', 'tooOld'] as const) expect(told(kind)).not.toContain('THE LINE');
  expect(refused(item, { kind: 'missing', tool: 'tar' }, rule)).toMatchObject({
    kind: 'unreadable',
    subject: 'sudo: /root/keys',
    message: expect.stringContaining('tar is not installed'),
  });
});
