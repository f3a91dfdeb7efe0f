import { describe, expect, it } from 'vitest';
import { decide, type Inventory, type Moment, missing } from '../../../electron/engine/changes/decide.ts';
import { hiddenBy } from '../../../electron/engine/changes/hidden.ts';
import type { Collection, Known, Observed } from '../../../electron/engine/collectors/collector.ts';
import { changedFields } from '../../../electron/shared/model/differences.ts';
import type { Fields, Item } from '../../../electron/shared/model/item.ts';

const moment: Moment = { how: 'scheduled', at: '2026-01-02T00:00:00.000Z', since: '2026-01-01T00:00:00.000Z' };
const file = (key: string, fields: Fields = {}): Item => ({ type: 'Files', key, name: key, fields });
const seen = (key: string, fields: Fields = {}, source = 'etc'): Observed => ({
  item: file(key, fields),
  stamp: '1',
  source,
});

function collection(part: Partial<Collection>): Collection {
  return {
    observed: [],
    unchanged: new Set(),
    sources: [{ id: 'etc', state: 'collected' }],
    undecided: () => false,
    problems: [],
    ...part,
  };
}

function outcome(found: Collection, items: readonly Item[], part: Partial<Inventory> = {}) {
  const known = new Map<string, Known>(items.map((each) => [each.key, { stamp: '0', source: 'etc' }]));
  const inventory: Inventory = { known, baselines: new Set(['etc']), wasHidden: () => false, ...part };
  const gone = missing(found, inventory.known);
  return decide('Files', found, gone, inventory, new Map(items.map((each) => [each.key, each])), moment);
}

describe('deciding what changed', () => {
  it('makes an Added of what is new, a Modified of what differs and a Removed of what is absent', () => {
    const { changes, upserts, deletes } = outcome(
      collection({ observed: [seen('/new'), seen('/mod', { size: 2 })], unchanged: new Set(['/same']) }),
      [file('/mod', { size: 1 }), file('/gone', { size: 3 }), file('/same')],
    );
    expect(
      changes.map(({ category, key, fieldsChanged, before, after }) => [category, key, fieldsChanged, before, after]),
    ).toEqual([
      ['Added', '/new', [], null, {}],
      ['Modified', '/mod', ['size'], { size: 1 }, { size: 2 }],
      ['Removed', '/gone', [], { size: 3 }, null],
    ]);
    expect(upserts.map((each) => each.item.key)).toEqual(['/new', '/mod']);
    expect(deletes).toEqual(['/gone']);
    expect(changes[0]).toMatchObject({ noticedAt: moment.at, since: moment.since, how: 'scheduled' });
  });

  it('takes the first sight of a source for its baseline, not for hundreds of Added', () => {
    const found = collection({
      observed: [seen('/a', {}, 'new'), seen('/b', {}, 'etc')],
      sources: [
        { id: 'etc', state: 'collected' },
        { id: 'new', state: 'collected' },
      ],
    });
    const { changes, baselines, upserts } = outcome(found, []);
    expect(changes.map((each) => each.key)).toEqual(['/b']);
    expect(baselines).toEqual(['new']);
    expect(upserts).toHaveLength(2);
  });

  it('says nothing of what a log holds that goes on, but of its owner it does', () => {
    const goesOn = (key: string, fields: Fields): Observed => ({ ...seen(key, fields), continues: true });
    const { changes, upserts, deletes } = outcome(
      collection({
        observed: [
          goesOn('/app.log', { size: 9, checksum: 'b', modified: '2', owner: 'root' }),
          goesOn('/own.log', { size: 9, owner: 'mallory' }),
          goesOn('/app.log.1', { size: 5 }),
        ],
        movedOn: new Set(['/app.log.2']),
      }),
      [
        file('/app.log', { size: 5, checksum: 'a', modified: '1', owner: 'root' }),
        file('/own.log', { size: 5, owner: 'root' }),
        file('/app.log.2'),
      ],
    );
    expect(changes.map(({ key, fieldsChanged }) => [key, fieldsChanged])).toEqual([['/own.log', ['owner']]]);
    expect(upserts).toHaveLength(3);
    expect(deletes).toEqual(['/app.log.2']);
  });

  it('gives a source that could not be collected no baseline', () => {
    expect(outcome(collection({ sources: [{ id: 'usb', state: 'unreadable' }] }), []).baselines).toEqual([]);
  });

  it('ends the tracking of a source that is named no more without a removal', () => {
    const { changes, deletes, forgotten } = outcome(collection({ sources: [] }), [file('/a')]);
    expect(changes).toEqual([]);
    expect(deletes).toEqual(['/a']);
    expect(forgotten).toEqual(['etc']);
  });

  it.each([
    ['its source is unreadable', { sources: [{ id: 'etc', state: 'unreadable' }] }],
    ['its source is unsupported', { sources: [{ id: 'etc', state: 'unsupported' }] }],
    ['it could not be read itself', { undecided: (key: string) => key === '/a' }],
  ] satisfies [string, Partial<Collection>][])('never removes an item when %s', (_, part) => {
    const { changes, deletes } = outcome(collection(part), [file('/a')]);
    expect(changes).toEqual([]);
    expect(deletes).toEqual([]);
  });

  it('refreshes the inventory silently when only fields differ that do not matter', () => {
    const { changes, upserts } = outcome(collection({ observed: [seen('/a', { created: 'now', size: 1 })] }), [
      file('/a', { created: 'then', size: 1 }),
    ]);
    expect(changes).toEqual([]);
    expect(upserts).toHaveLength(1);
  });

  it('takes what was hidden by a problem for seen the first time, not for added', () => {
    const found = collection({ observed: [seen('/locked/a'), seen('/open')] });
    const problem = { type: 'Files', kind: 'unreadable', subject: '/locked', message: '', advice: '' } as const;
    const { changes } = outcome(found, [], { wasHidden: hiddenBy('Files', [problem]) });
    expect(changes.map((each) => each.key)).toEqual(['/open']);
  });
});

describe('which fields changed', () => {
  it('names those that matter, in the order of their definition', () => {
    expect(changedFields('Files', { size: 1, checksum: 'a' }, { checksum: 'b', size: 2 })).toEqual([
      'size',
      'checksum',
    ]);
  });

  it('takes the first sight of a field, or of one that was not supported, for no change', () => {
    expect(changedFields('Files', { linkTarget: null }, {})).toEqual([]);
    expect(changedFields('Files', {}, { acl: 'user::rw-' })).toEqual([]);
    expect(changedFields('Files', { xattrs: 'unsupported' }, { xattrs: 'user.a=1' })).toEqual([]);
    expect(changedFields('Files', { xattrs: 'user.a=1' }, { xattrs: 'unsupported' })).toEqual([]);
    expect(changedFields('Files', { acl: 'D:' }, { acl: 'unreadable' })).toEqual([]);
    expect(changedFields('Files', { xattrs: null }, { xattrs: 'user.a=1' })).toEqual(['xattrs']);
  });

  it('takes the same content for the same, by whatever method its checksum is made', () => {
    const bySha256 = { checksum: 'sha256:aa' };
    const byMd5 = { checksum: 'md5:1', contentHash: 'sha256:aa' };
    const bySha1 = { checksum: 'sha1:2', contentHash: 'sha256:aa' };
    expect(changedFields('Files', bySha256, byMd5)).toEqual([]);
    expect(changedFields('Files', byMd5, bySha1)).toEqual([]);
    expect(changedFields('Files', bySha1, { checksum: 'sha256:bb' })).toEqual(['checksum']);
    // Two files that share an MD5 are two contents all the same.
    expect(changedFields('Files', byMd5, { ...byMd5, contentHash: 'sha256:cc' })).toEqual(['checksum']);
  });
});

describe('what problems hide', () => {
  const at = (subject: string, kind: 'unreadable' | 'limit') =>
    hiddenBy('Files', [{ type: 'Files', kind, subject, message: '', advice: '' }]);

  it('is the thing itself and everything below it, but not its neighbours', () => {
    const hidden = at('/a/b', 'unreadable');
    expect(['/a/b', '/a/b/c/d', '/a', '/a/bc'].map(hidden)).toEqual([true, true, false, false]);
  });

  it('is everything below the root when the root could not be read', () => {
    expect(at('/', 'unreadable')('/etc/hosts')).toBe(true);
  });

  it('is everything while a limit of the settings was reached, but not for a limit of the system', () => {
    expect(at('limits.files', 'limit')('/x')).toBe(true);
    expect(at('fs.inotify.max_user_watches', 'limit')('/x')).toBe(false);
  });

  it('is nothing of another type', () => {
    expect(
      hiddenBy('Software', [{ type: 'Files', kind: 'unreadable', subject: '/a', message: '', advice: '' }])('/a'),
    ).toBe(false);
  });
});

describe('a service that its manager could not tell of', () => {
  it('is no new one when it can be read', () => {
    const problem = { type: 'Daemons', kind: 'unreadable', subject: 'ssh.service', message: '', advice: '' } as const;
    const hidden = hiddenBy('Daemons', [problem]);
    expect(hidden('systemd:ssh.service')).toBe(true);
    expect(hidden('systemd:cron.service')).toBe(false);
  });
});
