import { describe, expect, it } from 'vitest';
import { tryRule } from '../../../electron/engine/alerts/try/try-rule.ts';
import type { KqlService } from '../../../electron/engine/query/kql/service.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import { kql, simple } from '../../support/alerts.ts';
import { testKql } from '../../support/kql-process.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, observed, saving } from '../../support/store-samples.ts';

const now = new Date(at(59));

/** A store in which `marker` came, went, and came again, beside other files, a collection a minute. */
function past() {
  const { store, dataDir } = testStore();
  const marker = fileItem('/srv/marker');
  const other = (n: number) => fileItem(`/srv/other-${n}`);
  store.save(saving(1, { baselines: ['srv'], upserts: observed(fileItem('/srv/first')) }));
  const added = (minutes: number) => {
    const changes = [change(marker, minutes, { category: 'Added', before: null }), change(other(1), minutes)];
    store.save(saving(minutes, { changes, upserts: observed(marker, other(1)) }));
  };
  const removed = (minutes: number) => {
    const gone = change(marker, minutes, { category: 'Removed', before: marker.fields, after: null });
    store.save(saving(minutes, { changes: [gone], deletes: [marker.key] }));
  };
  added(10);
  store.save(
    saving(15, { changes: [change(other(2), 15), change(other(3), 15)], upserts: observed(other(2), other(3)) }),
  );
  removed(20);
  added(30);
  return { store, dataDir };
}

const others = simple('others', { things: ['/srv/other-*'] });
const untouched: Pick<KqlService, 'check' | 'evaluate'> = {
  check: () => Promise.reject(new Error('A rule of the simple form asks no query.')),
  evaluate: () => Promise.reject(new Error('A rule of the simple form asks no query.')),
};

describe('trying a rule of the simple form on the past', () => {
  it('groups what was found together', async () => {
    const { store } = past();
    const trial = await tryRule({ store, kql: untouched, now }, { rule: others, days: 30 });
    expect(trial).toMatchObject({ fired: 3, limits: null, since: at(1) });
    expect(trial.firings.map((each) => [each.at, each.until, each.count, each.changeIds])).toEqual([
      [at(30), null, 1, [7]],
      [at(15), null, 2, [3, 4]],
      [at(10), null, 1, [2]],
    ]);
    expect(trial.firings[1]?.summary).toBe('2 changes: other-2 and other-3');
  });

  it('of nothing that was recorded finds nothing', async () => {
    const { store } = testStore();
    const trial = await tryRule({ store, kql: untouched, now }, { rule: simple('any'), days: 30 });
    expect(trial).toEqual({ fired: 0, firings: [], since: at(59), limits: null });
  });
});

// One service for all of them: each would wait for a parser of its own.
it('trying a rule in KQL on the past', { timeout: 60_000 }, async () => {
  const { store, dataDir } = past();
  const service = testKql(dataDir);
  const tried = (rule: AlertRule) => tryRule({ store, kql: service, now }, { rule, days: 30 });

  // About changes, it says the same as one of the simple form.
  const query = 'ConfigurationChange | where FileSystemPath startswith "/srv/other-" | project Name';
  expect(await tried(kql('others', query))).toEqual(await tried(others));

  // About a state, it tells when that began and ended.
  const there = 'ConfigurationData | where FileSystemPath == "/srv/marker" | project FileSystemPath';
  const trial = await tried(kql('there', there));
  expect(trial).toMatchObject({ fired: 2, limits: null });
  expect(trial.firings.map((each) => [each.at, each.until, each.count])).toEqual([
    [at(30), null, 1],
    [at(10), at(20), 1],
  ]);
  expect(trial.firings[0]?.summary).toBe('FileSystemPath /srv/marker');

  // It says what it does not know.
  const timed = 'ConfigurationData | where FileSystemPath == "/srv/marker" and TimeGenerated > ago(1h)';
  expect((await tried(kql('timed', timed))).limits).toMatch(/^What begins or ends by the passing of time/);
  await expect(tried(kql('broken', 'ConfigurationChange | where Nope'))).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('Nope'),
  });

  // Of a past of many moments, the newest are asked, and that is said.
  const grows = '/srv/grows';
  const second = (n: number) => new Date(Date.parse(at(40)) + n * 1000).toISOString();
  for (let n = 1; n <= 320; n += 1) {
    const item = fileItem(grows, { size: n });
    const changed = change(item, 0, { noticedAt: second(n), since: second(n - 1), before: { size: n - 1 } });
    store.save({ ...saving(0, { changes: [changed], upserts: observed(item) }), at: second(n) });
  }
  const large = await tried(kql('large', `ConfigurationData | where FileSystemPath == "${grows}" and Size > 310`));
  expect(large.limits).toMatch(/^Only the last \d+ of 325 moments were looked at, since 2026/);
  expect(large.firings.map((each) => [each.at, each.until])).toEqual([[second(311), null]]);
});
