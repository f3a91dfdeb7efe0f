import { describe, expect, it } from 'vitest';
import { compose } from '../../../electron/main/notifications/compose.ts';
import {
  compactChanges,
  countOf,
  forDesktop,
  type Tellable,
  tellAlert,
  tellAway,
  tellCause,
  tellChanges,
  tellEnd,
  withEnd,
} from '../../../electron/main/notifications/tellable.ts';
import type { Alert } from '../../../electron/shared/model/alert.ts';
import { alertRuleSchema } from '../../../electron/shared/model/alert-rule.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { anAlert } from './alerts.ts';
import { aCause, anAway, explained } from './causes.ts';
import { aChange, aPackage } from './changes.ts';

const settings = settingsSchema.parse({});
const alert = (part: Partial<Alert> = {}) => tellAlert(anAlert(part), settings);
const changes = (...all: readonly ListedChange[]) => tellChanges({ changes: all, beyond: {} });
const single = (item: Tellable) => compose({ kind: 'single', item, more: [] });

describe('an alert in words', () => {
  it('says which rule fired, what fired it, and why that matters', () => {
    const told = single(alert({ id: 40, changeIds: [7] }));
    expect(told).toMatchObject({
      title: 'New start-up entry',
      body: 'x.desktop was added\nWhat starts at login runs without being asked.',
      severity: 'warning',
      changeIds: [7],
      count: 1,
      opens: { screen: 'alerts', alertId: 40 },
    });
  });

  it('says that it is critical', () => {
    expect(single(alert({ severity: 'critical' })).title).toBe('Critical: New start-up entry');
  });

  it('has what was held back by its rule’s limit at its end', () => {
    const more = Array.from({ length: 37 }, () => alert());
    const told = compose({ kind: 'single', item: alert({ why: '' }), more });
    expect(told.body).toBe('x.desktop was added\nand 37 more of this rule');
    expect(told).toMatchObject({ count: 38, opens: { screen: 'alerts' } });
    expect(told.alerts).toHaveLength(38);
  });

  it('shows what a name would hide, and goes on without a reason', () => {
    expect(single(alert({ summary: 'a\u202eb\nc', why: ' ' })).body).toBe('a\\u{202e}b\\nc');
  });

  it('is low where it only tells of an end', () => {
    const ended = anAlert({ endedAt: '2026-11-22T11:00:00.000Z', severity: 'critical' });
    expect(compose({ kind: 'single', item: tellEnd(ended), more: [] })).toMatchObject({
      title: 'Over: New start-up entry',
      severity: 'info',
      low: true,
    });
  });
});

describe('changes of one cause', () => {
  const told = { changes: [aChange(), aPackage()], beyond: {} };

  it('are one notification: what happened, how much of it, and who asked for it', () => {
    const { title, body, count, opens, changeIds } = single(tellCause(aCause({ id: 5 }), told));
    expect({ title, body, count, opens, changeIds }).toEqual({
      title: 'apt upgraded 2 packages',
      body: '412 files, 3 daemons\nby alice: apt upgrade',
      count: 2,
      opens: { screen: 'changes', causeId: 5 },
      changeIds: told.changes.map(({ id }) => id),
    });
  });

  it('say what failed and what stands out', () => {
    const cause = aCause({ user: null, command: null, fault: 'Sub-process returned an error', standingOut: 1 });
    expect(single(tellCause(cause, told)).body.split('\n')).toEqual([
      '412 files, 3 daemons',
      'It failed: Sub-process returned an error',
      '1 change in that time stands out',
    ]);
  });

  it('say that nobody ended a plan, which is no failure', () => {
    const fault = 'It was left open, and ended by itself after 12 hours.';
    const plan = aCause({ kind: 'planned', name: 'A new VPN', user: null, command: null, fault });
    expect(single(tellCause(plan, told))).toMatchObject({ title: 'A new VPN', body: `412 files, 3 daemons\n${fault}` });
  });

  it('stand in a digest by their cause’s name', () => {
    const items = [alert(), tellCause(aCause(), told), changes(aChange())];
    expect(compose({ kind: 'digest', items, why: ['quiet'] })).toMatchObject({
      title: '1 alert and 2 more',
      body: [
        'The last: x.desktop was added',
        'What starts at login runs without being asked.',
        'apt upgraded 2 packages: 412 files, 3 daemons',
        '1 change: 1 file',
        'hosts',
        'Held back in quiet hours',
      ].join('\n'),
      opens: { screen: 'alerts' },
    });
    expect(compose({ kind: 'digest', items: items.slice(1), why: [] }).title).toBe(
      'apt upgraded 2 packages and 1 change',
    );
  });
});

describe('a time away', () => {
  it('is told with what stands out first, then what caused the rest', () => {
    const out = aChange({ key: '/usr/sbin/sshd', explanation: explained({ verdict: 'standsOut', causeId: null }) });
    const away = anAway({
      changes: 420,
      causes: [aCause(), ...[6, 7, 8].map((id) => aCause({ id, packages: [] }))],
      unexplained: 4,
      standingOut: 1,
      others: [out, aChange(), aPackage()],
    });
    const { title, body, opens } = single(tellAway(away, { changes: [out], beyond: {} }));
    expect({ title, opens }).toEqual({
      title: 'While you were away: 420 changes',
      opens: { screen: 'changes' },
    });
    expect(body.split('\n')).toEqual([
      'Stands out: sshd',
      'apt upgraded 2 packages',
      'apt ran',
      'apt ran',
      'and 1 more',
      'Unexplained: hosts, htop and 1 more',
    ]);
  });
});

describe('a digest', () => {
  it('of one rule is named after it', () => {
    const items = [alert({ summary: 'a' }), alert({ summary: 'b' })];
    expect(compose({ kind: 'digest', items, why: ['perRule'] })).toMatchObject({
      title: '2 alerts: New start-up entry',
      body: [
        'The last: b',
        'What starts at login runs without being asked.',
        'Held back by the limit of notifications in an hour',
      ].join('\n'),
      opens: { screen: 'alerts' },
    });
  });

  it('of many counts them, what matters most first, and the changes with them', () => {
    const items = [
      alert(),
      changes(aChange(), aPackage()),
      alert({ ruleId: 'ssh', rule: 'SSH keys', severity: 'critical', summary: 'a key' }),
      alert(),
    ];
    expect(compose({ kind: 'digest', items, why: ['quiet'] })).toMatchObject({
      title: '3 alerts and 2 changes',
      body: [
        'SSH keys: a key',
        'New start-up entry (2): x.desktop was added',
        '2 changes: 1 file, 1 package',
        'hosts, htop',
        'Held back in quiet hours',
      ].join('\n'),
      severity: 'critical',
      count: 5,
    });
  });

  it('of changes alone is as it is without alerts', () => {
    const items = [changes(aChange()), changes(aPackage())];
    expect(compose({ kind: 'digest', items, why: ['digest'] })).toMatchObject({
      title: '2 changes: 1 file, 1 package',
      body: 'hosts, htop',
      opens: { screen: 'changes' },
    });
  });

  it('of one thing tells it as it is', () => {
    const change = aChange();
    expect(compose({ kind: 'digest', items: [changes(change)], why: ['muted'] })).toMatchObject({
      title: '/etc/hosts changed',
      body: 'Content changed\nHeld back while notifications were muted',
      opens: { screen: 'changes', changeId: change.id },
    });
  });

  it('names a few rules and counts the others', () => {
    const items = Array.from({ length: 8 }, (_, n) => alert({ ruleId: `${n}`, rule: `Rule ${n}` }));
    expect(compose({ kind: 'digest', items, why: [] }).body.split('\n').at(-1)).toBe('and 3 alerts of 3 other rules');
  });
});

describe('what waits for long', () => {
  it('is counted and no longer kept whole, where it is many changes', () => {
    const waiting = [
      ...Array.from({ length: 30 }, () => ({
        item: changes(...Array.from({ length: 100 }, (_, n) => aChange({ key: `/etc/${n}` }))),
        at: 1,
        why: 'quiet' as const,
      })),
      { item: alert(), at: 2, why: 'quiet' as const },
    ];
    const compact = compactChanges(waiting);
    expect(compact).toHaveLength(2);
    const items = compact.map(({ item }) => item);
    expect(countOf(items)).toBe(3001);
    const told = compose({ kind: 'digest', items, why: [] });
    expect(told.title).toBe('1 alert and 3,000 changes');
    expect(told.body).toContain('3,000 changes: 3,000 files\n0, 1, 2 and 1,097 more');
    expect(compactChanges(compact)).toEqual(compact);
  });

  it('is known to be over where it ended meanwhile', () => {
    const item = alert({ id: 900, evaluation: 'state', why: '' });
    const ended = anAlert({ id: 900, why: '', endedAt: '2026-11-22T11:00:00.000Z' });
    expect(single(withEnd(item, ended)).body).toBe('x.desktop was added\nIt is so no more.');
    expect(withEnd(item, anAlert())).toBe(item);
  });
});

describe('an alert', () => {
  it('is for the desktop where its rule names it and is not muted; a critical one is never muted', () => {
    expect(forDesktop(anAlert())).toBe(true);
    expect(forDesktop(anAlert({ actions: ['hook'] }))).toBe(false);
    expect(forDesktop(anAlert({ muted: true }))).toBe(false);
    expect(forDesktop(anAlert({ muted: true, severity: 'critical' }))).toBe(true);
  });

  it('has the limit of its rule', () => {
    const when = { kind: 'simple' };
    const rules = [alertRuleSchema.parse({ id: 'start-up', name: 'n', when, mostPerHour: 2 })];
    expect(tellAlert(anAlert(), { alerts: { rules, actions: [] } }).mostPerHour).toBe(2);
    expect(tellAlert(anAlert({ ruleId: 'gone' }), { alerts: { rules, actions: [] } }).mostPerHour).toBeNull();
  });
});
