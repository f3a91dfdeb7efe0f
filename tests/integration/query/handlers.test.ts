import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compare } from '../../../electron/engine/query/compare.ts';
import { queryHandlers } from '../../../electron/engine/query/handlers.ts';
import { eachChange, eachItem } from '../../../electron/engine/query/pages.ts';
import type { WriteStore } from '../../../electron/engine/store/interface.ts';
import { openStore } from '../../../electron/engine/store/open.ts';
import type { NewChange } from '../../../electron/shared/model/change.ts';
import type { Fields } from '../../../electron/shared/model/item.ts';
import { temporaryFolder } from '../../support/temporary.ts';

function newStore(): WriteStore {
  const { store } = openStore(temporaryFolder(), 'a test');
  onTestFinished(() => store.close());
  return store;
}

function keep(store: WriteStore, bytes: Buffer): string {
  const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  store.put(hash, bytes.length, deflateRawSync(bytes));
  return hash;
}

/** The fields of a file that holds this, kept or not. */
function holding(store: WriteStore, content: string | Buffer, state = 'kept'): Fields {
  const bytes = Buffer.from(content);
  const checksum = state === 'kept' ? keep(store, bytes) : `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { kind: 'file', size: bytes.length, checksum, content: state, mode: 0o644 };
}

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString();

function fileChange(minute: number, key: string, before: Fields | null, after: Fields | null): NewChange {
  return {
    type: 'Files',
    key,
    name: key.slice(1),
    category: before === null ? 'Added' : after === null ? 'Removed' : 'Modified',
    noticedAt: at(minute),
    since: at(minute - 1),
    how: 'live',
    fieldsChanged: before !== null && after !== null ? ['checksum'] : [],
    before,
    after,
  };
}

function save(store: WriteStore, ...changes: readonly NewChange[]): readonly number[] {
  const saved = store.save({
    type: changes[0]?.type ?? 'Files',
    changes,
    upserts: changes.flatMap(({ type, key, name, after }) =>
      after === null ? [] : [{ item: { type, key, name, fields: after }, stamp: '', source: 'test' }],
    ),
    deletes: changes.filter(({ after }) => after === null).map(({ key }) => key),
    baselines: [],
    forgotten: [],
    problems: [],
    scope: { kind: 'some', hints: changes.map(({ key }) => key) },
    at: changes.at(-1)?.noticedAt ?? at(0),
  });
  return saved.changes.map(({ id }) => id);
}

describe('the log', () => {
  it('comes in pages that leave out nothing, and tells how many there are', () => {
    const store = newStore();
    const file = holding(store, 'x');
    save(store, ...Array.from({ length: 7 }, (_, n) => fileChange(n + 1, `/f${n}`, null, file)));
    const list = queryHandlers(store)['changes.list'];
    const first = list({ limit: 3 });
    expect(first).toMatchObject({ total: 7, changes: [{ id: 7 }, { id: 6 }, { id: 5 }], next: 5 });
    const second = list({ limit: 3, before: 5 });
    expect(second.changes.map(({ id }) => id)).toEqual([4, 3, 2]);
    expect(list({ limit: 3, before: 2 })).toMatchObject({ changes: [{ id: 1 }], next: null, total: 7 });
    // A last page that is full knows that it is the last.
    expect(list({ limit: 1, before: 2 })).toMatchObject({ changes: [{ id: 1 }], next: null });
    const ids = (limit?: number) => [...eachChange(store, {}, limit)].map(({ id }) => id);
    expect(ids()).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(ids(2)).toEqual([7, 6]);
    expect(ids(0)).toEqual([]);
  });

  it('is filtered by moments in any zone', () => {
    const store = newStore();
    const file = holding(store, 'x');
    save(store, fileChange(10, '/a', null, file), fileChange(20, '/b', null, file), fileChange(30, '/c', null, file));
    const list = queryHandlers(store)['changes.list'];
    const keys = (since: string, until: string) => list({ since, until, limit: 10 }).changes.map(({ key }) => key);
    expect(keys('2026-03-01T12:15:00+02:00', '2026-03-01T04:55:00-05:30')).toEqual(['/b']);
    expect(list({ text: '/C', limit: 10 }).changes.map(({ key }) => key)).toEqual(['/c']);
  });

  it('counts lines where both sides have text, and only there', () => {
    const store = newStore();
    const text = holding(store, 'a\nb\n');
    const [first] = save(
      store,
      fileChange(1, '/text', text, holding(store, 'a\nB\nc\n')),
      fileChange(2, '/new', null, text),
      fileChange(3, '/mode', text, { ...text, mode: 0o600 }),
      fileChange(4, '/binary', text, holding(store, Buffer.from([0, 1, 2, 0]))),
      fileChange(5, '/secret', text, holding(store, 'password', 'secret')),
      fileChange(6, '/large', text, holding(store, 'long line\n'.repeat(30_000))),
    );
    const { changes } = queryHandlers(store)['changes.list']({ limit: 10 });
    expect(changes.map(({ key, lines }) => [key, lines])).toEqual([
      ['/large', null],
      ['/secret', null],
      ['/binary', null],
      ['/mode', null],
      ['/new', null],
      ['/text', { added: 2, removed: 1 }],
    ]);
    expect(queryHandlers(store)['changes.get']({ id: first ?? 0 }).change.lines).toEqual({ added: 2, removed: 1 });
  });
});

describe('one change', () => {
  it('comes with the others of its item, the newest first', () => {
    const store = newStore();
    const [one, two, other] = ['1', '2', '3'].map((text) => holding(store, text));
    save(
      store,
      fileChange(1, '/a', null, one ?? null),
      fileChange(2, '/b', null, other ?? null),
      fileChange(3, '/a', one ?? null, two ?? null),
      fileChange(4, '/a', two ?? null, null),
    );
    const { change, history } = queryHandlers(store)['changes.get']({ id: 3 });
    expect(change).toMatchObject({ id: 3, key: '/a', category: 'Modified' });
    expect(history.map(({ id }) => id)).toEqual([4, 1]);
  });

  it('of a move comes with its other end, which is the one noticed with it', () => {
    const store = newStore();
    const file = holding(store, 'x');
    const move = (minute: number, from: string, to: string): NewChange[] => [
      { ...fileChange(minute, to, null, file), movedFrom: from },
      { ...fileChange(minute, from, file, null), movedTo: to },
    ];
    save(store, ...move(1, '/a', '/b'));
    save(store, ...move(2, '/b', '/a'));
    save(store, ...move(3, '/a', '/b'), fileChange(4, '/b', file, null));
    const otherEnds = [1, 2, 3, 4, 5, 6, 7].map((id) => queryHandlers(store)['changes.get']({ id }).otherEnd?.id);
    expect(otherEnds).toEqual([2, 1, 4, 3, 6, 5, undefined]);
  });

  it('that does not exist is a clear error', () => {
    const handlers = queryHandlers(newStore());
    expect(() => handlers['changes.get']({ id: 4 })).toThrow(expect.objectContaining({ kind: 'notFound' }));
    expect(() => handlers['changes.content']({ id: 4 })).toThrow(/no change 4/);
  });

  it('has a content on each side, or the reason why not', () => {
    const store = newStore();
    const binary = holding(store, Buffer.from([0, 1, 2, 0]));
    save(
      store,
      fileChange(1, '/a', null, holding(store, 'grüße\n')),
      fileChange(2, '/b', binary, holding(store, 'x', 'tooLarge')),
      // Kept once, as its fields say, but not there any more.
      fileChange(3, '/c', { ...binary, checksum: `sha256:${'0'.repeat(64)}` }, holding(store, 'x', 'off')),
      fileChange(4, '/d', { kind: 'fifo', content: 'none', checksum: null }, holding(store, 'x', 'secret')),
    );
    const content = (id: number) => queryHandlers(store)['changes.content']({ id });
    expect(content(1)).toEqual({
      before: { state: 'none' },
      after: { state: 'text', text: 'grüße\n', encoding: 'UTF-8' },
    });
    expect(content(2)).toEqual({
      before: { state: 'binary', size: 4, hash: binary.checksum },
      after: { state: 'withheld', reason: 'tooLarge' },
    });
    expect(content(3)).toEqual({ before: { state: 'gone' }, after: { state: 'withheld', reason: 'off' } });
    expect(content(4)).toEqual({ before: { state: 'none' }, after: { state: 'withheld', reason: 'secret' } });
  });
});

describe('content under another checksum', () => {
  it('is found by its SHA-256, for the difference and for its lines', () => {
    const store = newStore();
    const hashed = (text: string, checksum: string): Fields => {
      const fields = holding(store, text);
      return { ...fields, checksum, contentHash: String(fields.checksum) };
    };
    save(store, fileChange(1, '/a', hashed('one\n', 'md5:1'), hashed('one\ntwo\n', 'sha1:2')));
    const handlers = queryHandlers(store);
    expect(handlers['changes.content']({ id: 1 })).toMatchObject({
      before: { state: 'text', text: 'one\n' },
      after: { state: 'text', text: 'one\ntwo\n' },
    });
    expect(handlers['changes.get']({ id: 1 }).change.lines).toEqual({ added: 1, removed: 0 });
  });
});

describe('the timeline', () => {
  it('counts each type in bars of equal width, and shows the gaps in that time', () => {
    const store = newStore();
    const file = holding(store, 'x');
    save(store, fileChange(5, '/a', null, file), fileChange(6, '/b', null, file), fileChange(45, '/c', null, file));
    store.openGap({ type: null, reason: 'asleep', subject: 'this machine', from: at(10) });
    store.closeGaps(null, at(20));
    store.openGap({ type: 'Files', reason: 'overflow', subject: 'queue', from: at(90) });
    const timeline = queryHandlers(store)['changes.timeline']({ since: at(0), until: at(60), bars: 3, filter: {} });
    expect(timeline.bars).toEqual([
      { from: at(0), counts: { Files: 2 } },
      { from: at(20), counts: {} },
      { from: at(40), counts: { Files: 1 } },
    ]);
    expect(timeline.gaps).toMatchObject([{ reason: 'asleep', from: at(10) }]);
  });

  it('that ends before it begins is refused', () => {
    const timeline = queryHandlers(newStore())['changes.timeline'];
    expect(() => timeline({ since: at(1), until: at(0), bars: 3, filter: {} })).toThrow(/ends before it begins/);
  });
});

it('a long log and a long inventory are read whole, the latter now and as it was', () => {
  const store = newStore();
  const file = holding(store, 'x');
  save(store, ...Array.from({ length: 2500 }, (_, n) => fileChange(1, `/f${String(n).padStart(4, '0')}`, null, file)));
  save(store, fileChange(9, '/f0000', file, null), fileChange(9, '/f0001', file, holding(store, 'longer')));
  expect([...eachChange(store, {})].map(({ id }) => id)).toEqual(Array.from({ length: 2502 }, (_, n) => 2502 - n));
  const handlers = queryHandlers(store);
  const now = [...eachItem(handlers, { type: 'Files' })];
  expect(now).toHaveLength(2499);
  expect(now[0]).toMatchObject({ key: '/f0001', fields: { size: 6 } });
  const then = [...eachItem(handlers, { type: 'Files', at: at(5) })];
  expect(then).toHaveLength(2500);
  expect(then[1]).toMatchObject({ key: '/f0001', fields: { size: 1 } });
});

describe('two moments compared', () => {
  it('differ by the net of what was recorded between them', () => {
    const store = newStore();
    const [a, b, c] = ['a', 'b', 'c'].map((text) => holding(store, text)) as [Fields, Fields, Fields];
    save(
      store,
      fileChange(1, '/before', null, a),
      fileChange(10, '/twice', a, b),
      fileChange(11, '/back', a, b),
      fileChange(12, '/brief', null, a),
      fileChange(13, '/again', a, null),
      fileChange(14, '/added', null, a),
      fileChange(15, '/removed', a, b),
    );
    save(
      store,
      fileChange(20, '/twice', b, c),
      fileChange(21, '/back', b, a),
      fileChange(22, '/brief', a, null),
      fileChange(23, '/again', null, b),
      fileChange(25, '/removed', b, null),
      fileChange(60, '/after', null, a),
    );
    const found = compare(store, at(5), at(30));
    expect(found.map(({ change, steps }) => [change.key, change.category, change.fieldsChanged, steps])).toEqual([
      ['/added', 'Added', [], 1],
      ['/again', 'Modified', ['checksum'], 2],
      ['/removed', 'Removed', [], 2],
      ['/twice', 'Modified', ['checksum'], 2],
    ]);
    expect(found[3]?.change).toMatchObject({ before: a, after: c, since: at(9), noticedAt: at(20) });
    // A change at the first moment belongs to what was there; one at the last is part of the difference.
    expect(compare(store, at(14), at(15)).map(({ change }) => change.key)).toEqual(['/removed']);
  });
});
