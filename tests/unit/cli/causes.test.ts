import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awayLine, awayLines } from '../../../electron/cli/output/away.ts';
import { CauseNews } from '../../../electron/cli/output/cause-news.ts';
import { causeLine, explanationFacts } from '../../../electron/cli/output/causes.ts';
import { changeLine } from '../../../electron/cli/output/lines.ts';
import type { Cause } from '../../../electron/shared/model/explanation.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';
import { aCause, anAway, explained } from '../main/causes.ts';
import { aChange } from '../main/changes.ts';

const { terminal } = plainTerminal();

describe('a cause on one line', () => {
  it('tells what it was and what came of it', () => {
    expect(causeLine(terminal, aCause({ id: 5 }), '14:21:07')).toBe(
      '14:21:07  = apt upgraded 2 packages: 412 files, 3 daemons  cause #5',
    );
  });

  it('tells what asks for a look', () => {
    const cause = aCause({
      kind: 'planned',
      name: 'A\u202enew VPN',
      endedAt: null,
      counts: {},
      standingOut: 2,
      fault: 'x\ny',
    });
    expect(causeLine(terminal, cause, '14:21:07')).toBe(
      '14:21:07  = A\\u{202e}new VPN: no changes, not ended yet  2 stand out  x\\ny  cause #1',
    );
  });
});

describe('a change', () => {
  it('has at the end of its line what sets it apart', () => {
    const line = (part: Parameters<typeof aChange>[0]) =>
      changeLine(terminal, aChange({ id: 7, ...part }), 'T').slice(-32);
    expect(line({})).toMatch(/ {2}#7$/);
    expect(line({ explanation: explained({ causeId: 5 }) })).toMatch(/ {2}#7 {2}cause #5$/);
    expect(line({ explanation: explained({ verdict: 'standsOut', causeId: null }) })).toMatch(/ {2}#7 {2}stands out$/);
    const acknowledged = { at: '2026-11-22T10:00:00.000Z', reason: '', expectationId: 3 };
    expect(line({ acknowledged })).toMatch(/ {2}#7 {2}acknowledged$/);
  });

  it('tells what is known of it beside its record', () => {
    const explanation = explained({
      verdict: 'standsOut',
      causeId: 5,
      planId: 6,
      cause: 'apt upgraded curl',
      package: { manager: 'dpkg', name: 'curl', architecture: 'amd64', version: '8.1' },
      bytes: 'altered',
      conffile: true,
      why: 'Edited.',
      requestedBy: 'alice',
      actor: { pid: 12, program: '/usr/bin/vim', uid: 0, user: 'root', loginUser: 'alice' },
    });
    const acknowledged = { at: '2026-11-22T10:00:00.000Z', reason: 'mine', expectationId: 3 };
    expect(explanationFacts(aChange({ explanation, acknowledged }))).toEqual([
      ['Cause', 'stands out: #5 apt upgraded curl'],
      ['Plan', '#6'],
      ['Why', 'Edited.'],
      ['Package', 'curl 8.1 (dpkg)'],
      ['Bytes', 'not those that the package ships; a configuration file'],
      ['Asked by', 'alice'],
      ['Done by', '/usr/bin/vim (root, signed in as alice), process 12'],
      ['Acknowledged', expect.stringMatching(/^\d{4}-.*, by expectation 3: mine$/)],
    ]);
    expect(explanationFacts(aChange())).toEqual([['Cause', 'not known yet']]);
  });
});

describe('a time away', () => {
  it('tells its causes, and what has none', () => {
    const change = aChange({ id: 9, how: 'startup' });
    const away = anAway({ causes: [aCause({ id: 5 })], unexplained: 3, standingOut: 1, others: [change] });
    const [first, cause, rest, other, more, ...none] = awayLines(terminal, away);
    expect(first).toMatch(/^Tidemark was not running from \d{4}-.* to \d{4}-.*: 2 files$/);
    expect(cause).toMatch(/^ {2}\d{4}-.* = apt upgraded 2 packages: 412 files, 3 daemons {2}cause #5$/);
    expect(rest).toBe('  3 changes without a known cause, 1 of them stands out:');
    expect(other).toMatch(/^ {2}\d{4}-.*\/etc\/hosts.* {2}#9$/);
    expect([more, none]).toEqual(['  and 2 more: tidemark changes --unexplained', []]);
    expect(awayLine(terminal, away, 'T')).toMatch(
      /^T {2}\? Tidemark was not running from .*: 2 files; apt upgraded 2 packages; 3 changes without a known cause, 1 of them stands out$/,
    );
  });
});

describe('causes as they are told while it runs', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-22T10:00:00.000Z') }));
  afterEach(() => void vi.useRealTimers());

  function news() {
    const told: Cause[] = [];
    return { told, news: new CauseNews((cause) => told.push(cause)) };
  }
  const ended = '2026-11-22T10:05:00.000Z';

  it('are told once each, with all that came of them shortly after their end', () => {
    const { told, news: all } = news();
    all.changes([100, 101]);
    all.cause(aCause({ id: 5, endedAt: null, newest: 100 }));
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual([]);
    all.cause(aCause({ id: 5, endedAt: ended, newest: 100 }));
    vi.advanceTimersByTime(1500);
    all.cause(aCause({ id: 5, endedAt: ended, newest: 101, explained: 2 }));
    vi.advanceTimersByTime(5000);
    all.cause(aCause({ id: 5, endedAt: ended, newest: 101, acknowledged: 2 }));
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([aCause({ id: 5, endedAt: ended, newest: 101, explained: 2 })]);
  });

  it('are no news where they have only changes of before, or none', () => {
    const { told, news: all } = news();
    all.changes([100]);
    all.cause(aCause({ id: 5, endedAt: ended, newest: 99 }));
    all.cause(aCause({ id: 6, endedAt: ended, newest: null }));
    all.cause(aCause({ id: 7, kind: 'planned', endedAt: '2026-11-22T09:00:00.000Z', newest: 99 }));
    all.cause(aCause({ id: 8, kind: 'planned', endedAt: ended, newest: null }));
    vi.advanceTimersByTime(5000);
    expect(told.map(({ id }) => id)).toEqual([8]);
  });

  it('are told at the end where they wait', () => {
    const { told, news: all } = news();
    all.changes([100]);
    all.cause(aCause({ id: 5, endedAt: ended, newest: 100 }));
    all.close();
    vi.advanceTimersByTime(5000);
    expect(told.map(({ id }) => id)).toEqual([5]);
  });
});
