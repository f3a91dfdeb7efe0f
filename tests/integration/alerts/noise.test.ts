import { describe, expect, it } from 'vitest';
import { noiseHandlers } from '../../../electron/engine/alerts/noise/handlers.ts';
import type { NewAlert } from '../../../electron/engine/store/alerts.ts';
import type { WriteStore } from '../../../electron/engine/store/interface.ts';
import { alertRuleSchema } from '../../../electron/shared/model/alert-rule.ts';
import type { Change, NewChange } from '../../../electron/shared/model/change.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { trackingFiles } from '../../support/settings.ts';
import { testStore } from '../../support/store.ts';
import { change, fileItem, saving } from '../../support/store-samples.ts';
import { workplace } from '../cli/support.ts';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();

const file = (key: string, days = 1): NewChange => change(fileItem(key), 0, { noticedAt: ago(days), since: ago(days) });
const times = (count: number, key: (n: number) => string, days = 1) =>
  Array.from({ length: count }, (_, n) => file(key(n), days));
const thing = (type: 'Software' | 'Daemons', key: string, name: string): NewChange =>
  change({ type, key, name, fields: { version: '1' } }, 0, { noticedAt: ago(1), since: ago(1) });

function save(store: WriteStore, changes: readonly NewChange[]): readonly Change[] {
  return [...new Set(changes.map(({ type }) => type))].flatMap(
    (type) => store.save(saving(0, { type, changes: changes.filter((each) => each.type === type) })).changes,
  );
}

/** Fires a rule once for each of these groups of changes. */
function fire(store: WriteStore, ruleId: string, groups: readonly (readonly Change[])[], part: Partial<NewAlert> = {}) {
  const fired = groups.map(
    (changes): NewAlert => ({
      ruleId,
      rule: `Rule ${ruleId}`,
      severity: 'warning',
      why: '',
      evaluation: 'change',
      firedAt: changes[0]?.noticedAt ?? ago(1),
      summary: 's',
      count: changes.length,
      rows: [],
      changeIds: changes.map(({ id }) => id),
      actions: [],
      muted: false,
      ...part,
    }),
  );
  store.saveEvaluations([{ ruleId, condition: 'c', upTo: 1, fired }]);
}

const handlers = (store: WriteStore, settings: Settings = trackingFiles([])) => noiseHandlers(store, () => settings);
const alone = (changes: readonly Change[]) => changes.map((each) => [each]);

describe('the noise report', () => {
  it('names what made most of the changes, with its share, and what they fired', async () => {
    const { store } = testStore();
    save(
      store,
      times(500, (n) => `/old/${n}`, 40),
    );
    const cache = save(
      store,
      times(60, (n) => `/srv/app/cache/${n}`),
    );
    const log = save(
      store,
      times(30, () => '/var/log/app.log', 2),
    );
    save(store, [
      ...Array.from({ length: 6 }, () => thing('Software', 'dpkg:htop:amd64', 'htop')),
      ...Array.from({ length: 3 }, () => thing('Daemons', 'systemd:flap.service', 'flap.service')),
      file('/etc/hosts'),
    ]);
    fire(store, 'a', alone(cache.slice(0, 8)));
    fire(store, 'b', [log.slice(0, 5), [...log.slice(0, 2), ...cache.slice(0, 2)]], { severity: 'critical' });

    const report = await handlers(store)['noise.report']({ days: 30 });
    expect(report).toMatchObject({ changes: 100, alerts: 10 });
    expect(report.sources).toMatchObject([
      {
        kind: 'folder',
        subject: '/srv/app/cache',
        label: '/srv/app/cache',
        type: 'Files',
        changes: 60,
        alerts: 9,
        share: 0.6,
      },
      { kind: 'path', subject: '/var/log/app.log', changes: 30, alerts: 2, share: 0.3 },
      { kind: 'package', subject: 'dpkg:htop:amd64', label: 'htop', type: 'Software', changes: 6, alerts: 0 },
      { kind: 'daemon', subject: 'systemd:flap.service', label: 'flap.service', changes: 3 },
      { kind: 'other', subject: '', label: 'Everything else', type: null, changes: 1 },
      { kind: 'rule', subject: 'a', label: 'Rule a', changes: 8, alerts: 8, share: 0.8 },
      { kind: 'rule', subject: 'b', changes: 9, alerts: 2, share: 0.2 },
    ]);
    expect(report.sources[1]?.lastAt).toBe(log.at(-1)?.noticedAt);
  });

  it('looks back as far as it is asked to', async () => {
    const { store } = testStore();
    save(
      store,
      times(5, () => '/a/b/c/d', 20),
    );
    save(
      store,
      times(4, () => '/e/f', 2),
    );
    const changes = async (days: number) => (await handlers(store)['noise.report']({ days })).changes;
    expect(await changes(1)).toBe(0);
    expect(await changes(3)).toBe(4);
    expect(await changes(30)).toBe(9);
  });

  it('is empty where nothing happened', async () => {
    const { store } = testStore();
    expect(await handlers(store)['noise.report']({ days: 30 })).toMatchObject({ changes: 0, alerts: 0, sources: [] });
  });

  it('takes names as they are, whatever they hold', async () => {
    const { store } = testStore();
    const odd = '/srv/app/it\'s "100%" \\ \u202e_*';
    save(
      store,
      times(5, () => `${odd}/x`),
    );
    save(
      store,
      times(2, () => `${odd}z/x`),
    );
    const { sources } = await handlers(store)['noise.report']({ days: 30 });
    expect(sources[0]).toMatchObject({ subject: `${odd}/x`, changes: 5 });
    const source = { kind: 'folder', subject: odd, type: 'Files' } as const;
    expect(await handlers(store)['noise.try']({ source, days: 30 })).toMatchObject({ changes: 5 });
  });
});

describe('what ignoring something would have hidden', () => {
  it('counts its changes, and the alerts that nothing else fired, critical ones too', async () => {
    const { store } = testStore();
    const inside = save(
      store,
      times(25, (n) => `/srv/app/cache/${n}`),
    );
    const beside = save(store, [...times(3, (n) => `/srv/app/cache-not/${n}`), file('/srv/app/cache')]);
    fire(store, 'a', alone(inside.slice(0, 3)));
    fire(store, 'b', [inside.slice(0, 2)], { severity: 'critical' });
    fire(store, 'b', [[...inside.slice(0, 1), ...beside.slice(0, 1)]], { severity: 'critical' });
    fire(store, 'state', [[]], { evaluation: 'state' });
    const settings = trackingFiles([{ path: '/srv/app', name: 'The app', pathType: 'directory', recursion: true }]);

    const source = { kind: 'folder', subject: '/srv/app/cache', type: 'Files' } as const;
    const trial = await handlers(store, settings)['noise.try']({ source, days: 30 });
    expect(trial).toMatchObject({ changes: 26, alerts: 4, critical: 1 });
    expect(trial.sample).toHaveLength(20);
    expect(trial.sample[0]).toMatchObject({ key: '/srv/app/cache', lines: null });
    expect(trial.sampleAlerts.map(({ ruleId }) => ruleId)).toEqual(['b', 'a', 'a', 'a']);
    expect(trial.advice).toBe('Add /srv/app/cache to the excludes of ‘The app’.');
  });

  it('is of a rule its alerts, and no change', async () => {
    const { store } = testStore();
    const changes = save(
      store,
      times(5, () => '/etc/hosts'),
    );
    fire(store, 'a', alone(changes));
    fire(store, 'b', alone(changes), { severity: 'critical' });
    const when = { kind: 'simple' };
    const rules = [alertRuleSchema.parse({ id: 'b', name: 'Hosts', when })];
    const settings = { ...trackingFiles([]), alerts: { rules, actions: [] } };
    const source = { kind: 'rule', subject: 'b', type: null } as const;
    const trial = await handlers(store, settings)['noise.try']({ source, days: 30 });
    expect(trial).toMatchObject({ changes: 0, alerts: 5, critical: 5, sample: [] });
    expect(trial.advice).toContain('Of the rule ‘Hosts’: add what it fires on too often to its exceptions');
  });

  it('is refused for what is many small things', async () => {
    const { store } = testStore();
    const source = { kind: 'other', subject: '', type: null } as const;
    await expect(handlers(store)['noise.try']({ source, days: 30 })).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('tidemark noise', () => {
  it('prints the report, and what ignoring a part of it would have hidden', async () => {
    const { data, ok, refused } = workplace();
    const { store } = testStore(data);
    const log = save(
      store,
      times(30, () => '/var/log/app.log'),
    );
    save(
      store,
      times(10, (n) => `/srv/app/cache/${n}`),
    );
    fire(store, 'a', alone(log.slice(0, 2)), { severity: 'critical' });
    store.close();

    expect((await ok('noise')).split('\n')).toEqual([
      '40 changes and 2 alerts in 30 days.',
      '75 %  30 changes, 2 alerts  path    /var/log/app.log',
      '25 %  10 changes            folder  /srv/app/cache',
      'Alerts by rule:',
      '100 %  2 alerts  rule  Rule a',
      '',
    ]);
    expect(JSON.parse(await ok('noise', '--days', '7', '--json'))).toMatchObject({ changes: 40, alerts: 2 });
    const tried = await ok('noise', 'try', '/var/log/app.log', '--days', '7');
    expect(tried).toContain('In 7 days this would have hidden 30 changes and 2 alerts, 2 of them critical.\n');
    expect(tried).toContain('critical  Rule a: s\n');
    expect(JSON.parse(await ok('noise', 'try', '/srv/app', '--json'))).toMatchObject({ changes: 10, alerts: 0 });
    expect(await refused(2, 'noise', 'try', 'nothing of that name')).toContain('Nothing made noise');
    expect(await refused(2, 'noise', '--days', '0')).toContain('whole number');
  });
});
