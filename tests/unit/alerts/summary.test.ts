import { describe, expect, it } from 'vitest';
import { isMuted } from '../../../electron/engine/alerts/evaluate/new-alert.ts';
import { changesSummary, rowsSummary } from '../../../electron/engine/alerts/evaluate/summary.ts';
import { Gatherer } from '../../../electron/engine/alerts/evaluate/together.ts';
import { alertRuleSchema } from '../../../electron/shared/model/alert-rule.ts';
import { daemonStopped, fileAdded, fileModified, softwareUpgraded } from '../query/samples.ts';

describe('the summary of changes', () => {
  it('of one says where it is and what became of it', () => {
    expect(changesSummary([fileAdded], 1)).toBe('/etc/hosts: new file, 135 B');
    expect(changesSummary([softwareUpgraded], 1)).toBe('curl: upgraded 7.88.1-10 → 7.88.1-12');
    expect(changesSummary([{ ...daemonStopped, fieldsChanged: ['state'] }], 1)).toBe('ssh.service: running → Stopped');
  });

  it('of many names three of them', () => {
    expect(changesSummary([fileModified, softwareUpgraded], 2)).toBe('2 changes: hosts and curl');
    expect(changesSummary([fileModified, softwareUpgraded, daemonStopped], 3)).toBe(
      '3 changes: hosts, curl and ssh.service',
    );
    const more = [fileModified, softwareUpgraded, daemonStopped, { ...fileModified, key: '/etc/passwd' }];
    expect(changesSummary(more, 1234)).toBe('1,234 changes: hosts, curl, ssh.service and 1,231 more');
    expect(changesSummary([fileModified, fileModified], 2)).toBe('2 changes: hosts and 1 more');
  });

  it('hides nothing and stays short', () => {
    const long = { ...fileAdded, key: `/srv/${'x'.repeat(4000)}\n\u202e` };
    expect([...changesSummary([long], 1)]).toHaveLength(300);
    expect(changesSummary([{ ...fileAdded, key: '/srv/a\nb' }], 1)).toMatch(/^\/srv\/a\\nb: /);
  });
});

describe('the summary of rows', () => {
  it('is the first row in words, and how many more', () => {
    expect(rowsSummary([{ SvcName: 'ssh', SvcState: 'Stopped' }], 1)).toBe('SvcName ssh, SvcState Stopped');
    expect(rowsSummary([{ count_: 14 }], 1)).toBe('count_ 14');
    expect(rowsSummary([{ Name: 'a', Size: null }], 13)).toBe('Name a and 12 more');
    expect(rowsSummary([{ Size: null }], 1)).toBe('a row');
    const whole = {
      Computer: 'c',
      Type: 'ConfigurationData',
      SoftwareName: 'curl',
      CurrentVersion: '1.2',
      Name: 'curl',
      Key: 'k',
    };
    expect(rowsSummary([whole], 1)).toBe('curl: 1.2');
    const file = { ...whole, SoftwareName: '', CurrentVersion: '', FileSystemPath: 'C:/x', Size: 1 };
    expect(rowsSummary([file], 1)).toBe('C:\\x');
  });
});

describe('what was found together', () => {
  it('is of one type and one moment, in the log’s order', () => {
    const gatherer = new Gatherer();
    const later = { ...fileModified, noticedAt: '2026-03-01T11:00:00.000Z' };
    for (const change of [fileModified, fileAdded, softwareUpgraded, fileModified, later]) gatherer.add(change);
    expect(gatherer.gathered.map(({ type, count }) => [type, count])).toEqual([
      ['Files', 2],
      ['Software', 1],
      ['Files', 1],
      ['Files', 1],
    ]);
  });

  it('keeps 100 ids and 20 changes of any number', () => {
    const gatherer = new Gatherer();
    for (let id = 1; id <= 1000; id += 1) gatherer.add({ ...fileModified, id });
    const [all] = gatherer.gathered;
    expect([all?.count, all?.changeIds.length, all?.first.length]).toEqual([1000, 100, 20]);
    expect(all?.changeIds.at(-1)).toBe(100);
  });
});

describe('a muted rule', () => {
  const rule = (severity: string, mutedUntil: string | null) =>
    alertRuleSchema.parse({ id: 'r', name: 'r', severity, mutedUntil, when: { kind: 'simple' } });
  it('is muted until its end, unless it is critical', () => {
    const end = '2026-03-01T12:00:00+01:00';
    expect(isMuted(rule('warning', end), Date.parse('2026-03-01T10:59:59Z'))).toBe(true);
    expect(isMuted(rule('warning', end), Date.parse('2026-03-01T11:00:00Z'))).toBe(false);
    expect(isMuted(rule('critical', end), Date.parse('2026-03-01T10:00:00Z'))).toBe(false);
    expect(isMuted(rule('info', null), 0)).toBe(false);
  });
});
