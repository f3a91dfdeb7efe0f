import { describe, expect, test } from 'vitest';
import { type Action, actionSchema } from '../../../../electron/shared/model/action.ts';
import { readyRules, readyRulesOf } from '../../../../electron/shared/model/ready-rules/ready-rules.ts';
import { emptySettings, settingsSchema } from '../../../../electron/shared/model/settings.ts';
import {
  argumentLines,
  checkAction,
  emptyAction,
  linesAsArguments,
  placeOfAction,
} from '../../../../renderer/features/alerts/action-draft.ts';
import { missingOf } from '../../../../renderer/features/alerts/ready.ts';
import {
  checkRule,
  draftOf,
  emptyRule,
  type RuleDraft,
  ruleOf,
  ruleOfChange,
  ruleOfQuery,
  withRule,
} from '../../../../renderer/features/alerts/rule-draft.ts';
import { rule } from './samples.ts';

const named = (draft: RuleDraft, name = 'Name'): RuleDraft => ({ ...draft, rule: { ...draft.rule, name } });
const errorsOf = (checked: { readonly ok: boolean; readonly errors?: ReadonlyMap<string, string> }) =>
  checked.ok ? {} : Object.fromEntries(checked.errors ?? []);

describe('the draft of a rule', () => {
  test('says the rule it was made of', () => {
    const simple = rule({
      why: 'Because.',
      when: { kind: 'simple', types: ['Daemons'], field: 'startup', value: { test: 'is', text: 'Auto' } },
    });
    const kql = rule({ when: { kind: 'kql', query: 'ConfigurationChange', strict: true }, mostPerHour: 3 });
    for (const each of [simple, kql]) expect(checkRule(draftOf(each))).toEqual({ ok: true, rule: each });
  });

  test('keeps what stands in either form, and says the one that is shown', () => {
    const draft = draftOf(rule({ when: { kind: 'simple', things: ['hosts'] } }));
    expect(ruleOf({ ...draft, kind: 'kql', query: ' ConfigurationChange\n' }).when).toEqual({
      kind: 'kql',
      query: 'ConfigurationChange',
      strict: false,
    });
    expect(ruleOf({ ...draft, kind: 'simple' }).when).toMatchObject({ kind: 'simple', things: ['hosts'] });
  });

  test('leaves out a field that its types do not have, and a value of no field', () => {
    const draft = draftOf(
      rule({ when: { kind: 'simple', types: ['Daemons'], field: 'startup', value: { test: 'is', text: 'Auto' } } }),
    );
    const files = { ...draft, simple: { ...draft.simple, types: ['Files' as const] } };
    expect(ruleOf(files).when).toMatchObject({ field: '', value: null });
  });

  test('is at fault at its place', () => {
    expect(errorsOf(checkRule(emptyRule()))).toEqual({ name: 'This can’t be empty' });
    expect(errorsOf(checkRule(named(ruleOfQuery('  '))))).toEqual({ 'when.query': 'This can’t be empty' });
    const hourly = named(emptyRule());
    expect(errorsOf(checkRule({ ...hourly, rule: { ...hourly.rule, mostPerHour: 0 } }))).toEqual({
      mostPerHour: 'At least 1',
    });
  });

  test('of a change asks for its type and its path, or its name', () => {
    const change = {
      id: 1,
      type: 'Files',
      key: '/etc/ssh/sshd_config',
      name: '/etc/ssh/sshd_config',
      category: 'Modified',
      noticedAt: '2026-11-22T12:00:00.000Z',
      since: '2026-11-22T12:00:00.000Z',
      how: 'live',
      fieldsChanged: ['size'],
      before: { kind: 'file' },
      after: { kind: 'file' },
    } as const;
    const made = ruleOf(ruleOfChange({ ...change, fieldsChanged: [...change.fieldsChanged] }));
    expect(made.name).toBe('sshd_config changes');
    expect(made.when).toMatchObject({ types: ['Files'], categories: [], things: ['/etc/ssh/sshd_config'] });
    const daemon = { ...change, type: 'Daemons', key: 'systemd:cron.service', name: 'cron.service' } as const;
    const other = ruleOf(ruleOfChange({ ...daemon, fieldsChanged: ['state'] }));
    expect(other.when).toMatchObject({ types: ['Daemons'], things: ['cron.service'] });
  });

  test('takes its place in the list, or the end of it', () => {
    const [a, b] = [rule({ id: 'a' }), rule({ id: 'b' })];
    expect(withRule([a, b], { ...a, name: 'Other' }).map(({ name }) => name)).toEqual(['Other', b.name]);
    expect(withRule([a], b)).toEqual([a, b]);
  });
});

describe('the draft of an action', () => {
  const empty = (kind: Action['kind']) => emptyAction(kind, { id: 'a', name: '' });
  const valid: readonly Action[] = [
    { ...empty('webhook'), url: 'https://hooks.example.org/x' } as Action,
    { ...empty('program'), program: '/usr/bin/logger' } as Action,
    { ...empty('file'), path: '/var/log/alerts' } as Action,
    { ...empty('syslog'), host: 'logs.example.org' } as Action,
  ];

  test('needs its place alone, and is called by it', () => {
    for (const draft of valid) {
      const checked = checkAction(draft);
      expect(checked).toMatchObject({ ok: true, action: { name: placeOfAction(draft) } });
      if (checked.ok) expect(actionSchema.parse(checked.action)).toEqual(checked.action);
    }
  });

  test('is at fault at its place', () => {
    const url = 'An address that begins with https:// is needed';
    expect(errorsOf(checkAction(empty('webhook')))).toEqual({ url });
    expect(errorsOf(checkAction({ ...empty('webhook'), url: 'http://a.example' } as Action))).toEqual({ url });
    expect(errorsOf(checkAction(empty('syslog')))).toEqual({ host: 'This can’t be empty' });
    const absolute = 'An absolute path is needed';
    expect(errorsOf(checkAction({ ...empty('program'), program: 'logger' } as Action))).toEqual({ program: absolute });
    expect(errorsOf(checkAction({ ...empty('file'), path: 'alerts.log' } as Action))).toEqual({ path: absolute });
    expect(checkAction({ ...empty('file'), path: 'C:\\alerts.log' } as Action)).toMatchObject({ ok: true });
  });

  test('is not saved with a secret that was chosen and not given', () => {
    const draft = { ...valid[0], authorization: { kind: 'sealed', data: '' } } as Action;
    expect(errorsOf(checkAction(draft))).toEqual({ authorization: 'Type it and press ‘Keep it’, or choose None' });
    const kept = { ...valid[0], authorization: { kind: 'sealed', data: 'c2VhbGVk' } } as Action;
    expect(checkAction(kept)).toMatchObject({ ok: true });
  });

  test('takes the arguments of a program a line each, with their blanks', () => {
    const lines = '--label\n two words \n\n$HOME\n\n';
    expect(linesAsArguments(lines)).toEqual(['--label', ' two words ', '', '$HOME']);
    expect(argumentLines(linesAsArguments(lines))).toBe('--label\n two words \n\n$HOME');
    expect(linesAsArguments('')).toEqual([]);
  });
});

describe('what a ready rule needs', () => {
  const settings = settingsSchema.parse({});

  test('is nothing more than the recommended set for most of them', () => {
    const linux = readyRulesOf('linux').filter((each) => missingOf(each, settings) !== null);
    expect(linux.map(({ rule: { id }, needs }) => [id, needs !== undefined])).toEqual([
      ['ready-program-changed', true],
    ]);
  });

  test('is tracked by one click, whatever it is', () => {
    const nothing = emptySettings();
    for (const each of readyRules) {
      const missing = missingOf(each, nothing);
      if (missing === null) continue;
      const made = settingsSchema.parse(missing.track(nothing));
      expect(missingOf(each, made), each.rule.id).toBeNull();
    }
    const windows = readyRules.find(({ needs }) => needs?.places.some((place) => place.startsWith('HKEY')));
    const made = windows && missingOf(windows, nothing)?.track(nothing);
    expect(made?.tracking.registry).toMatchObject([{ enabled: true, recursion: true }]);
  });

  test('is switched on again where it was switched off, and not tracked twice', () => {
    const each = readyRules.find(({ needs }) => needs !== undefined && !needs.places[0]?.startsWith('HKEY'));
    const tracked = each && missingOf(each, settings)?.track(settings);
    const off = tracked && {
      ...tracked,
      tracking: { ...tracked.tracking, files: tracked.tracking.files.map((file) => ({ ...file, enabled: false })) },
    };
    expect(off && each && missingOf(each, off)?.track(off).tracking.files).toEqual(tracked?.tracking.files);
  });
});
