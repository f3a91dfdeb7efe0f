import { describe, expect, it } from 'vitest';
import { applyExpectations, type Holding } from '../../../electron/engine/approve/apply.ts';
import { byExample } from '../../../electron/engine/approve/by-example.ts';
import { type Condition, conditionSchema, tester } from '../../../electron/engine/approve/condition.ts';
import type { Place } from '../../../electron/engine/collectors/files/patterns/expand.ts';
import type { Change } from '../../../electron/shared/model/change.ts';
import type { Explanation } from '../../../electron/shared/model/explanation.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { at } from '../../support/store-samples.ts';

const place: Place = { env: { APP: '/srv/app' }, home: '/home/alice', platform: 'linux' };

const content: Fields = {
  kind: 'file',
  size: 3,
  checksum: 'sha256:aa',
  modified: '2026-01-01T00:00:00.000Z',
  mode: 0o100644,
  owner: 'root',
  group: 'root',
  acl: null,
  fileId: '1:2',
};

function file(over: Partial<Change> = {}): Change {
  return {
    id: 10,
    type: 'Files',
    key: '/etc/app.conf',
    name: 'app.conf',
    category: 'Modified',
    noticedAt: at(10),
    since: at(9),
    how: 'live',
    fieldsChanged: ['checksum'],
    before: { ...content, checksum: 'sha256:00' },
    after: content,
    ...over,
  };
}

const explained = (over: Partial<Explanation> = {}): Explanation => ({
  verdict: 'explained',
  causeId: 1,
  planId: null,
  tie: 'package',
  package: { manager: 'dpkg', name: 'app', architecture: 'amd64', version: '2' },
  bytes: 'shipped',
  conffile: false,
  why: '',
  actor: null,
  ...over,
});

const condition = (change: Change, ...[scope, pattern]: [Parameters<typeof byExample>[1]['scope'], string?]) =>
  byExample(change, { scope, pattern }, place).condition;

/** As it is after a way through the store. */
const meets = (given: Condition, change: Change) =>
  tester(conditionSchema.parse(JSON.parse(JSON.stringify(given))))(change);

describe('what is expected by an example', () => {
  it('once: of the same item and type', () => {
    const next = condition(file(), 'once');
    expect(meets(next, file({ category: 'Removed', after: null }))).toBe(true);
    expect(meets(next, file({ key: '/etc/app.conf2' }))).toBe(false);
    expect(meets(next, file({ type: 'Registry' }))).toBe(false);
  });

  it('content: the same bytes, mode and owners, whenever they were written', () => {
    const same = condition(file(), 'content');
    expect(meets(same, file({ after: { ...content, modified: at(50), fileId: '9:9' } }))).toBe(true);
    for (const other of [{ checksum: 'sha256:ab' }, { mode: 0o104755 }, { owner: 'alice' }, { acl: 'user:bob:rw-' }])
      expect(meets(same, file({ after: { ...content, ...other } })), JSON.stringify(other)).toBe(false);
    expect(meets(same, file({ category: 'Removed', after: null }))).toBe(false);
    expect(meets(same, file({ key: '/etc/other.conf' }))).toBe(false);
  });

  it('content: by the bytes, by whichever method they were hashed', () => {
    const byMd5 = file({ after: { ...content, checksum: 'md5:11', contentHash: 'sha256:aa' } });
    expect(meets(condition(file(), 'content'), byMd5)).toBe(true);
  });

  it('content: a field that only one of both has says that it was not looked at in the other', () => {
    const more = file({ after: { ...content, xattrs: 'user.x=1' } });
    expect(meets(condition(file(), 'content'), more)).toBe(false);
  });

  it('content: that it is gone', () => {
    const gone = condition(file({ category: 'Removed', after: null }), 'content');
    expect(meets(gone, file({ category: 'Removed', after: null }))).toBe(true);
    expect(meets(gone, file())).toBe(false);
  });

  it('content: never what was not read', () => {
    const unread = file({ after: { ...content, checksum: null } });
    expect(() => condition(unread, 'content')).toThrow('not known in full');
    expect(() => condition(file({ after: { ...content, acl: 'unreadable' } }), 'content')).toThrow('not known in full');
    const blind: Condition = { kind: 'state', type: 'Files', key: '/etc/app.conf', after: { kind: 'file', size: 3 } };
    expect(meets(blind, file({ after: { kind: 'file', size: 3 } }))).toBe(false);
  });

  it('package: what its transactions explain, and nothing that was done by hand', () => {
    const app = condition(file({ explanation: explained() }), 'package');
    expect(meets(app, file({ key: '/usr/bin/app', explanation: explained() }))).toBe(true);
    expect(meets(app, file({ type: 'Software', explanation: explained({ tie: 'software', bytes: null }) }))).toBe(true);
    for (const other of [
      explained({ tie: 'during' }),
      explained({ tie: 'generated' }),
      explained({ verdict: 'standsOut', tie: null, causeId: null, bytes: 'altered' }),
      explained({ bytes: 'altered' }),
      explained({ verdict: 'planned', tie: null }),
      explained({ package: { manager: 'rpm', name: 'app', architecture: null, version: null } }),
      explained({ package: { manager: 'dpkg', name: 'app-data', architecture: null, version: null } }),
    ])
      expect(meets(app, file({ explanation: other })), JSON.stringify(other)).toBe(false);
    expect(meets(app, file())).toBe(false);
  });

  it('package: of software itself, by its manager', () => {
    const curl = file({ type: 'Software', key: 'dpkg:curl:amd64', name: 'curl', after: { manager: 'dpkg' } });
    expect(byExample(curl, { scope: 'package' }, place)).toEqual({
      condition: { kind: 'package', manager: 'dpkg', name: 'curl' },
      subject: 'curl',
    });
    expect(() => condition(file(), 'package')).toThrow('not known which package');
  });

  it('path: a pattern in the manner of tracked files', () => {
    const below = condition(file(), 'path', '/etc/**/*.conf');
    expect(meets(below, file({ key: '/etc/x/y/.hidden.conf' }))).toBe(true);
    expect(meets(below, file({ key: '/etc/app.conf.d' }))).toBe(false);
    expect(meets(below, file({ type: 'Registry', key: '/etc/a.conf' }))).toBe(false);
    const bracket = condition(file({ key: '/srv/app/[1].log' }), 'path', '$APP/\\[[0-9]].log');
    expect(meets(bracket, file({ key: '/srv/app/[7].log' }))).toBe(true);
    expect(meets(bracket, file({ key: '/srv/app/7.log' }))).toBe(false);
    expect(condition(file(), 'path', '/etc/*.conf/')).toMatchObject({ pattern: '/etc/*.conf' });
  });

  it('path: on Windows in any case', () => {
    const windows: Place = { ...place, platform: 'win32' };
    const change = file({ key: 'C:/Windows/System32/drivers/etc/hosts' });
    const made = byExample(change, { scope: 'path', pattern: 'c:\\windows\\system32\\**' }, windows).condition;
    expect(meets(made, file({ key: 'C:/WINDOWS/System32/x.dll' }))).toBe(true);
  });

  it('path: without a pattern this one item, whatever stands in its name', () => {
    const odd = file({ key: '/etc/a[b]*' });
    expect(meets(condition(odd, 'path'), odd)).toBe(true);
    expect(meets(condition(odd, 'path'), file({ key: '/etc/abx' }))).toBe(false);
  });

  it.each([
    ['/etc/[a', 'not closed'],
    ['etc/*', 'is not absolute'],
    ['$NOWHERE/x', 'which has no value'],
    ['/**', 'names everything'],
    ['/var/*.conf', 'does not name /etc/app.conf'],
  ])('path: refuses the pattern %s', (pattern, why) => {
    expect(() => condition(file(), 'path', pattern)).toThrow(why);
  });

  it('refuses a pattern for anything but the paths of files', () => {
    expect(() => condition(file(), 'once', '/etc/*')).toThrow('Only paths of files');
    expect(() => condition(file({ type: 'Daemons' }), 'path', '/etc/*')).toThrow('Only paths of files');
  });
});

describe('expectations held against changes', () => {
  const holding = (id: number, scope: Holding['scope'], over: Partial<Holding> = {}): Holding => ({
    id,
    scope,
    condition: condition(file(), scope),
    reason: `of ${id}`,
    afterChange: 0,
    until: null,
    ...over,
  });
  const taken = ({ acknowledged }: ReturnType<typeof applyExpectations>) =>
    acknowledged.map(({ change, by }) => [change, by.id]);

  it('the next change alone is acknowledged by one that is for once', () => {
    const applied = applyExpectations([holding(1, 'once')], [file({ id: 13 }), file({ id: 12 })]);
    expect(taken(applied)).toEqual([[12, 1]]);
    expect(applied.usedUp).toEqual([1]);
  });

  it('the narrowest and newest counts, and every one for once is used up', () => {
    const all = [holding(1, 'path'), holding(2, 'once'), holding(3, 'content'), holding(4, 'once')];
    const applied = applyExpectations(all, [file({ id: 12 }), file({ id: 13 })]);
    expect(taken(applied)).toEqual([
      [12, 4],
      [13, 3],
    ]);
    expect(applied.usedUp.toSorted()).toEqual([2, 4]);
  });

  it('only later changes are expected, and only until its end', () => {
    const one = holding(1, 'path', { afterChange: 11, until: at(20) });
    const changes = [file({ id: 11 }), file({ id: 12 }), file({ id: 13, noticedAt: at(20) })];
    expect(taken(applyExpectations([one], changes))).toEqual([[12, 1]]);
  });

  it('one that a person acknowledged is left as it is, but it was the next change', () => {
    const acknowledged = { at: at(11), reason: 'mine', expectationId: null };
    const applied = applyExpectations([holding(1, 'once')], [file({ id: 12, acknowledged })]);
    expect(taken(applied)).toEqual([]);
    expect(applied.usedUp).toEqual([1]);
  });
});
