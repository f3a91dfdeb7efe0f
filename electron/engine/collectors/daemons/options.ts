import type { OpenrcOptions } from './openrc.ts';
import { type UsersOptions, usersDefaults } from './users.ts';

export interface SystemdOptions {
  /** The system bus by default (D-Bus specification, well-known message bus instances). */
  readonly busAddress?: string;
  /** The folder that is there while systemd runs the machine (sd_booted(3)). */
  readonly bootedFolder?: string;
  /** Milliseconds for connecting and for each call. */
  readonly timeLimit?: number;
  /** Milliseconds after which a unit on its way to another state is reported as it is. */
  readonly patience?: number;
}

const systemdDefaults: Required<SystemdOptions> = {
  busAddress: 'unix:path=/run/dbus/system_bus_socket',
  bootedFolder: '/run/systemd/system',
  // A machine that starts, or swaps, is slow and not silent.
  timeLimit: 15_000,
  patience: 2 * 60_000,
};

export interface DaemonsOptions {
  readonly systemd?: SystemdOptions;
  readonly users?: UsersOptions;
  /** The folder that holds init.d and the run levels' folders; /etc by default. */
  readonly etc?: string;
  /** OpenRC's folder of states; /run/openrc by default. */
  readonly openrcStates?: string;
}

/** Where each service manager of this machine is found. */
export interface Options {
  readonly systemd: Required<SystemdOptions>;
  readonly users: Required<UsersOptions>;
  readonly etc: string;
  readonly openrc: OpenrcOptions;
}

export function withDefaults({ systemd, users, etc = '/etc', openrcStates }: DaemonsOptions): Options {
  return {
    systemd: { ...systemdDefaults, ...systemd },
    users: { ...usersDefaults(), ...users },
    etc,
    openrc: { etc, run: openrcStates ?? '/run/openrc' },
  };
}
