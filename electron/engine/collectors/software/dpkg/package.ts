import type { Item } from '../../../../shared/model/item.ts';
import { softwareItem } from '../item.ts';
import { ControlSyntaxError, type Stanza } from './deb822.ts';

/** The fields of dpkg's status file that an item is made of, in lower case. */
export const packageFields: ReadonlySet<string> = new Set([
  'package',
  'status',
  'architecture',
  'version',
  'maintainer',
  'description',
  'source',
  'section',
  'installed-size',
]);

// dpkg(1), INFORMATION ABOUT PACKAGES. The two last flags are those of dpkg before 1.9, still read by it.
const wants = new Set(['unknown', 'install', 'hold', 'deinstall', 'purge']);
const flags = new Set(['ok', 'reinstreq', 'hold', 'hold-reinstreq']);
const absentStates = new Set(['not-installed', 'config-files']);
const states = new Set([
  ...absentStates,
  'half-installed',
  'unpacked',
  'half-configured',
  'triggers-awaited',
  'triggers-pending',
  'installed',
]);

/** A package as dpkg's status file, or a journal file beside it, tells of it. */
export interface DpkgPackage {
  readonly name: string;
  /** Empty where dpkg has let go of it together with the package. */
  readonly architecture: string;
  readonly held: boolean;
  readonly state: string;
  /** Whether anything of it but configuration is on the machine. */
  readonly present: boolean;
  /** Whether it is on its way from one state to another, as every package is for a while during a transaction. */
  readonly inTransition: boolean;
  readonly fields: ReadonlyMap<string, string>;
}

/** Parses a paragraph of dpkg's status file. Throws ControlSyntaxError. */
export function parsePackage(stanza: Stanza): DpkgPackage {
  const name = stanza.fields.get('package');
  if (name === undefined || name === '') throw new ControlSyntaxError(stanza.line, "a paragraph without 'Package'");
  const words = (stanza.fields.get('status') ?? '').split(/\s+/);
  const [want = '', flag = '', state = ''] = words;
  if (words.length !== 3 || !wants.has(want) || !flags.has(flag) || !states.has(state)) {
    throw new ControlSyntaxError(stanza.line, `'${words.join(' ')}' is no status of a package (${name})`);
  }
  if (state === 'installed' && !stanza.fields.get('version')) {
    throw new ControlSyntaxError(stanza.line, `the installed package ${name} has no version`);
  }
  const present = !absentStates.has(state);
  return {
    name,
    architecture: stanza.fields.get('architecture') ?? '',
    held: want === 'hold',
    state,
    present,
    inTransition: present && state !== 'installed',
    fields: stanza.fields,
  };
}

/** `dpkg:<name>:<architecture>`: what keeps kernels (by name) and foreign architectures apart. */
export function packageKey(found: DpkgPackage): string {
  return `dpkg:${found.name}:${found.architecture || 'unknown'}`;
}

/** A package that is present, as an item. */
export function toItem(found: DpkgPackage): Item {
  const text = (name: string): string | null => found.fields.get(name) || null;
  const kibibytes = text('installed-size');
  return softwareItem(packageKey(found), found.name, {
    version: text('version'),
    state: found.state,
    held: found.held,
    architecture: found.architecture || null,
    publisher: text('maintainer'),
    description: text('description')?.split('\n', 1)[0] ?? null,
    softwareType: 'Package',
    // 'name' or 'name (version)'; absent where both packages have one name (deb-control(5)).
    source: text('source')?.split(' ', 1)[0] ?? found.name,
    section: text('section'),
    // In KiB (deb-control(5)).
    installedSize: kibibytes !== null && /^\d+$/.test(kibibytes) ? Number(kibibytes) * 1024 : null,
    manager: 'dpkg',
  });
}
