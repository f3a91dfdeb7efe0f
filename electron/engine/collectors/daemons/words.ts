import { type DaemonKind, daemonKinds } from '../../../shared/model/settings.ts';
import type { TimerSetting, UnitCommand } from './systemd-api.ts';

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** A unit's ActiveState (systemctl(1)) in the record format's words: Running and Stopped, or systemd's own. */
export function stateOf(active: string): string {
  switch (active) {
    case 'active':
    case 'reloading':
    case 'refreshing':
      return 'Running';
    case 'inactive':
      return 'Stopped';
    default:
      return capitalised(active);
  }
}

/** Whether a unit is on its way from one state to another, and will be in a lasting one soon. */
export function inFlux(unit: { readonly active: string; readonly job: number }): boolean {
  return unit.active === 'activating' || unit.active === 'deactivating' || unit.job !== 0;
}

/**
 * A unit's UnitFileState (systemctl(1), is-enabled) in the record format's words,
 * which are those of Windows' service control manager: Auto starts with the
 * machine, Manual can be started but is not by itself, Disabled cannot be started.
 * So `enabled` is Auto, systemd's `disabled` is Manual (`systemctl start` works),
 * and `masked` is Disabled. The others (static, indirect, generated, linked…) have
 * no such counterpart and keep systemd's word.
 */
export function startupOf(unitFileState: string): string | null {
  switch (unitFileState) {
    case '':
      return null;
    case 'enabled':
    case 'enabled-runtime':
      return 'Auto';
    case 'disabled':
      return 'Manual';
    case 'masked':
    case 'masked-runtime':
      return 'Disabled';
    default:
      return capitalised(unitFileState);
  }
}

/** Commands as one line: the program's path and its arguments, those with blanks in quotes. */
export function commandOf(commands: readonly UnitCommand[]): string | null {
  const lines = commands.map(({ path, args }) => [path, ...args.slice(1)].map(quoted).join(' '));
  return lines.length === 0 ? null : lines.join('; ');
}

const quoted = (word: string) => (/^[^\s"';]+$/.test(word) ? word : JSON.stringify(word));

/** A unit's kind by its name; `undefined` for those that are no daemons (mounts, targets…). */
export function kindOf(unit: string): DaemonKind | undefined {
  return daemonKinds.find((kind) => unit.endsWith(`.${kind}`));
}

/** Whether a unit's name is of a kind that can be a daemon, and is neither a template's nor that of an instance of one. */
export function isPlain(unit: string): boolean {
  return kindOf(unit) !== undefined && !unit.includes('@');
}

/**
 * The template that a unit is an instance of: `wg-quick@.service` of `wg-quick@home.service`; `undefined` for a unit
 * that is none (systemd.unit(5)).
 */
export function templateOf(unit: string): string | undefined {
  const [, template, suffix] = /^([^@]+@).+(\.[a-z]+)$/.exec(unit) ?? [];
  return suffix === undefined || kindOf(unit) === undefined ? undefined : `${template}${suffix}`;
}

/**
 * What a timer starts and what sets it off, in the words of its file: `backup.service: OnCalendar=*-*-* 00:00:00`. In
 * which order systemd tells its settings means nothing.
 */
export function scheduleOf(starts: string, settings: readonly TimerSetting[]): string {
  const words = settings.map(({ name, value }) =>
    typeof value === 'string' ? `${name}=${value}` : `${name.replace(/USec$/, 'Sec')}=${spanOf(value)}`,
  );
  return `${starts}: ${words.length === 0 ? 'never' : words.sort().join('; ')}`;
}

/** What a socket listens on, in the words of its file: `ListenStream=/run/a; ListenDatagram=127.0.0.1:514`. */
export function listensOn(listens: readonly (readonly [kind: string, address: string])[]): string | null {
  return listens.length === 0 ? null : listens.map(([kind, address]) => `Listen${kind}=${address}`).join('; ');
}

/** Microseconds of each unit of time spans, as systemd writes them (systemd.time(7)). */
const spans: readonly (readonly [unit: string, length: number])[] = [
  ['w', 604_800e6],
  ['d', 86_400e6],
  ['h', 3600e6],
  ['min', 60e6],
  ['s', 1e6],
  ['ms', 1e3],
  ['us', 1],
];

function spanOf(duration: number): string {
  const parts: string[] = [];
  let rest = duration;
  for (const [unit, length] of spans) {
    const count = Math.floor(rest / length);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * length;
  }
  return parts.length === 0 ? '0' : parts.join(' ');
}
