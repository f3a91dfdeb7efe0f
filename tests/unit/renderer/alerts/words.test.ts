import { describe, expect, test } from 'vitest';
import { simpleConditionSchema } from '../../../../electron/shared/model/alert-rule.ts';
import {
  deliveryWords,
  firedWords,
  isLasting,
  lastingWords,
  muteChoices,
  mutedNow,
  trialWords,
} from '../../../../renderer/words/alerts.ts';
import { dayChoices, heldWords } from '../../../../renderer/words/attention.ts';
import { actionWords, conditionWords, fieldsOf, rulesWith } from '../../../../renderer/words/rules.ts';
import { ago, alert, delivery, now, rule } from './samples.ts';

describe('a state', () => {
  test('lasts until it ends, and what happened lasts not at all', () => {
    const lasting = alert({ evaluation: 'state', firedAt: ago(90) });
    expect(isLasting(lasting)).toBe(true);
    expect(lastingWords(lasting, now)).toBe('lasting since 10:30');
    const over = alert({ evaluation: 'state', firedAt: ago(90), endedAt: ago(64) });
    expect(isLasting(over)).toBe(false);
    expect(lastingWords(over, now)).toBe('lasted 26 min');
    expect(isLasting(alert())).toBe(false);
    expect(lastingWords(alert(), now)).toBeNull();
  });
});

describe('a delivery', () => {
  test.each([
    [{}, 'waiting to be sent'],
    [{ nextAt: ago(-4) }, 'to be sent in 4 min'],
    [{ attempts: 3, nextAt: ago(-4) }, 'failed 3 times, tried again in 4 min'],
    [{ attempts: 1, nextAt: ago(1) }, 'failed once, tried again now'],
    [{ state: 'delivered', attempts: 1, endedAt: ago(5) }, 'delivered 11:55'],
    [{ state: 'delivered', attempts: 2, endedAt: ago(5) }, 'delivered 11:55, at try 2'],
    [{ state: 'dead', attempts: 12 }, 'given up after 12 tries'],
    [{ occasion: 'ended', state: 'dead', attempts: 1 }, 'its end: given up after 1 try'],
  ] as const)('%o is said as %s', (part, words) => {
    expect(deliveryWords(delivery(part), now)).toBe(words);
  });
});

describe('how a rule does', () => {
  test('is told by how often and when last', () => {
    expect(firedWords({ fired: 0, lastFiredAt: null }, now)).toBe('never fired yet');
    expect(firedWords({ fired: 0, lastFiredAt: ago(60 * 24 * 60) }, now)).toMatch(/^not in 30 days, last 23 Sept? /);
    expect(firedWords({ fired: 1, lastFiredAt: ago(60) }, now)).toBe('once in 30 days, last 11:00');
    expect(firedWords({ fired: 1400, lastFiredAt: ago(60) }, now)).toBe('1,400 times in 30 days, last 11:00');
  });

  test('on the past is told by how often it would have fired', () => {
    expect(trialWords(14, 30)).toBe('Would have fired 14 times in 30 days');
    expect(trialWords(1, 7)).toBe('Would have fired once in 7 days');
    expect(trialWords(0, 90)).toBe('Would not have fired in 90 days');
  });
});

describe('muting', () => {
  test('ends later than now, and tomorrow begins at midnight', () => {
    for (const { until } of muteChoices) expect(until(now).getTime()).toBeGreaterThan(now.getTime());
    const tomorrow = muteChoices.find(({ label }) => label === 'Until tomorrow')?.until(now);
    expect(tomorrow).toEqual(new Date(2026, 10, 23, 0, 0, 0));
  });

  test('that is over is none', () => {
    expect(mutedNow(null, now)).toBeNull();
    expect(mutedNow(ago(1), now)).toBeNull();
    expect(mutedNow(ago(-1), now)).toBe(ago(-1));
  });
});

describe('a condition', () => {
  const simple = (part: object) => conditionWords(simpleConditionSchema.parse({ kind: 'simple', ...part }));
  test('is said in one line', () => {
    expect(simple({})).toBe('Anything');
    expect(simple({ types: ['Files'], things: ['/etc/sudoers', '/etc/sudoers.d/*', 'doas'] })).toBe(
      'Files · /etc/sudoers, /etc/sudoers.d/* and 1 more',
    );
    expect(simple({ types: ['Daemons'], categories: ['Added', 'Modified'], except: ['cups'] })).toBe(
      'Daemons · added or modified · not cups',
    );
    expect(simple({ types: ['Daemons'], field: 'startup', value: { test: 'is', text: 'Auto' } })).toBe(
      'Daemons · Start-up is “Auto”',
    );
    expect(simple({ types: ['Daemons'], field: 'state' })).toBe('Daemons · State changed');
    expect(conditionWords({ kind: 'kql', query: 'ConfigurationChange\n| take 1\n', strict: false })).toBe(
      'ConfigurationChange | take 1',
    );
  });

  test('can ask for the fields that make a change, those of all types where none is chosen', () => {
    const names = (...types: Parameters<typeof fieldsOf>[0]) => fieldsOf(types).map(({ name }) => name);
    const ofDaemons = ['state', 'startup', 'command', 'account', 'runlevels', 'controller', 'unitFile', 'unitChecksum'];
    expect(names('Daemons')).toEqual([...ofDaemons, 'dropIns']);
    expect(names('Files')).not.toContain('created');
    expect(names()).toEqual(expect.arrayContaining(['checksum', 'version', 'startup', 'summary']));
    expect(new Set(names()).size).toBe(names().length);
  });
});

describe('an action', () => {
  const common = { id: 'a', name: 'A', enabled: true } as const;
  const none = { kind: 'none' } as const;
  test('is said by where it leads, and an address without its secret parts', () => {
    const url = 'https://hooks.slack.com/services/T0/B0/secret?token=1';
    const webhook = { ...common, kind: 'webhook', url, signingKey: none, authorization: none, authority: '' } as const;
    expect(actionWords({ ...webhook, template: 'slack' })).toBe('hooks.slack.com · Slack');
    expect(actionWords({ ...common, kind: 'file', path: '/var/log/a', format: 'text' })).toBe(
      '/var/log/a · lines of text',
    );
  });

  test('is known by the rules that use it', () => {
    const rules = [rule({ id: '1', actions: ['a'] }), rule({ id: '2', actions: ['desktop'] })];
    expect(rulesWith('a', rules).map(({ id }) => id)).toEqual(['1']);
  });
});

describe('what is held back', () => {
  const state = { quiet: false, doNotDisturb: false, muted: false, held: 0 };
  test('is not spoken of where nothing is and nothing keeps it', () => {
    expect(heldWords(state, null, now)).toBeNull();
  });

  test('is said with what keeps it and how much it is', () => {
    const critical = 'What is critical is shown at once.';
    expect(heldWords({ ...state, quiet: true, held: 4 }, null, now)).toBe(
      `These are quiet hours: 4 notifications are held back. ${critical}`,
    );
    expect(heldWords({ ...state, muted: true }, ago(-60), now)).toBe(
      `Notifications are muted until 13:00: nothing is held back so far. ${critical}`,
    );
    expect(heldWords({ ...state, held: 1 }, null, now)).toBe(
      `One notification is held back, to be told together. ${critical}`,
    );
  });

  test('a week begins with Monday, which is 1', () => {
    expect(dayChoices[0]).toEqual({ value: 1, label: 'Mo', title: 'Monday' });
    expect(dayChoices.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
