import { z } from 'zod';
import { type Bus, BusError } from './bus.ts';

const manager = 'org.freedesktop.systemd1';
const managerPath = '/org/freedesktop/systemd1';

/** A unit in memory, as ListUnits tells of it (org.freedesktop.systemd1(5)). */
export interface LoadedUnit {
  readonly name: string;
  readonly description: string;
  /** loaded, not-found, masked, error, bad-setting, merged, stub */
  readonly load: string;
  readonly active: string;
  readonly sub: string;
  readonly path: string;
  /** A job that is queued or runs for it; 0 for none. */
  readonly job: number;
}

const unitSchema = z
  .tuple([
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.string(),
    z.number(),
    z.string(),
    z.string(),
  ])
  .transform(([name, description, load, active, sub, , path, job]): LoadedUnit => {
    return { name, description, load, active, sub, path, job };
  });
const listUnitsSchema = z.tuple([z.array(unitSchema)]);
const listUnitFilesSchema = z.tuple([z.array(z.tuple([z.string(), z.string()]))]);
const textSchema = z.tuple([z.string()]);
const microseconds = z.union([z.bigint(), z.number()]).transform(Number);
const variantSchema = z.tuple([z.object({ value: z.unknown() })]);

// a(sasbttttuii): path, arguments, whether failure is ignored, times, process, result.
const execSchema = z.array(z.tuple([z.string(), z.array(z.string())]).rest(z.unknown()));

/** One command of a unit: `path` is what is run, `args` begins with the name it is given. */
export interface UnitCommand {
  readonly path: string;
  readonly args: readonly string[];
}

// a(sst) and a(stt): which setting it is, its value, and when it elapses next.
const calendarSchema = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown()));
const monotonicSchema = z.array(z.tuple([z.string(), microseconds]).rest(z.unknown()));
// a(ss): Stream, Datagram, FIFO…, and the address or path.
const listenSchema = z.array(z.tuple([z.string(), z.string()]));

/** What sets a timer off: `OnCalendar` with its expression, or `OnBootUSec` and the like with microseconds. */
export interface TimerSetting {
  readonly name: string;
  readonly value: string | number;
}

/** The interfaces of a unit, each with the properties of its kind. */
export type UnitInterface = 'Unit' | 'Service' | 'Timer' | 'Socket';

/** What systemd's manager answers, parsed. Every method rejects with a BusError. */
export class SystemdApi {
  constructor(private readonly bus: Bus) {}

  /** All units in memory; with `names` those, which are read into memory for it. */
  async listUnits(names?: readonly string[]): Promise<readonly LoadedUnit[]> {
    const answer = names ? this.#manager('ListUnitsByNames', 'as', [names]) : this.#manager('ListUnits');
    return listUnitsSchema.parse(await answer)[0];
  }

  /**
   * The names of the unit files that match one of the patterns. systemd searches all its folders anew for each file
   * that matches, about two milliseconds, and does nothing else meanwhile: for where they can't be read otherwise.
   */
  async listUnitFiles(patterns: readonly string[]): Promise<readonly string[]> {
    const answer = await this.#manager('ListUnitFilesByPatterns', 'asas', [[], patterns]);
    return listUnitFilesSchema.parse(answer)[0].map(([path]) => path.slice(path.lastIndexOf('/') + 1));
  }

  /** How a unit is set to start (enabled, disabled, masked, static, generated…), as its files and links say now. */
  async unitFileState(name: string): Promise<string> {
    return textSchema.parse(await this.#manager('GetUnitFileState', 's', [name]))[0];
  }

  /** The folders that units are read from, the one that counts most first (systemd.unit(5), unit file load path). */
  async unitFolders(): Promise<readonly string[]> {
    return z.array(z.string()).parse(await this.#property(managerPath, 'Manager', 'UnitPath'));
  }

  /** initializing, starting, running, degraded, maintenance or stopping (systemctl(1), is-system-running). */
  async systemState(): Promise<string> {
    return z.string().parse(await this.#property(managerPath, 'Manager', 'SystemState'));
  }

  /**
   * When systemd last read all its units anew, as a text that is another one after each reload; empty before version
   * 250, which does not tell.
   */
  async reloadedAt(): Promise<string> {
    try {
      return String(microseconds.parse(await this.#property(managerPath, 'Manager', 'UnitsLoadTimestampMonotonic')));
    } catch (error) {
      if (error instanceof BusError && error.failure === 'refused') return '';
      throw error;
    }
  }

  /** When the manager itself was started, in milliseconds since 1970. */
  async startedAt(): Promise<number> {
    return microseconds.parse(await this.#property(managerPath, 'Manager', 'UserspaceTimestamp')) / 1000;
  }

  /** The object path of a unit, which is read into memory for as long as it is asked about. */
  async loadUnit(name: string): Promise<string> {
    return textSchema.parse(await this.#manager('LoadUnit', 's', [name]))[0];
  }

  async commands(path: string): Promise<readonly UnitCommand[]> {
    const value = await this.#property(path, 'Service', 'ExecStart');
    return execSchema.parse(value).map(([file, args]) => ({ path: file, args }));
  }

  async timerSettings(path: string): Promise<readonly TimerSetting[]> {
    const [calendar, monotonic] = await Promise.all([
      this.#property(path, 'Timer', 'TimersCalendar'),
      this.#property(path, 'Timer', 'TimersMonotonic'),
    ]);
    return [...calendarSchema.parse(calendar), ...monotonicSchema.parse(monotonic)].map(([name, value]) => ({
      name,
      value,
    }));
  }

  /** What a socket listens on: its kind (Stream, Datagram, FIFO…) and the address or path. */
  async listens(path: string): Promise<readonly (readonly [kind: string, address: string])[]> {
    return listenSchema.parse(await this.#property(path, 'Socket', 'Listen'));
  }

  /** A property of text of a unit; empty where it has none. */
  async text(path: string, from: UnitInterface, name: string): Promise<string> {
    return z.string().parse(await this.#property(path, from, name));
  }

  async texts(path: string, from: UnitInterface, name: string): Promise<readonly string[]> {
    return z.array(z.string()).parse(await this.#property(path, from, name));
  }

  async flag(path: string, from: UnitInterface, name: string): Promise<boolean> {
    return z.boolean().parse(await this.#property(path, from, name));
  }

  async count(path: string, from: UnitInterface, name: string): Promise<number> {
    return z.number().parse(await this.#property(path, from, name));
  }

  /** A time of a unit, in milliseconds since 1970. */
  async time(path: string, name: string): Promise<number> {
    return microseconds.parse(await this.#property(path, 'Unit', name)) / 1000;
  }

  /** Makes systemd send its signals to this connection. */
  async subscribe(): Promise<void> {
    await this.#manager('Subscribe');
  }

  async #property(path: string, from: UnitInterface | 'Manager', name: string): Promise<unknown> {
    const answer = await this.bus.call({
      destination: manager,
      path,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [`${manager}.${from}`, name],
    });
    return variantSchema.parse(answer)[0].value;
  }

  #manager(member: string, signature?: string, body: readonly unknown[] = []): Promise<readonly unknown[]> {
    return this.bus.call({
      destination: manager,
      path: managerPath,
      interface: `${manager}.Manager`,
      member,
      body,
      ...(signature === undefined ? {} : { signature }),
    });
  }
}

/** The object path of a unit's name: every byte but letters and digits (and a digit at the start) is `_xx`. */
export function unitPath(name: string): string {
  const escaped = [...Buffer.from(name, 'utf8')]
    .map((byte, index) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z]/.test(char) || (index > 0 && /[0-9]/.test(char))
        ? char
        : `_${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
  return `${managerPath}/unit/${escaped}`;
}

/** The unit's name of an object path; `undefined` for a path that is no unit's. */
export function unitOfPath(path: string): string | undefined {
  const prefix = `${managerPath}/unit/`;
  if (!path.startsWith(prefix)) return undefined;
  const bytes = path
    .slice(prefix.length)
    .replace(/_([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
