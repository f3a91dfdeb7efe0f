import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRpmTransactions } from '../../../electron/engine/explain/transactions/rpm/index.ts';
import { connect } from '../../../electron/engine/sqlite-module.ts';
import type { Transaction } from '../../../electron/shared/model/explanation.ts';
import { DnfRoot, hasDnf } from '../../support/dnf.ts';
import { asNobody } from '../../support/nobody.ts';
import { suiteFolder, temporaryFolder } from '../../support/temporary.ts';

const reading = (options: Parameters<typeof createRpmTransactions>[0], moment = 0) =>
  createRpmTransactions({ databases: [], dnf4: '/nowhere', dnf5: '/nowhere', ...options }).since(
    moment,
    new AbortController().signal,
  );

const brief = ({ tool, packages }: Transaction) => [
  tool,
  ...packages
    .map(({ action, name, architecture, from, to }) => `${action} ${name}.${architecture} ${from} ${to}`)
    .sort(),
];

describe.skipIf(!hasDnf)('dnf and rpm, real', () => {
  const folder = suiteFolder();
  let root: DnfRoot;
  let found: readonly Transaction[];
  const began = Date.now();

  beforeAll(async () => {
    root = await DnfRoot.create(folder());
    const [one, two] = [await root.build('probe', '1'), await root.build('probe', '2', ['Epoch: 3'])];
    const data = await root.build('probe-data', '1');
    const heir = await root.build('heir', '5', ['Obsoletes: probe-data < 4']);
    await root.publish(one, data);
    await root.dnf('install', 'probe', 'probe-data');
    await root.publish(two);
    await root.dnf('upgrade', 'probe');
    await root.dnf('downgrade', 'probe');
    await root.dnf('reinstall', 'probe');
    await root.publish(heir);
    await root.dnf('upgrade');
    await root.dnf('remove', 'probe');
    await root.dnf('remove', 'heir');
    // rpm numbers its transactions by the second.
    await new Promise((resolve) => setTimeout(resolve, 1001 - (Date.now() % 1000)));
    await root.rpm('-i', one);
    found = (await reading({ databases: [root.database], dnf4: root.history })).transactions;
  });

  it('are each transaction once, with what it did', () => {
    expect(found.map(brief)).toEqual([
      ['dnf', 'installed probe-data.noarch null 1-1', 'installed probe.noarch null 1-1'],
      ['dnf', 'upgraded probe.noarch 1-1 3:2-1'],
      ['dnf', 'downgraded probe.noarch 3:2-1 1-1'],
      ['dnf', 'reinstalled probe.noarch 1-1 1-1'],
      [
        'dnf',
        'installed heir.noarch null 5-1',
        'removed probe-data.noarch 1-1 null',
        'upgraded probe.noarch 1-1 3:2-1',
      ],
      ['dnf', 'removed probe.noarch 3:2-1 null'],
      ['dnf', 'removed heir.noarch 5-1 null'],
      ['rpm', 'installed probe.noarch null 1-1'],
    ]);
    expect(new Set(found.map((each) => each.identity)).size).toBe(found.length);
  });

  it('tell the command, and times that lie where they happened', () => {
    expect(found[0]?.command).toMatch(/^dnf -c .* install probe probe-data$/);
    for (const { startedAt, endedAt, fault } of found) {
      expect(Date.parse(startedAt)).toBeGreaterThan(began - 1000);
      expect(Date.parse(endedAt ?? '')).toBeLessThan(Date.now() + 1000);
      expect(fault).toBeNull();
    }
  });

  it('are asked for from a moment on', async () => {
    const at = Date.parse(found.at(-1)?.startedAt ?? '');
    const late = await reading({ databases: [root.database], dnf4: root.history }, at);
    expect(late.transactions.map(brief)).toEqual([['rpm', 'installed probe.noarch null 1-1']]);
    expect((await reading({ databases: [root.database], dnf4: root.history }, Date.now() + 2000)).transactions).toEqual(
      [],
    );
  });

  it('are not at work when they have ended', async () => {
    expect(await createRpmTransactions({ databases: [root.database] }).busy()).toBe(false);
  });
});

/** dnf 5's tables, as far as they are read, by its documentation; Debian has no dnf 5 yet. */
const dnf5Tables = `
  CREATE TABLE trans (id INTEGER PRIMARY KEY AUTOINCREMENT, dt_begin INTEGER NOT NULL, dt_end INTEGER,
    releasever TEXT NOT NULL, user_id INTEGER NOT NULL, description TEXT, comment TEXT, state_id INTEGER);
  CREATE TABLE pkg_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE arch (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE item (id INTEGER PRIMARY KEY);
  CREATE TABLE trans_item (id INTEGER PRIMARY KEY AUTOINCREMENT, trans_id INTEGER, item_id INTEGER,
    action_id INTEGER NOT NULL, reason_id INTEGER NOT NULL, state_id INTEGER NOT NULL);
  CREATE TABLE rpm (item_id INTEGER NOT NULL UNIQUE, name_id INTEGER NOT NULL, epoch INTEGER NOT NULL,
    version TEXT NOT NULL, release TEXT NOT NULL, arch_id INTEGER NOT NULL);
  CREATE TABLE console_output (id INTEGER PRIMARY KEY, trans_id INTEGER, file_descriptor INTEGER NOT NULL, line TEXT NOT NULL);
  INSERT INTO pkg_name VALUES (1, 'probe'), (2, 'gone');
  INSERT INTO arch VALUES (1, 'x86_64');
  INSERT INTO item VALUES (1), (2), (3);
  INSERT INTO rpm VALUES (1, 1, 0, '1', '1.fc42', 1), (2, 1, 0, '2', '1.fc42', 1), (3, 2, 1, '7', '1.fc42', 1);
  INSERT INTO trans VALUES (1, 1000, 1010, '42', 4294967295, 'dnf5 upgrade', '', 2), (2, 2000, 2010, '42', 0, '', '', 3),
    (3, 3000, NULL, '42', 65534, 'dnf5 remove gone', '', 1);
  INSERT INTO trans_item VALUES (1, 1, 2, 2, 2, 2), (2, 1, 1, 6, 2, 2), (3, 2, 2, 4, 2, 3), (4, 3, 3, 5, 2, 1);
  INSERT INTO console_output VALUES (1, 2, 1, 'all is well'), (2, 2, 2, 'nothing is well');
`;

describe('a history', () => {
  let file: string;
  beforeEach(() => {
    file = `${temporaryFolder()}/transaction_history.sqlite`;
  });
  const make = (sql: string) => {
    const connection = connect(file, { readOnly: false });
    connection.exec(sql);
    connection.close();
  };

  it('of dnf 5 is read as that of dnf 4', async () => {
    make(dnf5Tables);
    const { transactions, problems } = await reading({ dnf5: file });
    expect(problems).toEqual([]);
    expect(transactions).toMatchObject([
      {
        identity: 'dnf5:1000:1',
        tool: 'dnf',
        manager: 'rpm',
        startedAt: '1970-01-01T00:16:40.000Z',
        endedAt: '1970-01-01T00:16:50.999Z',
        command: 'dnf5 upgrade',
        user: null,
        packages: [{ action: 'upgraded', name: 'probe', architecture: 'x86_64', from: '1-1.fc42', to: '2-1.fc42' }],
        fault: null,
      },
      {
        user: 'root',
        command: null,
        fault: 'nothing is well',
        packages: [{ action: 'reinstalled', name: 'probe', from: null, to: '2-1.fc42' }],
      },
      {
        user: 'nobody',
        command: 'dnf5 remove gone',
        packages: [{ action: 'removed', name: 'gone', from: '1:7-1.fc42', to: null }],
        fault: expect.stringContaining('interrupted'),
      },
    ]);
  });

  it.each([
    [
      'that is none',
      (path: string) => writeFile(path, 'no database at all, though it is long enough to be one'.repeat(50)),
    ],
    ['with tables of another form', () => Promise.resolve(make('CREATE TABLE trans (id TEXT)'))],
    ['with values of another form', () => Promise.resolve(make(dnf5Tables.replace("42', 65534", "42', 'x'")))],
  ])('%s is a problem that names it', async (_, prepare) => {
    await prepare(file);
    const { transactions, problems } = await reading({ dnf5: file });
    expect(transactions).toEqual([]);
    expect(problems).toMatchObject([{ type: 'Explanations', kind: 'unreadable', subject: file }]);
  });

  it('that this user may not read is a problem too', async () => {
    make(dnf5Tables);
    await chmod(dirname(file), 0o755);
    await chmod(file, 0);
    asNobody(file);
    const denied = { kind: 'unreadable', subject: file, advice: expect.stringContaining('the right to read') };
    expect((await reading({ dnf5: file })).problems).toMatchObject([denied]);
  });

  it('is read by a user who may write nothing beside it, and nothing is left there', async () => {
    make(`PRAGMA journal_mode = WAL; ${dnf5Tables}`);
    await chmod(dirname(file), 0o755);
    asNobody();
    expect((await reading({ dnf5: file })).transactions).toHaveLength(3);
    expect(await readdir(dirname(file))).toEqual([basename(file)]);
  });

  it('is read while dnf writes it', async () => {
    const writer = connect(file, { readOnly: false });
    writer.exec(`PRAGMA journal_mode = WAL; ${dnf5Tables}; BEGIN IMMEDIATE; DELETE FROM trans`);
    expect((await reading({ dnf5: file })).transactions).toHaveLength(3);
    writer.exec('COMMIT');
    expect(await reading({ dnf5: file })).toEqual({ transactions: [], problems: [] });
    writer.close();
  });

  it('that is not there is nothing to tell', async () => {
    await rm(file, { force: true });
    expect(await reading({ dnf5: file })).toEqual({ transactions: [], problems: [] });
  });
});
