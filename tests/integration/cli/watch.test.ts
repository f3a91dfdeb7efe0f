import { appendFileSync, existsSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fieldDefinitions } from '../../../electron/shared/model/fields.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { changeColumns } from '../../../electron/shared/model/table-columns.ts';
import { startWatch } from '../../support/watching.ts';
import { type Row, rows, workplace } from './support.ts';

async function tracking() {
  const place = workplace();
  const file = join(place.things, 'notes.txt');
  writeFileSync(file, 'one\ntwo\n');
  await place.ok('settings', 'init', '--empty');
  await place.ok('track', 'files', 'notes.txt');
  return { ...place, file };
}

it('watch tells a change of a tracked file as a row, and all other commands know it', async () => {
  const { data, file, ok, refused } = await tracking();
  const watching = await startWatch(['--data', data, '--json']);
  await watching.event('ready');
  const baseline = new Date().toISOString();
  appendFileSync(file, 'three\n');
  const told = await watching.change((each) => each.FileSystemPath === file);
  expect(Object.keys(told)).toEqual(changeColumns.map(({ name }) => name));
  expect(told).toMatchObject({
    ConfigChangeType: 'Files',
    ChangeCategory: 'Modified',
    PreviousSize: 8,
    Size: 14,
  });
  expect(String(told.FieldsChanged).split(',')).toEqual(expect.arrayContaining(['Size', 'FileContentChecksum']));
  const id = String(told.ChangeId);
  // Nothing was known of it when it was told; shortly after it is known that no package explains it.
  expect(told.Verdict).toBe('pending');
  const { changes } = await watching.event('explained', ({ upTo }) => Number(upTo) >= Number(id));
  expect(changes).toMatchObject([{ ChangeId: told.ChangeId, explanation: { verdict: 'unexplained' } }]);
  // Who wrote is told where the machine lets it be seen, and is this very process.
  const writer = `${realpathSync(process.execPath)} (${userInfo().username})`;
  const row: Row = { ...told, Verdict: 'unexplained', ChangedBy: expect.toBeOneOf(['', writer]) };

  // Beside the one that runs: reading works, a second owner is refused with the first one named.
  expect(rows(await ok('changes', '--json'))).toEqual([row]);
  expect(await ok('changes')).toMatch(new RegExp(`~ Files +${file} +1 line added +#${id}\\n$`));
  expect(await ok('changes', '--csv')).toMatch(new RegExp(`^Acls,Attributes,.*\\r\\n.*,${file},.*\\r\\n$`));
  expect(rows(await ok('changes', '--json', '--type', 'Software'))).toEqual([]);
  expect(rows(await ok('changes', '--json', '--since', '1h', '--limit', '1'))).toEqual([row]);
  expect(rows(await ok('changes', '--json', '--until', '1h'))).toEqual([]);
  expect(JSON.parse(await ok('show', id, '--json'))).toEqual(row);
  expect(await ok('show', id)).toMatch(/Modified .*notes\.txt: 1 line added\n(?:.*\n)*~ {2}Size +8 B → 14 B/);
  const whole = await ok('show', id);
  // What only Windows has; and the checksum is SHA-256 already.
  const elsewhere = new Set(['attributes', 'otherAttributes', 'streams', 'contentHash']);
  for (const ofProgram of ['fileVersion', 'productVersion', 'company', 'signer']) elsewhere.add(ofProgram);
  for (const { name, label } of fieldDefinitions.Files) {
    if (!elsewhere.has(name)) expect(whole).toMatch(new RegExp(`^[~ ] +${label} `, 'm'));
  }
  expect(whole).toMatch(/^~ {2}Checksum +SHA-256 [0-9a-f]{64} → SHA-256 [0-9a-f]{64}$/m);
  expect(await ok('diff', id)).toMatch(
    new RegExp(`^--- ${file}\\t.*\\n\\+\\+\\+ ${file}\\t.*\\n@@ -1,2 \\+1,3 @@\\n one\\n two\\n\\+three\\n$`),
  );
  expect(rows(await ok('inventory', 'files', '--json'))).toMatchObject([{ FileSystemPath: file, Size: 14 }]);
  expect(rows(await ok('inventory', 'Files', '--json', '--at', baseline))).toMatchObject([{ Size: 8 }]);
  expect(await ok('inventory', 'Files')).toMatch(new RegExp(`^${file} +14 B, 0644, \\S+:\\S+, [-\\d]+ [:\\d]+\\n$`));
  expect(rows(await ok('compare', '1h', 'now', '--json'))).toMatchObject([{ ChangeId: row.ChangeId }]);
  const status = JSON.parse(await ok('status', '--json'));
  expect(status).toMatchObject({ state: 'tracking', engine: { pid: watching.child.pid }, problems: [] });
  expect(status.types).toContainEqual(expect.objectContaining({ type: 'Files', enabled: true, items: 1 }));
  expect(await ok('status')).toMatch(new RegExp(`^Process ${watching.child.pid} tracks since`));
  expect(await ok('verify')).toMatch(/^1 change and \d+ kept contents were checked/);
  for (const command of ['watch', 'collect']) {
    expect(await refused(1, command)).toMatch(new RegExp(`\\b${watching.child.pid}\\b.*tidemark watch`));
  }

  const { status: end, signal, stderr } = await watching.end();
  expect({ end, signal, stderr }).toEqual({ end: 0, signal: null, stderr: '' });
  expect(JSON.parse(await ok('status', '--json'))).toMatchObject({ state: 'stopped', engine: null });
  expect(await ok('status')).toMatch(/^Nothing tracks\./);
  // Some twenty processes, one after the other.
}, 120_000);

it('watch tells a person one line a change, without obeying what a name holds', async () => {
  const { data, things, ok } = await tracking();
  await ok('track', 'files', '.');
  const watching = await startWatch(['--data', data]);
  await watching.line('being ready', (line) => line.startsWith('Ready: Files'));
  const evil = join(things, 'red\u001b[31m\nline');
  writeFileSync(evil, 'x');
  const line = await watching.line('the change', (each) => each.includes('red'));
  expect(line).toMatch(/^\d\d:\d\d:\d\d {2}\+ Files {5}\/.*\/red\\x1b\[31m\\nline {2}New file, 1 B {2}#\d+$/);
  expect((await watching.end('SIGINT')).status).toBe(0);
});

it('watch takes edits of the settings at once, and keeps the last good ones over a broken edit', async () => {
  const { data, things, settingsFile, ok } = await tracking();
  const watching = await startWatch(['--data', data, '--json']);
  await watching.event('ready');
  const other = join(things, 'other.txt');
  writeFileSync(other, 'a\n');
  const baselines = () => watching.lines.filter((line) => line.includes('"baseline":true')).length;
  const before = baselines();
  await ok('track', 'files', 'other.txt');
  await watching.line('the new baseline', () => baselines() > before);
  appendFileSync(other, 'b\n');
  await watching.change((row) => row.FileSystemPath === other);

  const good = readFileSync(settingsFile, 'utf8');
  writeFileSync(settingsFile, '{ "tracking": ');
  const told = await watching.line('the fault', (line) => line.includes('settings.json'), watching.errors);
  expect(told).toMatch(/^tidemark: .*settings\.json can't be used: line 1, column 15: .*settings check/);
  appendFileSync(other, 'c\n');
  await watching.change((row) => row.FileSystemPath === other && row.Size === 6);

  // As many editors save: a new file in the old one's place.
  const settings = settingsSchema.parse(JSON.parse(good));
  const files = settings.tracking.files.filter((item) => item.path !== other);
  const seen = watching.lines.length;
  writeFileSync(`${settingsFile}~`, JSON.stringify({ ...settings, tracking: { ...settings.tracking, files } }));
  renameSync(`${settingsFile}~`, settingsFile);
  await watching.line(
    'a collection with the new settings',
    (line) => watching.lines.indexOf(line) >= seen && line.includes('"collection"'),
  );
  expect(rows(await ok('inventory', 'Files', '--json')).map((row) => row.FileSystemPath)).not.toContain(other);
  expect((await watching.end()).status).toBe(0);
});

it('watch without settings begins with the recommended set and writes it', async () => {
  const { data, settingsFile } = workplace();
  const watching = await startWatch(['--data', data]);
  await watching.line('its first line', (line) => line.includes('the recommended set begins'));
  await watching.line('a baseline', (line) => line.includes('baseline of'));
  await expect.poll(() => existsSync(settingsFile)).toBe(true);
  expect(settingsSchema.parse(JSON.parse(readFileSync(settingsFile, 'utf8'))).tracking.files.length).toBeGreaterThan(
    20,
  );
  expect((await watching.end()).status).toBe(0);
});

it('watch ends quietly when nobody reads it any more', async () => {
  const { data, file } = await tracking();
  const watching = await startWatch(['--data', data, '--json']);
  await watching.event('ready');
  watching.child.stdout?.destroy();
  appendFileSync(file, 'three\n');
  expect(await watching.done).toMatchObject({ status: 0, signal: null, stderr: '' });
});
