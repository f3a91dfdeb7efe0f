import { describe, expect, test } from 'vitest';
import { actorWords, causeCounts, causeTitle } from '../../../electron/shared/model/cause-words.ts';
import type { PackageAction, PackageStep } from '../../../electron/shared/model/explanation.ts';

const step = (action: PackageAction, name: string): PackageStep => ({
  action,
  name,
  architecture: 'amd64',
  from: '1',
  to: '2',
});
const steps = (action: PackageAction, count: number) =>
  Array.from({ length: count }, (_, index) => step(action, `${action}${index}`));
const title = (tool: string, packages: readonly PackageStep[]) =>
  causeTitle({ kind: 'transaction', name: null, tool, packages });

describe('The title of a cause', () => {
  test.for<[string, string, readonly PackageStep[]]>([
    ['apt installed nginx', 'apt', [step('installed', 'nginx')]],
    ['dpkg removed hello', 'dpkg', [step('removed', 'hello')]],
    ['apt purged hello', 'apt', [step('purged', 'hello')]],
    ['pacman downgraded zlib', 'pacman', [step('downgraded', 'zlib')]],
    ['apt upgraded 12 packages', 'apt', steps('upgraded', 12)],
    ['dnf: 3 packages installed, 12 upgraded', 'dnf', [...steps('upgraded', 12), ...steps('installed', 3)]],
    ['apt: 1 package upgraded, 1 removed', 'apt', [step('removed', 'a'), step('upgraded', 'b')]],
    ['apk ran', 'apk', []],
  ])('%s', ([expected, tool, packages]) => {
    expect(title(tool, packages)).toBe(expected);
  });

  test('leaves out packages whose scripts alone ran, unless there are no others', () => {
    expect(title('apt', [step('installed', 'nginx'), ...steps('configured', 4)])).toBe('apt installed nginx');
    expect(title('dpkg', [step('configured', 'nginx')])).toBe('dpkg configured nginx');
    expect(title('dpkg', steps('configured', 2))).toBe('dpkg configured 2 packages');
  });

  test('is what the owner called a plan', () => {
    expect(causeTitle({ kind: 'planned', name: 'New printer', tool: null, packages: [] })).toBe('New printer');
  });

  test('shows no control characters of a name', () => {
    expect(title('apt', [step('installed', 'a\u001b[31m')])).not.toContain('\u001b');
  });
});

test('counts say how many of what', () => {
  expect(causeCounts({ counts: { Files: 412, Daemons: 3 } })).toBe('412 files, 3 daemons');
  expect(causeCounts({ counts: { Software: 1, Files: 1200, Machine: 2 } })).toBe(
    '1,200 files, 1 package, 2 parts of the machine',
  );
  expect(causeCounts({ counts: {} })).toBe('');
});

test('who wrote a file is told by program, account and the user who had signed in', () => {
  const actor = { pid: 7, program: '/usr/bin/vim', uid: 0, user: 'root', loginUser: 'alice' };
  expect(actorWords(actor)).toBe('/usr/bin/vim (root, signed in as alice)');
  expect(actorWords({ ...actor, loginUser: 'root' })).toBe('/usr/bin/vim (root)');
  expect(actorWords({ ...actor, user: null, uid: 1234, loginUser: null })).toBe('/usr/bin/vim (user 1234)');
});
