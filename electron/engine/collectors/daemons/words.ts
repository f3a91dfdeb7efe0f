import type { UnitCommand } from './systemd-api.ts';

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

/** Whether a unit's name is a service's that lasts: no template, and no instance of one, which come and go. */
export function isLastingService(name: string): boolean {
  return name.endsWith('.service') && !name.includes('@');
}
