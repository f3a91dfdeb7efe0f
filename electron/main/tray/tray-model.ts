import type { AttentionState, EngineState } from '../../shared/contract/contract.ts';
import { causeTitle } from '../../shared/model/cause-words.ts';
import type { Change } from '../../shared/model/change.ts';
import { counted } from '../../shared/model/format.ts';
import { needsAttention } from '../../shared/model/problem.ts';
import type { Status } from '../../shared/model/status.ts';
import { changeTitle, changeWords } from '../../shared/model/words.ts';
import type { PauseChoice } from './pause.ts';

/** What the tray knows. */
export interface TrayState {
  readonly engine: EngineState;
  readonly status: Pick<Status, 'state' | 'pausedUntil' | 'problems' | 'plan'> | undefined;
  /** Whether something else than tracking needs a person: a settings file at fault. */
  readonly fault: boolean;
  /** The newest first, at most five. */
  readonly recent: readonly Change[];
  readonly unread: number;
  /** Alerts that nobody has read, and how many critical ones are unread or last. */
  readonly alerts: { readonly unread: number; readonly critical: number };
  /** What holds notifications back; until when they are muted (ISO 8601). */
  readonly attention: AttentionState;
  readonly mutedUntil: string | null;
}

export type TrayIcon = 'tracking' | 'paused' | 'attention';

export type TrayAction =
  | { readonly kind: 'open' }
  | { readonly kind: 'showChange'; readonly id: number }
  | { readonly kind: 'showNotices' }
  | { readonly kind: 'showAlerts' }
  | { readonly kind: 'showStatus' }
  | { readonly kind: 'collect' }
  | { readonly kind: 'pause'; readonly choice: PauseChoice }
  | { readonly kind: 'resume' }
  | { readonly kind: 'beginPlan' }
  | { readonly kind: 'endPlan' }
  | { readonly kind: 'mute'; readonly choice: PauseChoice }
  | { readonly kind: 'unmute' }
  | { readonly kind: 'tellHeld' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'quit' };

export type TrayEntry =
  | { readonly kind: 'line' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction; readonly enabled: boolean }
  | { readonly kind: 'menu'; readonly label: string; readonly entries: readonly TrayEntry[] };

export interface TrayModel {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayEntry[];
}

const longest = 60;
const line: TrayEntry = { kind: 'line' };
const action = (label: string, action: TrayAction, enabled = true): Extract<TrayEntry, { kind: 'action' }> => ({
  kind: 'action',
  label,
  action,
  enabled,
});

/** What the tray shows for what it knows; `now` is needed to say until when a pause lasts. */
export function trayModel(state: TrayState, now: Date): TrayModel {
  const { recent, attention } = state;
  const running = state.engine.state === 'running';
  const paused = running && state.status?.state === 'paused';
  const words = stateWords(state, now);
  const held = heldWords(state, now);
  const news = newsOf(state);
  return {
    icon: trayIcon(state),
    tooltip: `Tidemark: ${[words, ...news.map(({ label }) => label), ...(held === undefined ? [] : [held])].join(', ')}`,
    menu: [
      action('Open Tidemark', { kind: 'open' }),
      action(capital(words), { kind: 'showStatus' }),
      ...news,
      line,
      { kind: 'text', label: recent.length === 0 ? 'No changes yet' : 'Recent changes' },
      ...recent.map((change) => action(recentLabel(change), { kind: 'showChange', id: change.id })),
      line,
      action('Collect now', { kind: 'collect' }, running && !paused),
      paused ? action('Resume', { kind: 'resume' }) : pauseMenu(running),
      planAction(state, running),
      line,
      ...(held === undefined ? [] : [{ kind: 'text', label: capital(held) } as const]),
      ...(attention.held === 0
        ? []
        : [action(`Show ${counted(attention.held, 'notification')} held back`, { kind: 'tellHeld' })]),
      attention.muted ? action('Unmute notifications', { kind: 'unmute' }) : muteMenu,
      line,
      action('Settings', { kind: 'settings' }),
      action('Quit Tidemark', { kind: 'quit' }),
    ],
  };
}

/** Begins a plan, or ends the one that is open. */
function planAction({ status }: TrayState, enabled: boolean): TrayEntry {
  const plan = status?.plan;
  if (!plan) return action('I am installing something…', { kind: 'beginPlan' }, enabled);
  return action(shortened(`End “${causeTitle(plan)}”`), { kind: 'endPlan' }, enabled);
}

function pauseMenu(enabled: boolean): TrayEntry {
  const choices: readonly (readonly [string, PauseChoice])[] = [
    ['For 15 minutes', 'quarterHour'],
    ['For 1 hour', 'hour'],
    ['Until tomorrow', 'tomorrow'],
  ];
  return {
    kind: 'menu',
    label: 'Pause',
    entries: choices.map(([label, choice]) => action(label, { kind: 'pause', choice }, enabled)),
  };
}

const muteMenu: TrayEntry = {
  kind: 'menu',
  label: 'Mute notifications',
  entries: [
    action('Mute for 15 minutes', { kind: 'mute', choice: 'quarterHour' }),
    action('Mute for 1 hour', { kind: 'mute', choice: 'hour' }),
    action('Mute until tomorrow', { kind: 'mute', choice: 'tomorrow' }),
    { kind: 'text', label: 'Critical alerts are shown all the same' },
  ],
};

/** What nobody has seen yet. */
function newsOf({ unread, alerts }: TrayState) {
  const news = [
    { count: alerts.critical, noun: 'critical alert', kind: 'showAlerts' },
    { count: alerts.unread, noun: 'unread alert', kind: 'showAlerts' },
    { count: unread, noun: 'unread notification', kind: 'showNotices' },
  ] as const;
  return news.flatMap(({ count, noun, kind }) => (count === 0 ? [] : [action(counted(count, noun), { kind })]));
}

/** What holds notifications back, in words. */
function heldWords({ attention, mutedUntil }: TrayState, now: Date): string | undefined {
  if (attention.muted) return mutedUntil === null ? 'muted' : `muted until ${moment(mutedUntil, now)}`;
  if (attention.quiet) return 'quiet hours';
  return attention.doNotDisturb ? 'not to be disturbed' : undefined;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function trayIcon({ engine, status, fault, alerts }: TrayState): TrayIcon {
  if (engine.state === 'failed' || engine.state === 'restarting' || fault) return 'attention';
  if (status?.state === 'attention' || alerts.critical > 0) return 'attention';
  return status?.state === 'paused' ? 'paused' : 'tracking';
}

function stateWords({ engine, status, fault }: TrayState, now: Date): string {
  if (engine.state === 'failed') return 'tracking stopped';
  if (engine.state === 'restarting') return 'the engine is being started again';
  if (engine.state === 'starting' || !status || status.state === 'starting') return 'starting';
  if (status.state === 'paused')
    return `paused${status.pausedUntil ? ` until ${moment(status.pausedUntil, now)}` : ''}`;
  if (status.state === 'stopped') return 'tracking stopped';
  if (fault) return 'tracking, the settings file needs attention';
  if (status.state === 'attention')
    return `tracking, ${counted(status.problems.filter(needsAttention).length, 'problem')}`;
  return 'tracking';
}

function recentLabel(change: Change): string {
  return shortened(`${changeTitle(change)}: ${changeWords(change)}`.replaceAll(/\s+/g, ' '));
}

const shortened = (label: string) => (label.length <= longest ? label : `${label.slice(0, longest - 1)}…`);

/** A moment (ISO 8601) as a person says it: the time today, and the day with it otherwise. */
function moment(iso: string, now: Date): string {
  const at = new Date(iso);
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  if (at.toDateString() === now.toDateString()) return time;
  return `${at.toLocaleDateString('en-GB', { weekday: 'long' })} ${time}`;
}
