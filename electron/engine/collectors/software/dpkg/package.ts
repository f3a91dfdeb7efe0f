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

/** What the field `Status` says. */
interface Status {
  readonly held: boolean;
  readonly state: string;
  /** Whether anything of the package but configuration is on the machine. */
  readonly present: boolean;
  /** Whether it is on its way from one state to another, as every package is for a while during a transaction. */
  readonly inTransition: boolean;
}

/** A package as dpkg's status file, or a journal file beside it, tells of it. */
export interface DpkgPackage {
  /** `dpkg:<name>:<architecture>`: what keeps kernels (by name) and foreign architectures apart. */
  readonly key: string;
  readonly name: string;
  /** Empty where dpkg has let go of it together with the package. */
  readonly architecture: string;
  readonly status: Status;
  readonly stanza: Stanza;
}

/** Nearly all packages have one of very few. */
const parsed = new Map<string, Status>();

function parseStatus(text: string): Status | undefined {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const words = text.split(/\s+/);
  const [want = '', flag = '', state = ''] = words;
  if (words.length !== 3 || !wants.has(want) || !flags.has(flag) || !states.has(state)) return undefined;
  const present = !absentStates.has(state);
  const status = { held: want === 'hold', state, present, inTransition: present && state !== 'installed' };
  parsed.set(text, status);
  return status;
}

/** Parses a paragraph of dpkg's status file. Throws ControlSyntaxError. */
export function parsePackage(stanza: Stanza): DpkgPackage {
  const name = stanza.get('package');
  if (name === undefined || name === '') throw new ControlSyntaxError(stanza.line, "a paragraph without 'Package'");
  const text = stanza.get('status') ?? '';
  const status = parseStatus(text);
  if (status === undefined) throw new ControlSyntaxError(stanza.line, `'${text}' is no status of a package (${name})`);
  if (status.state === 'installed' && !stanza.get('version')) {
    throw new ControlSyntaxError(stanza.line, `the installed package ${name} has no version`);
  }
  const architecture = stanza.get('architecture') ?? '';
  return { key: `dpkg:${name}:${architecture || 'unknown'}`, name, architecture, status, stanza };
}

/** A package that is present, as an item. `installed`: when that version of it was put there (ISO 8601), as far as it is known. */
export function toItem({ key, name, architecture, status, stanza }: DpkgPackage, installed: string | null): Item {
  const kibibytes = stanza.get('installed-size');
  return softwareItem(key, name, {
    version: stanza.get('version') || null,
    state: status.state,
    held: status.held,
    architecture: architecture || null,
    publisher: stanza.get('maintainer') || null,
    description: stanza.get('description') || null,
    softwareType: 'Package',
    // 'name' or 'name (version)'; absent where both packages have one name (deb-control(5)).
    source: stanza.get('source')?.split(' ', 1)[0] || name,
    section: stanza.get('section') || null,
    // In KiB (deb-control(5)).
    installedSize: kibibytes !== undefined && /^\d+$/.test(kibibytes) ? Number(kibibytes) * 1024 : null,
    manager: 'dpkg',
    installed,
  });
}
