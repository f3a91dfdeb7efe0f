import { describe, expect, it } from 'vitest';
import { pauseUntil } from '../../../electron/main/tray/pause.ts';
import { type TrayEntry, type TrayState, trayModel } from '../../../electron/main/tray/tray-model.ts';
import { aChange, aDaemon } from './changes.ts';

const now = new Date(2026, 10, 22, 14, 0);
const tracking: TrayState = {
  engine: { state: 'running', pid: 1, restarts: 0 },
  status: { state: 'tracking', pausedUntil: null, problems: [], plan: null },
  fault: false,
  recent: [],
  unread: 0,
  alerts: { unread: 0, critical: 0 },
  attention: { quiet: false, doNotDisturb: false, muted: false, held: 0 },
  mutedUntil: null,
};
const problem = {
  type: 'Files',
  kind: 'unreadable',
  subject: '/root/x',
  message: 'm',
  advice: 'a',
  firstSeen: now.toISOString(),
  lastSeen: now.toISOString(),
} as const;

const aPlan = (name: string) => ({
  id: 1,
  kind: 'planned' as const,
  name,
  tool: null,
  manager: null,
  startedAt: now.toISOString(),
  endedAt: null,
  command: null,
  user: null,
  packages: [],
  fault: null,
  counts: {},
  explained: 0,
  acknowledged: 0,
  standingOut: 0,
  newest: null,
});

const labels = (entries: readonly TrayEntry[]): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'line' ? [] : [entry.label]));
const find = (state: TrayState, label: string) =>
  trayModel(state, now).menu.find((entry) => entry.kind !== 'line' && entry.label === label);

describe('the tray', () => {
  it('is calm while all is well', () => {
    expect(trayModel(tracking, now)).toMatchObject({ icon: 'tracking', tooltip: 'Tidemark: tracking' });
  });

  it('says so while it starts', () => {
    const starting: TrayState = { ...tracking, engine: { state: 'starting' }, status: undefined };
    expect(trayModel(starting, now)).toMatchObject({ icon: 'tracking', tooltip: 'Tidemark: starting' });
  });

  it('asks for attention where a problem stands', () => {
    const state: TrayState = {
      ...tracking,
      status: { state: 'attention', pausedUntil: null, problems: [problem], plan: null },
    };
    expect(trayModel(state, now)).toMatchObject({ icon: 'attention', tooltip: 'Tidemark: tracking, 1 problem' });
  });

  it('counts no note among the problems that ask for attention', () => {
    const note = { ...problem, kind: 'note', subject: '/usr/lib/loop' } as const;
    const state: TrayState = {
      ...tracking,
      status: { state: 'attention', pausedUntil: null, problems: [note, problem, note], plan: null },
    };
    expect(trayModel(state, now).tooltip).toBe('Tidemark: tracking, 1 problem');
  });

  it('asks for attention where the settings file is at fault', () => {
    expect(trayModel({ ...tracking, fault: true }, now).icon).toBe('attention');
  });

  it('asks for attention while the engine is down, whatever it said last', () => {
    for (const engine of [
      { state: 'failed', message: 'm', advice: 'a' },
      { state: 'restarting', restarts: 1, reason: 'r' },
    ] as const) {
      const state: TrayState = { ...tracking, engine };
      expect(trayModel(state, now).icon).toBe('attention');
      expect(find(state, 'Collect now')).toMatchObject({ enabled: false });
    }
  });

  it('shows a pause and its end, and offers to resume in the place of pausing', () => {
    const pausedUntil = new Date(2026, 10, 22, 15, 5).toISOString();
    const state: TrayState = { ...tracking, status: { state: 'paused', pausedUntil, problems: [], plan: null } };
    expect(trayModel(state, now)).toMatchObject({ icon: 'paused', tooltip: 'Tidemark: paused until 15:05' });
    expect(find(state, 'Resume')).toMatchObject({ action: { kind: 'resume' } });
    expect(find(state, 'Pause')).toBeUndefined();
  });

  it('names the day where a pause ends on another one', () => {
    const pausedUntil = new Date(2026, 10, 23).toISOString();
    const state: TrayState = { ...tracking, status: { state: 'paused', pausedUntil, problems: [], plan: null } };
    expect(trayModel(state, now).tooltip).toBe('Tidemark: paused until Monday 00:00');
  });

  it('offers three pauses', () => {
    const entry = find(tracking, 'Pause');
    expect(entry?.kind === 'menu' ? labels(entry.entries) : []).toEqual([
      'For 15 minutes',
      'For 1 hour',
      'Until tomorrow',
    ]);
  });

  it('lists recent changes, each leading to itself', () => {
    const daemon = aDaemon();
    const state: TrayState = { ...tracking, recent: [daemon, aChange()] };
    expect(find(state, 'ssh.service: Running → Stopped')).toMatchObject({
      action: { kind: 'showChange', id: daemon.id },
    });
    expect(labels(trayModel(state, now).menu)).toContain('hosts: Content changed');
  });

  it('cuts what is too long for a menu', () => {
    const state: TrayState = { ...tracking, recent: [aChange({ key: `/etc/${'x'.repeat(200)}\n` })] };
    const long = labels(trayModel(state, now).menu).find((label) => label.startsWith('xxx'));
    expect(long).toHaveLength(60);
    expect(long).toMatch(/…$/);
  });

  it('counts what is unread', () => {
    const state: TrayState = { ...tracking, unread: 2 };
    expect(trayModel(state, now).tooltip).toBe('Tidemark: tracking, 2 unread notifications');
    expect(find(state, '2 unread notifications')).toMatchObject({ action: { kind: 'showNotices' } });
  });
});

describe('alerts in the tray', () => {
  it('are counted, and ask for attention where they are critical', () => {
    const unread: TrayState = { ...tracking, alerts: { unread: 3, critical: 0 } };
    expect(trayModel(unread, now)).toMatchObject({ icon: 'tracking', tooltip: 'Tidemark: tracking, 3 unread alerts' });
    expect(find(unread, '3 unread alerts')).toMatchObject({ action: { kind: 'showAlerts' } });
    const critical: TrayState = { ...tracking, alerts: { unread: 1, critical: 1 } };
    expect(trayModel(critical, now)).toMatchObject({
      icon: 'attention',
      tooltip: 'Tidemark: tracking, 1 critical alert, 1 unread alert',
    });
  });
});

describe('what holds notifications back', () => {
  const calm = tracking.attention;

  it('is said, with what it holds', () => {
    const quiet: TrayState = { ...tracking, attention: { ...calm, quiet: true, held: 4 } };
    expect(trayModel(quiet, now).tooltip).toBe('Tidemark: tracking, quiet hours');
    expect(find(quiet, 'Show 4 notifications held back')).toMatchObject({ action: { kind: 'tellHeld' } });
    const disturbed: TrayState = { ...tracking, attention: { ...calm, doNotDisturb: true } };
    expect(trayModel(disturbed, now).tooltip).toBe('Tidemark: tracking, not to be disturbed');
  });

  it('can be a mute, which the menu begins and ends', () => {
    expect(find(tracking, 'Mute notifications')).toMatchObject({
      entries: [
        { label: 'Mute for 15 minutes', action: { kind: 'mute', choice: 'quarterHour' } },
        { label: 'Mute for 1 hour' },
        { label: 'Mute until tomorrow' },
        { kind: 'text', label: 'Critical alerts are shown all the same' },
      ],
    });
    const mutedUntil = new Date(2026, 10, 22, 15, 5).toISOString();
    const muted: TrayState = { ...tracking, attention: { ...calm, muted: true }, mutedUntil };
    expect(trayModel(muted, now).tooltip).toBe('Tidemark: tracking, muted until 15:05');
    expect(find(muted, 'Unmute notifications')).toMatchObject({ action: { kind: 'unmute' } });
    expect(find(muted, 'Mute notifications')).toBeUndefined();
  });
});

describe('a pause', () => {
  it('lasts as long as it says', () => {
    expect(pauseUntil('quarterHour', now)).toEqual(new Date(2026, 10, 22, 14, 15));
    expect(pauseUntil('hour', now)).toEqual(new Date(2026, 10, 22, 15, 0));
    expect(pauseUntil('tomorrow', now)).toEqual(new Date(2026, 10, 23, 0, 0));
    expect(pauseUntil('tomorrow', new Date(2026, 11, 31, 23, 59))).toEqual(new Date(2027, 0, 1, 0, 0));
  });

  it('begins a plan, and ends the one that is open', () => {
    expect(find(tracking, 'I am installing something…')).toMatchObject({
      action: { kind: 'beginPlan' },
      enabled: true,
    });
    const name = `A printer ${'with a long name '.repeat(9)}`;
    const status: TrayState['status'] = { state: 'tracking', pausedUntil: null, problems: [], plan: aPlan(name) };
    const state: TrayState = { ...tracking, status };
    expect(find(state, 'I am installing something…')).toBeUndefined();
    const end = trayModel(state, now).menu.find((entry) => entry.kind === 'action' && entry.action.kind === 'endPlan');
    expect(end).toMatchObject({ label: expect.stringMatching(/^End “A printer with .{30,}…$/) });
    const starting: TrayState = { ...tracking, engine: { state: 'starting' }, status: undefined };
    expect(find(starting, 'I am installing something…')).toMatchObject({ enabled: false });
  });
});
