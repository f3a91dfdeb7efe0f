import { describe, expect, test } from 'vitest';
import { type Settings, settingsSchema } from '../../../../electron/shared/model/settings.ts';
import { columnsOf, keyedRows } from '../../../../renderer/features/alerts/columns.ts';
import { daysOf } from '../../../../renderer/features/alerts/entries.ts';
import { remediesOf } from '../../../../renderer/features/alerts/remedies.ts';
import { alertQuery, firstView, isNarrowed } from '../../../../renderer/features/alerts/view.ts';
import { amountWords, hiddenWords, noiseHalves, shareWords } from '../../../../renderer/words/noise.ts';
import { ago, alert, now, rule, source } from './samples.ts';

const file = (id: string, path: string, part: object = {}) => ({ id, name: id, path, pathType: 'directory', ...part });
const settingsOf = (part: object): Settings => settingsSchema.parse(part);

describe('the report of noise', () => {
  test('tells things and rules apart, the largest first, and what can’t be named last', () => {
    const { things, rules } = noiseHalves([
      source({ subject: 'small', share: 0.1 }),
      source({ kind: 'other', subject: '', share: 0.6 }),
      source({ kind: 'rule', subject: 'r', share: 0.9 }),
      source({ subject: 'large', share: 0.3 }),
    ]);
    expect(things.map(({ subject }) => subject)).toEqual(['large', 'small', '']);
    expect(rules.map(({ subject }) => subject)).toEqual(['r']);
  });

  test('says shares and amounts as people do', () => {
    expect([0, 0.004, 0.01, 0.376, 1].map(shareWords)).toEqual(['0 %', 'under 1 %', '1 %', '38 %', '100 %']);
    expect(amountWords(source({ changes: 1200, alerts: 1 }))).toBe('1,200 changes, 1 alert');
    expect(amountWords(source({ kind: 'rule', changes: 9, alerts: 4 }))).toBe('4 alerts');
    expect(hiddenWords({ changes: 312, alerts: 4 })).toBe('312 changes and 4 alerts');
    expect(hiddenWords({ changes: 0, alerts: 0 })).toBe('nothing');
  });
});

describe('ways to ignore a source', () => {
  /** Each remedy's label, having proved that taking it back leaves the settings as they were. */
  const labels = (noise: Parameters<typeof remediesOf>[0], settings: Settings, ruleIds: readonly string[] = []) =>
    remediesOf(noise, { ruleIds }, settings).map(({ label, apply, undo }) => {
      expect(apply(settings)).not.toEqual(settings);
      expect(undo(apply(settings))).toEqual(settings);
      expect(settingsSchema.safeParse(apply(settings)).success).toBe(true);
      return label;
    });

  test('a path is left out of what holds it', () => {
    const settings = settingsOf({
      tracking: {
        files: [
          file('etc', '/etc', { recursion: true }),
          file('etcetera', '/etcetera'),
          file('off', '/etc', { enabled: false }),
          file('wild', '/e*'),
        ],
      },
    });
    expect(labels(source(), settings)).toEqual(['Leave it out of ‘etc’']);
    const [remedy] = remediesOf(source({ subject: '/etc/a[1]*' }), { ruleIds: [] }, settings);
    expect(remedy?.apply(settings).tracking.files[0]?.excludes).toEqual(['/etc/a\\[1]\\*']);
  });

  test('what is tracked itself, or lies in a folder that makes noise, is switched off', () => {
    const settings = settingsOf({
      tracking: { files: [file('hosts', '/etc/hosts', { pathType: 'file' }), file('ssh', '/etc/ssh')] },
    });
    expect(labels(source(), settings)).toEqual(['Stop tracking ‘hosts’']);
    expect(labels(source({ kind: 'folder', subject: '/etc' }), settings)).toEqual([
      'Stop tracking ‘hosts’',
      'Stop tracking ‘ssh’',
    ]);
  });

  test('a package is excepted from the simple rules that it fires', () => {
    const settings = settingsOf({
      alerts: {
        rules: [
          rule({ id: 'simple', name: 'Simple' }),
          rule({ id: 'kql', when: { kind: 'kql', query: 'x' } }),
          rule({ id: 'silent' }),
        ],
      },
    });
    const noise = source({ kind: 'package', subject: 'dpkg:curl:amd64', label: 'curl', type: 'Software' });
    expect(labels(noise, settings, ['simple', 'kql'])).toEqual(['Except curl from ‘Simple’']);
  });

  test('a rule is switched off, and one that is off or gone is not', () => {
    const noise = source({ kind: 'rule', subject: 'rule' });
    expect(labels(noise, settingsOf({ alerts: { rules: [rule()] } }))).toEqual(['Switch ‘A rule’ off']);
    expect(labels(noise, settingsOf({ alerts: { rules: [rule({ enabled: false })] } }))).toEqual([]);
    expect(labels(source({ kind: 'other', subject: '' }), settingsOf({}))).toEqual([]);
  });

  test('a registry key is left out with all below it, a value by its name', () => {
    const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\App';
    const settings = settingsOf({ tracking: { registry: [{ id: 'app', name: 'App', key: 'HKLM\\SOFTWARE' }] } });
    const applied = (subject: string) =>
      remediesOf(source({ kind: 'registry', subject, type: 'Registry' }), { ruleIds: [] }, settings)[0]?.apply(settings)
        .tracking.registry[0]?.excludes;
    expect(applied(key)).toEqual([`${key}\\**`]);
    expect(applied(`${key}\\\\LastRun`)).toEqual(['LastRun']);
    expect(applied('HKEY_CURRENT_USER\\App')).toBeUndefined();
  });
});

describe('the list of alerts', () => {
  test('stands under days', () => {
    const days = daysOf(
      [alert({ id: 3 }), alert({ id: 2, firedAt: ago(60) }), alert({ id: 1, firedAt: ago(1500) })],
      now,
    );
    expect(days.map(({ heading, alerts }) => [heading, alerts.map(({ id }) => id)])).toEqual([
      ['Today', [3, 2]],
      ['Yesterday', [1]],
    ]);
  });

  test('is asked for by what it is narrowed to', () => {
    expect(isNarrowed(firstView)).toBe(false);
    expect(alertQuery(firstView)).toEqual({});
    const view = { severities: ['critical', 'info'], ruleId: 'r', active: true } as const;
    expect(isNarrowed(view)).toBe(true);
    expect(alertQuery(view)).toEqual({ severities: ['info', 'critical'], ruleId: 'r', active: true });
  });

  test('shows of rows the columns in which something stands, and tells alike rows apart', () => {
    const rows = [
      { A: 1, B: '', C: null },
      { A: 1, B: '', D: false },
    ];
    expect(columnsOf(rows)).toEqual(['A', 'D']);
    expect(columnsOf([{ A: '' }])).toEqual(['A']);
    const keys = keyedRows([{ A: 1 }, { A: 1 }, { A: 2 }]).map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
  });
});
