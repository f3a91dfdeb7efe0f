import { z } from 'zod';
import type { Bus } from './bus.ts';

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

/** A unit's file, as ListUnitFiles tells of it. */
export interface UnitFile {
  readonly path: string;
  /** enabled, disabled, masked, static, generated, transient, alias… */
  readonly state: string;
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
const pathSchema = z.tuple([z.string()]);
const variantSchema = z.tuple([z.object({ value: z.unknown() })]);

// a(sasbttttuii): path, arguments, whether failure is ignored, times, process, result.
const execSchema = z.array(z.tuple([z.string(), z.array(z.string())]).rest(z.unknown()));

/** One command of a unit: `path` is what is run, `args` begins with the name it is given. */
export interface UnitCommand {
  readonly path: string;
  readonly args: readonly string[];
}

/** What systemd's manager answers, parsed. Every method rejects with a BusError. */
export class SystemdApi {
  constructor(private readonly bus: Bus) {}

  /** All units in memory; with `names` those, which are read into memory for it. */
  async listUnits(names?: readonly string[]): Promise<readonly LoadedUnit[]> {
    const answer = names ? this.#manager('ListUnitsByNames', 'as', [names]) : this.#manager('ListUnits');
    return listUnitsSchema.parse(await answer)[0];
  }

  /**
   * Unit files whose names match one of the patterns, by unit name: a file's name is
   * its unit's. systemd searches all folders anew for each file that matches, about a
   * millisecond, and does nothing else meanwhile: ask for no more than is needed.
   */
  async listUnitFiles(patterns: readonly string[]): Promise<ReadonlyMap<string, UnitFile>> {
    const answer = await this.#manager('ListUnitFilesByPatterns', 'asas', [[], patterns]);
    const [files] = listUnitFilesSchema.parse(answer);
    return new Map(files.map(([path, state]) => [path.slice(path.lastIndexOf('/') + 1), { path, state }]));
  }

  /** The object path of a unit, which is read into memory for as long as it is asked about. */
  async loadUnit(name: string): Promise<string> {
    return pathSchema.parse(await this.#manager('LoadUnit', 's', [name]))[0];
  }

  async commands(path: string): Promise<readonly UnitCommand[]> {
    const value = await this.#property(path, 'Service', 'ExecStart');
    return execSchema.parse(value).map(([file, args]) => ({ path: file, args }));
  }

  /** A property of text of a unit; empty where it has none. */
  async text(path: string, from: 'Unit' | 'Service', name: string): Promise<string> {
    return z.string().parse(await this.#property(path, from, name));
  }

  async flag(path: string, from: 'Unit' | 'Service', name: string): Promise<boolean> {
    return z.boolean().parse(await this.#property(path, from, name));
  }

  /** A time, in milliseconds since 1970. */
  async time(path: string, name: string): Promise<number> {
    return Number(z.union([z.bigint(), z.number()]).parse(await this.#property(path, 'Unit', name))) / 1000;
  }

  /** Makes systemd send its signals to this connection. */
  async subscribe(): Promise<void> {
    await this.#manager('Subscribe');
  }

  async #property(path: string, from: 'Unit' | 'Service', name: string): Promise<unknown> {
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
