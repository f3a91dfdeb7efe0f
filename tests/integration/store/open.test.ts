import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { currentVersion, migrations } from '../../../electron/engine/store/migrations/migrate.ts';
import { openReader, openStore } from '../../../electron/engine/store/open.ts';
import { readOwner } from '../../../electron/engine/store/ownership.ts';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import { testStore } from '../../support/store.ts';
import { change, fileItem, observed, saving } from '../../support/store-samples.ts';
import { temporaryFolder } from '../../support/temporary.ts';

function failure(work: () => unknown): TidemarkError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof TidemarkError) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was thrown.');
}

/** A closed store with some content; returns its file. */
function filled(): string {
  const { store, dataDir } = testStore();
  const items = Array.from({ length: 500 }, (_, n) => fileItem(`/etc/file-${n}`, { size: n }));
  store.save(saving(1, { changes: items.map((item) => change(item, 1)), upserts: observed(...items) }));
  store.close();
  return join(dataDir, 'tidemark.db');
}

/** Does something without rights to a file's folder: as the user nobody where root runs the test. */
function withoutRights(file: string, work: () => unknown): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  else chmodSync(dirname(file), 0);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
    else chmodSync(dirname(file), 0o700);
  }
}

const asides = (file: string) => readdirSync(dirname(file)).filter((name) => name.includes('.damaged-'));

describe('a new store', () => {
  it('is made in a folder of its own, for its owner alone', () => {
    const dataDir = join(temporaryFolder(), 'a', 'b');
    testStore(dataDir);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dataDir)) {
      expect(statSync(join(dataDir, name)).mode & 0o777, name).toBe(0o600);
    }
  });

  it('writes ahead, waits for the disk and checks foreign keys; one that others could read is closed to them', () => {
    const file = filled();
    chmodSync(file, 0o644);
    testStore(dirname(file));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).subarray(18, 20)).toEqual(Buffer.from([2, 2]));
  });
});

describe('a damaged store', () => {
  const damages: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['is no database at all', () => Buffer.from('settings = wrong file\n'.repeat(500))],
    ['has lost its header', (bytes) => bytes.fill(0xff, 0, 100)],
    ['was cut in two', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['has pages of something else in it', (bytes) => bytes.fill('x', 4096 * 3, bytes.length - 4096)],
  ];

  it.each(damages)('that %s is put aside whole and told of, and a new one is begun', (_, damage) => {
    const file = filled();
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    writeFileSync(`${file}-wal`, 'what was left of the log');
    const { store, putAside } = openStore(dirname(file), 'a test');
    expect(putAside).toMatch(/tidemark\.db\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/u);
    expect(readFileSync(putAside ?? '').equals(damaged)).toBe(true);
    expect(readFileSync(`${putAside}-wal`, 'utf8')).toBe('what was left of the log');
    expect(store.countChanges({})).toBe(0);
    expect(store.save(saving(1, { changes: [change(fileItem('/etc/a'), 1)] })).changes).toHaveLength(1);
    expect(store.verify().faults).toEqual([]);
    store.close();
    const again = openStore(dirname(file), 'a test');
    expect(again.putAside).toBeNull();
    again.store.close();
  });

  it('is only told of by a reader, which changes nothing', () => {
    const file = filled();
    writeFileSync(file, 'settings = wrong file\n'.repeat(500));
    expect(failure(() => openReader(dirname(file))).kind).toBe('storeDamaged');
    expect(asides(file)).toEqual([]);
  });

  it('is not what an empty file is, or a database of someone else’s that keeps its data', () => {
    const empty = join(temporaryFolder(), 'tidemark.db');
    writeFileSync(empty, '');
    expect(testStore(dirname(empty)).store.countChanges({})).toBe(0);
    expect(asides(empty)).toEqual([]);

    const foreign = join(temporaryFolder(), 'tidemark.db');
    const db = new Database(foreign, { readOnly: false });
    db.exec('CREATE TABLE theirs (x)');
    db.close();
    const { store, putAside } = openStore(dirname(foreign), 'a test');
    store.close();
    const kept = new Database(putAside ?? '', { readOnly: true });
    expect(kept.get('SELECT count(*) AS n FROM theirs')).toEqual({ n: 0 });
    kept.close();
  });
});

describe('a store that is whole but can’t be opened', () => {
  it('is left alone where a newer Tidemark wrote it', () => {
    const file = filled();
    const db = new Database(file, { readOnly: false });
    db.exec(`PRAGMA user_version = ${currentVersion + 1}`);
    db.close();
    const before = readFileSync(file);
    for (const open of [() => openStore(dirname(file), 'a test'), () => openReader(dirname(file))]) {
      const refused = failure(open);
      expect(refused.kind).toBe('storeDamaged');
      expect(refused.message).toContain('newer Tidemark');
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(asides(file)).toEqual([]);
    expect(readOwner(dirname(file))).toBeNull();
  });

  it('is not taken for damaged where its place is a folder, or its folder a file', () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'tidemark.db'));
    expect(failure(() => openStore(dataDir, 'a test')).kind).toBe('denied');
    expect(existsSync(join(dataDir, 'tidemark.db'))).toBe(true);

    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const refused = failure(() => openStore(join(file, 'data'), 'a test'));
    expect(refused.kind).toBe('denied');
    expect(refused.message).toContain(file);
  });

  it('is denied to a user without rights, with its path', () => {
    const file = filled();
    for (const open of [() => openReader(dirname(file)), () => openStore(dirname(file), 'a test')]) {
      const refused = failure(() => withoutRights(file, open));
      expect(refused.kind).toBe('denied');
      expect(refused.message).toContain(dirname(file));
      expect(refused.advice).not.toBe('');
    }
    expect(asides(file)).toEqual([]);
    expect(testStore(dirname(file)).store.countChanges({})).toBe(500);
  });
});

describe('a reader', () => {
  it('is told to begin with `tidemark watch` where nothing is stored yet', () => {
    const dataDir = join(temporaryFolder(), 'none');
    for (const made of [false, true]) {
      if (made) mkdirSync(dataDir);
      const refused = failure(() => openReader(dataDir));
      expect(refused.kind).toBe('notFound');
      expect(refused.advice).toContain('tidemark watch');
      expect(existsSync(join(dataDir, 'tidemark.db'))).toBe(false);
    }
  });

  it('reads without an owner, and can’t write', () => {
    const file = filled();
    const reader = openReader(dirname(file));
    expect(reader.countChanges({})).toBe(500);
    expect(reader.verify().faults).toEqual([]);
    expect('save' in reader).toBe(false);
    reader.close();
  });
});

describe('migrations', () => {
  it('bring an empty file to the present version, one transaction each', () => {
    const file = filled();
    const db = new Database(file, { readOnly: true });
    expect(db.get('PRAGMA user_version')).toEqual({ user_version: migrations.length });
    db.close();
  });

  it('version 1 makes all its tables, or none when it fails half-way', () => {
    const db = new Database(join(temporaryFolder(), 'v1.db'), { readOnly: false });
    db.exec('CREATE TABLE notices (in_the_way)');
    expect(() => db.transaction(() => migrations[0]?.(db))).toThrow(/notices/u);
    const tables = () => db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    expect(tables().map(({ name }) => name)).toEqual(['notices']);
    db.exec('DROP TABLE notices');
    db.transaction(() => migrations[0]?.(db));
    expect(tables().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['baselines', 'changes', 'collections', 'contents', 'gaps', 'items', 'meta', 'problems']),
    );
    db.close();
  });
});
