import { describe, expect, test } from 'vitest';
import type { WriteStore } from '../../../../electron/engine/store/interface.ts';
import { testEngine } from '../../../support/engine.ts';
import { kqlProcesses, startKql, testKql } from '../../../support/kql-process.ts';
import { trackingFiles } from '../../../support/settings.ts';
import { testStore } from '../../../support/store.ts';
import { change, fileItem, observed, saving } from '../../../support/store-samples.ts';

/** Saves so many changed files, each with the size of its number. */
function save(store: WriteStore, count: number, minutes = 1): void {
  const items = Array.from({ length: count }, (_, at) => fileItem(`/etc/${minutes}/${at}`, { size: at }));
  store.save(saving(minutes, { changes: items.map((item) => change(item, minutes)), upserts: observed(...items) }));
}

/** Every row with every other, three times over: so many that no machine comes to an end. */
const longQuestion = `let T = ConfigurationChange | extend k = 1 | project k, Size;
T | join kind=inner T on k | join kind=inner T on k | summarize sum(Size)`;

describe('a question', () => {
  test('is answered with columns, rows and what was read otherwise', async () => {
    const { store, dataDir } = testStore();
    save(store, 3);
    const text =
      'ConfigurationChange | where FileSystemPath !contains "c:\\windows" | project Name, Size | sort by Size asc';
    const answer = await testKql(dataDir).run({ text });
    expect(answer).toMatchObject({
      columns: [
        { name: 'Name', type: 'string' },
        { name: 'Size', type: 'long' },
      ],
      rows: [
        ['0', 0],
        ['1', 1],
        ['2', 2],
      ],
      cut: false,
      chart: null,
      notices: [{ severity: 'notice', start: text.indexOf('"c:') }],
      mended: text.replace('"c:', '@"c:'),
    });
  });

  test('sees what another connection has committed meanwhile', async () => {
    const { store, dataDir } = testStore();
    const kql = testKql(dataDir);
    const count = async () => (await kql.run({ text: 'ConfigurationChange | count' })).rows;
    save(store, 3, 1);
    expect(await count()).toEqual([[3]]);
    save(store, 2, 2);
    expect(await count()).toEqual([[5]]);
  });

  test('that can’t run fails with its first fault and the place', async () => {
    const kql = testKql(testStore().dataDir);
    await expect(kql.run({ text: 'ConfigurationChange\n| where Siz > 3' })).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/line 2, column 9: The name 'Siz'/),
    });
  });

  test('that takes long keeps neither checks nor rules waiting, and ends at its limit', async () => {
    const { store, dataDir } = testStore();
    save(store, 2000);
    const kql = testKql(dataDir);
    const rule = 'ConfigurationChange | where Size < 3';
    // Every process runs, and the parser has been read
    await Promise.all([kql.run({ text: 'print 1' }), kql.evaluate({ text: rule, strict: false })]);
    let ended = false;
    const long = kql.run({ text: longQuestion, timeLimit: 3000 }).catch((error: unknown) => error);
    void long.then(() => {
      ended = true;
    });
    const check = await kql.check({ text: 'ConfigurationChange | take 5', strict: false });
    expect(check).toEqual({ diagnostics: [], mended: null, evaluation: 'change' });
    expect((await kql.complete({ text: 'Conf', strict: false, position: 4 })).items).not.toHaveLength(0);
    expect(await kql.evaluate({ text: rule, strict: false, changes: { after: 0, upTo: 100_000 } })).toMatchObject({
      count: 3,
      changeIds: { length: 3 },
    });
    expect(ended).toBe(false);
    expect(await long).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/longer than/) });
  });

  test('makes way for a later one, and can be ended', async () => {
    const { store, dataDir } = testStore();
    save(store, 2000);
    const kql = testKql(dataDir);
    const first = kql.run({ text: longQuestion }).catch((error: unknown) => error);
    expect(await kql.run({ text: 'print 1' })).toMatchObject({ rows: [[1]] });
    expect(await first).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/later query/) });
    const second = kql.run({ text: longQuestion }).catch((error: unknown) => error);
    kql.cancel();
    expect(await second).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/was ended/) });
  });
});

describe('a rule’s query', () => {
  test('is asked of changes alone that came after the last look, without the parser', async () => {
    const { store, dataDir } = testStore();
    let started = 0;
    const kql = testKql(dataDir, () => {
      started += 1;
      return startKql();
    });
    const look = (after: number, upTo: number) =>
      kql.evaluate({ text: 'ConfigurationChange | where Size >= 1', strict: false, changes: { after, upTo } });
    save(store, 3, 1);
    expect(await look(0, 3)).toMatchObject({ count: 2, changeIds: [3, 2], rows: [{ Size: 2 }, { Size: 1 }] });
    save(store, 3, 2);
    expect(await look(3, 6)).toMatchObject({ count: 2, changeIds: [6, 5] });
    expect(await look(3, 5)).toMatchObject({ count: 1, changeIds: [5] });
    // One for the text and one for the rule: the text was read once
    expect(started).toBe(2);
  });

  test('about a state says how many rows there are, and the first twenty', async () => {
    const { store, dataDir } = testStore();
    save(store, 1500);
    const found = await testKql(dataDir).evaluate({ text: 'ConfigurationData | where Size >= 100', strict: false });
    expect(found).toMatchObject({ count: 1400, changeIds: [], rows: { length: 20 } });
  });

  test('that can’t run fails each time, and the parser is not woken for it again', async () => {
    const kql = testKql(testStore().dataDir);
    const look = () => kql.evaluate({ text: 'Nothing | take 3', strict: false }).catch((error: unknown) => error);
    expect(await look()).toMatchObject({ kind: 'invalid' });
    for (const pid of kqlProcesses()) process.kill(pid, 'SIGKILL');
    expect(await look()).toMatchObject({ kind: 'invalid' });
    expect(kqlProcesses()).toEqual([]);
  });
});

test('the engine answers the requests, and its processes end with it', async () => {
  const { engine } = await testEngine({ settings: trackingFiles([]), mode: 'once' });
  expect(await engine.request('query.check', { text: 'print 1' })).toMatchObject({ diagnostics: [], mended: null });
  expect(await engine.request('query.run', { text: 'print a = 1' })).toMatchObject({ rows: [[1]], cut: false });
  expect((await engine.request('query.complete', { text: 'Conf', position: 4 })).items).not.toHaveLength(0);
  expect(await engine.request('query.cancel', {})).toBeNull();
  await expect(engine.request('query.run', { text: 'print 1', rows: 0 })).rejects.toThrow();
  await engine.close();
  await expect.poll(() => kqlProcesses()).toEqual([]);
});
