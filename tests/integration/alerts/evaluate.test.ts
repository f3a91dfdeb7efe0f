import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../electron/shared/model/alert.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import type { Settings } from '../../../electron/shared/model/settings.ts';
import { kql, simple, withRules } from '../../support/alerts.ts';
import { type TestEngine, testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A tracked folder with files in it, an engine with rules, and the way to name a file. */
async function watched(rules: readonly AlertRule[], ...files: readonly string[]) {
  const root = temporaryFolder();
  const at = (name: string) => join(root, name);
  for (const name of files) writeFileSync(at(name), `${name}\n`);
  const settings = trackingFiles([{ path: root, pathType: 'directory', recursion: true }]);
  const test = await testEngine({ settings: withRules(settings, ...rules) });
  await test.ready();
  return { test, at, settings };
}

const fired = (test: TestEngine) => test.of('alert').filter((alert) => alert.endedAt === null);
/** The alert of a rule, as soon as it fires. */
const alertOf = (test: TestEngine, ruleId: string): Promise<Alert> =>
  test.until(`an alert of ${ruleId}`, () => fired(test).find((alert) => alert.ruleId === ruleId));
/** Resolves once every rule has looked at all that is in the log. */
async function looked(test: TestEngine): Promise<void> {
  const last = (await test.log()).at(-1)?.id ?? 0;
  await test.until(`rules to have looked at ${last}`, () => test.of('alertsLooked').some(({ upTo }) => upTo >= last));
}
const configure = (test: TestEngine, settings: Settings) => test.engine.request('tracking.configure', { settings });

describe('a rule of the simple form', () => {
  it('fires within a second of the change, once, and says what did it', async () => {
    const { test, at } = await watched(
      [simple('hosts', { things: ['*/hosts'] }, { why: 'Names lead elsewhere.' })],
      'hosts',
      'b',
    );
    writeFileSync(at('b'), 'no match\n');
    await test.change(at('b'));
    writeFileSync(at('hosts'), 'one\ntwo\n');
    const change = await test.change(at('hosts'));
    const alert = await alertOf(test, 'hosts');
    expect(Date.parse(alert.firedAt) - Date.parse(change.noticedAt)).toBeLessThan(1000);
    expect(alert).toMatchObject({
      rule: 'hosts',
      severity: 'warning',
      why: 'Names lead elsewhere.',
      evaluation: 'change',
      endedAt: null,
      count: 1,
      changeIds: [change.id],
      actions: ['desktop'],
      muted: false,
      read: false,
    });
    expect(alert.summary).toMatch(/^.*\/hosts: /);
    expect(alert.rows).toMatchObject([
      { FileSystemPath: at('hosts'), ChangeCategory: 'Modified', ChangeId: change.id },
    ]);
    await looked(test);
    expect(fired(test)).toHaveLength(1);
    expect((await test.engine.request('alerts.list', {})).alerts).toEqual([alert]);
    const { changes } = await test.engine.request('alerts.get', { id: alert.id });
    expect(changes.map(({ id }) => id)).toEqual([change.id]);
  });

  it('makes one alert of what one collection found together', async () => {
    const { test, at } = await watched([simple('any')]);
    await test.engine.request('tracking.pause', { until: null });
    for (let n = 0; n < 150; n += 1) writeFileSync(at(`file-${n}`), 'x');
    await test.engine.request('tracking.resume', {});
    const alert = await alertOf(test, 'any');
    await looked(test);
    expect(fired(test)).toHaveLength(1);
    // The folder itself changed too.
    expect(alert.count).toBeGreaterThanOrEqual(150);
    expect(alert.rows).toHaveLength(20);
    expect(alert.changeIds).toHaveLength(100);
    expect(alert.summary).toMatch(/^15\d changes: .*, .*, .* and 14\d more$/);
  });

  it('begins at the end of the log when it is new, edited or switched on again', async () => {
    const { test, at, settings } = await watched([], 'a');
    writeFileSync(at('a'), 'before any rule\n');
    await test.change(at('a'));
    await configure(test, withRules(settings, simple('any')));
    await looked(test);
    expect(fired(test)).toEqual([]);
    writeFileSync(at('b'), 'after\n');
    await alertOf(test, 'any');
    // Its name alone was edited: it goes on, and does not fire again for the same.
    await configure(test, withRules(settings, simple('any', {}, { name: 'Any change' })));
    await looked(test);
    const before = fired(test).length;
    await configure(test, withRules(settings, simple('any', { types: ['Files'] })));
    await configure(test, withRules(settings, simple('any', { types: ['Files'] }, { enabled: false })));
    writeFileSync(at('c'), 'while it is off\n');
    await test.change(at('c'));
    await configure(test, withRules(settings, simple('any', { types: ['Files'] })));
    await looked(test);
    expect(fired(test)).toHaveLength(before);
    writeFileSync(at('d'), 'on again\n');
    const change = await test.change(at('d'), 'Added');
    await test.until('the alert of d', () => fired(test).some(({ changeIds }) => changeIds.includes(change.id)));
  });

  it('that is muted is recorded and goes to nobody; a critical one is never muted', async () => {
    const mutedUntil = new Date(Date.now() + 3600_000).toISOString();
    const actions = ['desktop', 'mail'];
    const { test, at } = await watched([
      simple('muted', {}, { mutedUntil, actions }),
      simple('critical', {}, { mutedUntil, actions, severity: 'critical' }),
      simple('over', {}, { mutedUntil: new Date(Date.now() - 1000).toISOString(), actions }),
    ]);
    writeFileSync(at('a'), 'a\n');
    const [muted, critical, over] = await Promise.all(['muted', 'critical', 'over'].map((id) => alertOf(test, id)));
    expect([muted?.muted, critical?.muted, over?.muted]).toEqual([true, false, false]);
    await looked(test);
    const untold = await test.engine.request('alerts.untold', {});
    expect(new Set(untold.map(({ ruleId }) => ruleId))).toEqual(new Set(['critical', 'over']));
    const details = await Promise.all(
      [muted, critical].map((alert) => test.engine.request('alerts.get', { id: alert?.id ?? 0 })),
    );
    expect(details[0]?.deliveries).toEqual([]);
    expect(details[1]?.deliveries).toMatchObject([{ actionId: 'mail', occasion: 'fired' }]);
    await test.engine.request('alerts.told', { ids: untold.map(({ id }) => id) });
    expect(await test.engine.request('alerts.untold', {})).toEqual([]);
  });

  it('at fault is a problem that names it until it is mended, and stops no other', async () => {
    const { test, at, settings } = await watched([
      simple('broken', { types: ['Files'], field: 'startup' }, { name: 'Broken rule' }),
      simple('worse', { value: { test: 'is', text: 'x' } }, { name: 'Worse rule' }),
      simple('sound'),
    ]);
    writeFileSync(at('a'), 'a\n');
    await alertOf(test, 'sound');
    await test.until('both problems', () =>
      ['Broken rule', 'Worse rule'].every((name) => test.of('problem').some(({ subject }) => subject === name)),
    );
    const status = await test.engine.request('status.get', {});
    expect(status.state).toBe('attention');
    expect(status.problems).toMatchObject([
      { type: 'Alerts', subject: 'Broken rule', message: expect.stringContaining("Files has no field 'startup'") },
      { type: 'Alerts', subject: 'Worse rule', message: expect.stringContaining('names a value') },
    ]);
    const states = await test.engine.request('rules.states', {});
    expect(states).toMatchObject([
      { ruleId: 'broken', fault: expect.any(String), fired: 0 },
      { ruleId: 'worse', fault: expect.any(String) },
      { ruleId: 'sound', fault: null, evaluation: 'change' },
    ]);
    await configure(test, withRules(settings, simple('broken', { types: ['Files'] }), simple('sound')));
    await test.until('no problem', () => test.of('status').at(-1)?.problems.length === 0);
  });
});

// One engine for all of them: each would wait for a parser of its own.
describe('rules in KQL', () => {
  it('fire for changes after their cursor, begin and end with a state, and say what they can’t do', {
    timeout: 60_000,
  }, async () => {
    const conf =
      'ConfigurationChange | where ConfigChangeType == "Files" and Name endswith ".conf" | project Name, Size';
    const there = 'ConfigurationData | where FileSystemPath endswith "/marker" | project FileSystemPath';
    const rules = [
      kql('conf', conf),
      kql('there', there, { actions: ['desktop', 'mail'] }),
      kql('broken', 'ConfigurationChange | where NoSuchColumn == 1', { name: 'Broken rule' }),
    ];
    const { test, at, settings } = await watched(rules, 'a.conf');
    const endings = () => test.of('alert').filter(({ endedAt }) => endedAt !== null);

    // About changes: for those after the cursor, an alert a collection.
    writeFileSync(at('a.conf'), 'changed\n');
    const change = await test.change(at('a.conf'));
    const alert = await alertOf(test, 'conf');
    expect(alert).toMatchObject({ evaluation: 'change', count: 1, changeIds: [change.id] });
    expect(alert.rows).toEqual([{ Name: expect.stringContaining('a.conf'), Size: 8 }]);
    writeFileSync(at('b.txt'), 'no match\n');
    await test.change(at('b.txt'));
    await looked(test);
    expect(fired(test)).toHaveLength(1);

    // One that can't run names its fault, and stopped no other.
    const { problems } = await test.engine.request('status.get', {});
    expect(problems).toMatchObject([
      { type: 'Alerts', subject: 'Broken rule', message: expect.stringContaining('NoSuchColumn') },
    ]);
    const states = await test.engine.request('rules.states', {});
    expect(states.map(({ evaluation }) => evaluation)).toEqual(['change', 'state', null]);

    // About a state: once when it begins, whatever else happens, and once when it is over.
    writeFileSync(at('marker'), '1\n');
    const begun = await alertOf(test, 'there');
    expect(begun).toMatchObject({ evaluation: 'state', endedAt: null, count: 1, changeIds: [] });
    expect(begun.summary).toBe(`FileSystemPath ${at('marker')}`);
    writeFileSync(at('other'), '1\n');
    await test.change(at('other'));
    await test.collect('Files');
    await looked(test);
    expect((await test.engine.request('alerts.list', { active: true })).alerts).toEqual([begun]);
    rmSync(at('marker'));
    const over = await test.until('its end', () => endings()[0]);
    expect(over).toMatchObject({ id: begun.id, ruleId: 'there' });
    const { deliveries } = await test.engine.request('alerts.get', { id: begun.id });
    expect(deliveries.map(({ occasion }) => occasion)).toEqual(['fired', 'ended']);

    // It begins again, and ends when its rule is taken away; so already when it is switched on, it fires once.
    writeFileSync(at('marker'), '2\n');
    await test.until('it to begin again', () => fired(test).filter(({ ruleId }) => ruleId === 'there').length === 2);
    await configure(test, settings);
    await test.until('its second end', () => endings().length === 2);
    await configure(test, withRules(settings, kql('there', there)));
    await test.until('it to fire at once', () => fired(test).filter(({ ruleId }) => ruleId === 'there').length === 3);
    await test.collect('Files');
    expect(fired(test).filter(({ ruleId }) => ruleId === 'there')).toHaveLength(3);
    expect(endings()).toHaveLength(2);
  });
});
