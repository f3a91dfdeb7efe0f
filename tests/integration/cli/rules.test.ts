import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rows, workplace } from './support.ts';

/** A workplace that tracks a folder, of which a baseline is stored. */
async function tracking() {
  const place = workplace();
  await place.ok('settings', 'init', '--empty');
  await place.ok('track', 'files', place.things, '--recursion');
  await place.ok('collect');
  return place;
}

describe('rules and alerts', () => {
  it('are added, fire with a collection, and are listed', async () => {
    const { ok, things } = await tracking();
    expect(await ok('rules')).toContain('There are no rules');
    const added = await ok(
      'rules',
      'add',
      '--name',
      'A conf',
      '--thing',
      '*.conf',
      '--category',
      'added',
      '--severity',
      'critical',
    );
    expect(added).toBe('a-conf  critical  A conf\n');
    expect(await ok('rules')).toMatch(/^a-conf +on +critical +A conf +never fired\n$/);
    await ok('collect');
    writeFileSync(join(things, 'a.conf'), 'x\n');
    writeFileSync(join(things, 'a.txt'), 'x\n');
    await ok('collect');
    const [alert, ...others] = rows(await ok('alerts', '--json'));
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ ruleId: 'a-conf', rule: 'A conf', severity: 'critical', count: 1 });
    expect(await ok('alerts', '--rule', 'A conf', '--severity', 'critical')).toMatch(
      /! critical {2}A conf: .*a\.conf: new file/,
    );
    expect((await ok('alerts', '--csv')).split('\r\n')[0]).toMatch(/^Id,FiredAt,EndedAt,Severity,RuleId/);
    for (const none of [['--severity', 'info'], ['--active'], ['--rule', 'other'], ['--since', 'now']])
      expect(rows(await ok('alerts', '--json', ...none))).toEqual([]);
    expect(await ok('rules')).toMatch(/fired 1 time in 30 days/);
    expect(await ok('rules', 'try', 'a-conf')).toMatch(/^A conf would have fired 1 time since .*\n.*a\.conf: new file/);
    expect(JSON.parse(await ok('rules', 'try', 'A conf', '--days', '2', '--json'))).toMatchObject({
      fired: 1,
      limits: null,
    });
  });

  it('are switched, muted and taken away', async () => {
    const { ok, refused, run } = workplace();
    await ok('settings', 'init', '--empty');
    await ok('rules', 'add', 'ready-hosts');
    expect(await refused(1, 'rules', 'add', 'ready-hosts')).toContain('is there already');
    expect(await ok('rules', 'disable', 'ready-hosts')).toContain('is off');
    expect(await ok('rules')).toMatch(/ready-hosts +off/);
    await ok('rules', 'enable', 'The hosts file changed');
    expect(await ok('rules', 'mute', 'ready-hosts', '--until', '2h')).toContain('is muted until');
    const [told] = rows(await ok('rules', '--json'));
    const ahead = Date.parse(String(told?.mutedUntil)) - Date.now();
    expect(ahead).toBeGreaterThan(119 * 60_000);
    expect(ahead).toBeLessThanOrEqual(120 * 60_000);
    expect(await ok('rules', 'mute', 'ready-hosts', '--until', 'now')).toContain('is muted no longer');
    const needing = await run('rules', 'add', 'program-changed', '--severity', 'info');
    expect(needing).toMatchObject({ status: 0, stdout: expect.stringContaining('ready-program-changed  info') });
    expect(needing.stderr).toContain('/usr/bin/');
    await ok('rules', 'remove', 'ready-hosts');
    expect(await refused(1, 'rules', 'remove', 'ready-hosts')).toContain("There is no rule 'ready-hosts'");
    const ready = rows(await ok('rules', 'ready', '--json'));
    expect(ready.find(({ id }) => id === 'ready-program-changed')).toMatchObject({ added: true });
    expect(await ok('rules', 'ready')).toContain('ready-sudoers');
  });

  it('are refused where they could not fire', async () => {
    const { ok, refused } = workplace();
    await ok('settings', 'init', '--empty');
    expect(await refused(2, 'rules', 'add', '--name', 'x')).toContain('needs a condition');
    expect(await refused(2, 'rules', 'add')).toContain('ready rule');
    expect(await refused(2, 'rules', 'add', '--name', 'x', '--type', 'Files', '--field', 'startup')).toContain(
      'no field',
    );
    expect(await refused(2, 'rules', 'add', '--name', 'x', '--value', 'y')).toContain('no field');
    expect(await refused(1, 'rules', 'add', '--name', 'x', '--thing', 'y', '--action', 'mail')).toContain(
      "no action 'mail'",
    );
    expect(await refused(1, 'rules', 'add', '--name', 'x', '--kql', 'ConfigurationChange | where Nope == 1')).toContain(
      'Nope',
    );
    await ok('rules', 'add', '--name', 'x', '--kql', 'ConfigurationChange | where ConfigChangeType == "Files"');
    expect(rows(await ok('rules', '--json'))).toMatchObject([{ id: 'x', when: { kind: 'kql' } }]);
  });
});
