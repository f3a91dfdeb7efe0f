import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptySettings } from '../../../electron/shared/model/settings.ts';
import { formatSettings } from '../../../electron/shared/model/settings-migrations.ts';
import { builtCli, ended } from '../../support/cli.ts';
import { testStore } from '../../support/store.ts';
import { change, fileItem, observed, saving } from '../../support/store-samples.ts';
import { rows, workplace } from './support.ts';

/** A workplace whose store holds three changed files, and is held open by its owner as by a Tidemark that runs. */
function filled() {
  const place = workplace();
  const { store } = testStore(place.data);
  const items = ['a', 'b,"b"', 'c\u001b[31m'].map((name, at) => fileItem(`/etc/${name}`, { size: at }));
  store.save(saving(1, { changes: items.map((item) => change(item, 1)), upserts: observed(...items) }));
  return place;
}

const sizes = 'ConfigurationChange | project Name, Size | sort by Size asc';

describe('query, beside a Tidemark that holds the store', () => {
  it('answers with a table, JSON or CSV', async () => {
    const { ok } = filled();
    expect(await ok('query', sizes)).toBe('Name       Size\na          0\nb,"b"      1\nc\\x1b[31m  2\n');
    expect(rows(await ok('query', '--json', `${sizes} | extend l = pack_array(Size)`))).toEqual([
      { Name: 'a', Size: 0, l: [0] },
      { Name: 'b,"b"', Size: 1, l: [1] },
      { Name: 'c\u001b[31m', Size: 2, l: [2] },
    ]);
    expect(await ok('query', '--csv', `${sizes} | take 2`)).toBe('Name,Size\r\na,0\r\n"b,""b""",1\r\n');
  });

  it('takes its text from a file, from standard input, or from what is saved', async () => {
    const { ok, run, data, things, settingsFile } = filled();
    writeFileSync(join(things, 'q.kql'), 'ConfigurationChange\r\n| count\r\n');
    expect(await ok('query', '--file', 'q.kql')).toBe('Count\n3\n');

    const piped = spawn(process.execPath, [await builtCli(), 'query', '-', '--csv', '--data', data]);
    piped.stdin.end('ConfigurationChange | count');
    expect(await ended(piped)).toMatchObject({ status: 0, stdout: 'Count\r\n3\r\n', stderr: '' });

    const mine = { id: 'mine', name: 'My own', text: 'print 7' };
    writeFileSync(settingsFile, formatSettings({ ...emptySettings(), queries: [mine] }));
    expect(await ok('query', '--saved', 'my OWN', '--csv')).toBe('print_0\r\n7\r\n');
    expect(await ok('query', '--saved', 'noisiest-paths', '--json')).toMatch(/^\[/);
    const list = await ok('query', '--list');
    expect(list).toMatch(/^mine +My own\n/);
    expect(list).toMatch(/^azure-ssh-not-running +The ssh daemon does not run +\S/m);
    expect(await run('query', '--saved', 'nothing')).toMatchObject({
      status: 1,
      stderr: "tidemark: There is no query 'nothing'. 'tidemark query --list' names them all.\n",
    });
  });

  it('shows where a fault is, and what was read otherwise', async () => {
    const { run } = filled();
    expect(await run('query', 'ConfigurationChange\n| where Siz > 3')).toEqual({
      status: 1,
      signal: null,
      stdout: '',
      stderr: [
        "tidemark: 2:9: The name 'Siz' does not refer to any known column, table, variable or function.",
        '  | where Siz > 3',
        '          ^^^',
        '',
      ].join('\n'),
    });
    const path = 'ConfigurationChange | where FileSystemPath startswith "c:\\windows" | count';
    const mended = await run('query', path);
    expect(mended).toMatchObject({ status: 0, stdout: 'Count\n0\n' });
    expect(mended.stderr).toMatch(
      /^tidemark: 1:55: .*verbatim.*\nIt was read as:\n.* startswith @"c:\\windows" \| count\n$/,
    );
    expect(await run('query', path, '--strict')).toMatchObject({ status: 1, stdout: '' });
  });

  it('says that rows were cut off, and gives up at its time limit', async () => {
    const { run } = filled();
    expect(await run('query', sizes, '--limit', '2', '--csv')).toMatchObject({
      status: 0,
      stdout: 'Name,Size\r\na,0\r\n"b,""b""",1\r\n',
      stderr: 'The first 2 rows: there are more; --limit N shows more.\n',
    });
    const long = 'range a from 1 to 1000000000000 step 1 | summarize sum(a)';
    const late = await run('query', long, '--time-limit', '1');
    expect(late).toMatchObject({ status: 1, stdout: '' });
    expect(late.stderr).toMatch(/^tidemark: The query took longer than 1 second and was given up\. .*\n$/);
  });

  it('is used wrongly without exactly one query, and with limits that are none', async () => {
    const { refused } = filled();
    for (const argv of [[], ['print 1', '--saved', 'x'], ['print 1', '--list'], ['--file', 'a', '--saved', 'b']]) {
      expect(await refused(2, 'query', ...argv), argv.join(' ')).toMatch(/query/);
    }
    expect(await refused(2, 'query', 'print 1', '--limit', '500001')).toMatch(/up to 500,000/);
    expect(await refused(2, 'query', 'print 1', '--time-limit', '0')).toMatch(/from 1 on/);
    expect(await refused(1, 'query', '--file', 'absent')).toMatch(/can’t be read: .*absent/);
  });
});

it('query says so where nothing is recorded yet', async () => {
  expect(await workplace().refused(1, 'query', 'ConfigurationChange')).toMatch(/Nothing is stored yet/);
});
