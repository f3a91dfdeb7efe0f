import type { Item } from '../../../../shared/model/item.ts';
import { fileTimeIso } from '../../win32/wide.ts';
import { compareVersions, softwareItem } from '../item.ts';
import { type Entry, number, text } from './values.ts';

/** Whether a package of Component Based Servicing is an update: others are the parts of Windows itself. */
export const isUpdatePackage = (name: string): boolean => /^Package_for_/i.test(name);

/** States of packages (CbsInstallState) in which one is on the machine, or about to be or to be no more. */
const states: ReadonlyMap<number, string> = new Map([
  [0x5, 'UninstallPending'],
  [0x60, 'InstallPending'],
  [0x65, 'PartiallyInstalled'],
  [0x70, 'Installed'],
  [0x80, 'Permanent'],
]);
const installed = new Set([0x65, 0x70, 0x80]);

interface Found {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly state: number;
  readonly entry: Entry;
}

/** Takes the name of a package apart: `Name~Key~Architecture~Language~Version`. */
function parse(entry: Entry): Found | undefined {
  const parts = entry.name.split('~');
  const [name = '', , architecture = '', language = '', version = ''] = parts;
  const state = number(entry.values, 'CurrentState');
  if (parts.length !== 5 || state === null || !states.has(state)) return undefined;
  const key = `update:${[name, architecture, language]
    .filter((each) => each !== '')
    .join(':')
    .toLowerCase()}`;
  return { key, name, version, architecture, state, entry };
}

/**
 * The updates among the packages of Component Based Servicing. Those that follow one another (the monthly rollup)
 * share a name: an item is the newest one that is installed, or else the newest that is about to be.
 */
export function updateItems(entries: readonly Entry[]): Item[] {
  const found = new Map<string, Found>();
  for (const each of entries.flatMap((entry) => parse(entry) ?? [])) {
    const there = found.get(each.key);
    if (there === undefined || comesBefore(each, there)) found.set(each.key, each);
  }
  return [...found.values()].map(toItem);
}

function comesBefore(a: Found, b: Found): boolean {
  const [one, other] = [installed.has(a.state), installed.has(b.state)];
  return one === other ? compareVersions(a.version, b.version) > 0 : one;
}

function toItem({ key, name, version, architecture, state, entry: { values } }: Found): Item {
  return softwareItem(key, name.replace(/^Package_for_/i, ''), {
    version: version === '' ? null : version,
    state: states.get(state) ?? null,
    architecture: architecture === '' ? null : architecture,
    softwareType: 'Update',
    source: text(values, 'InstallLocation'),
    manager: 'cbs',
    installed: installTime(number(values, 'InstallTimeHigh'), number(values, 'InstallTimeLow')),
  });
}

/** The day of a FILETIME of two halves. */
function installTime(high: number | null, low: number | null): string | null {
  if (high === null || low === null) return null;
  return fileTimeIso((BigInt(high) << 32n) | BigInt(low))?.slice(0, 10) ?? null;
}
