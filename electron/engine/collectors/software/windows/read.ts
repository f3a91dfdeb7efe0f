import type { Item } from '../../../../shared/model/item.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import { codeWords, Win32Error } from '../../win32/errors.ts';
import type { Part, PartReading } from '../source.ts';
import { machineUpgradeCodes, upgradeCodesOf, userUpgradeCodes } from './msi.ts';
import { isUpdatePackage, updateItems } from './servicing.ts';
import { storeItems } from './store-apps.ts';
import { type Scope, uninstallItems } from './uninstall.ts';
import { entriesBelow, type Place, withKey } from './values.ts';

const windows = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion';

/** Where a part of the software is listed. */
export interface Listed {
  /** The part's id: the source of its items. */
  readonly id: string;
  readonly place: Place;
  /** The items; `undefined` where this Windows has no such list. Throws a Win32Error. */
  readonly read: () => readonly Item[] | undefined;
}

/** The parts of the software of a machine on which these users' hives are loaded. */
export function listedParts(users: readonly string[]): readonly Listed[] {
  return [
    machinePart('64'),
    machinePart('32'),
    updatesPart(),
    // 32-bit programs see the same keys of a user as others do.
    ...users.flatMap((user) => [userPart(user), storePart(user)]),
  ];
}

function machinePart(view: '64' | '32'): Listed {
  const place: Place = { hive: 'HKEY_LOCAL_MACHINE', path: `${windows}\\Uninstall`, view };
  return uninstallPart(place, { id: `machine${view}`, user: null, architecture: `${view}-bit` }, machineUpgradeCodes);
}

function userPart(user: string): Listed {
  const place: Place = { hive: 'HKEY_USERS', path: `${user}\\${windows}\\Uninstall`, view: '64' };
  return uninstallPart(place, { id: user, user, architecture: null }, userUpgradeCodes(user));
}

function uninstallPart(place: Place, scope: Scope, upgradeCodes: Place): Listed {
  return {
    id: `uninstall:${scope.id}`,
    place,
    // The key may come with the first program.
    read: () => uninstallItems(scope, entriesBelow(place), upgradeCodesOf(entriesBelow(upgradeCodes))),
  };
}

function updatesPart(): Listed {
  const path = `${windows}\\Component Based Servicing\\Packages`;
  const place: Place = { hive: 'HKEY_LOCAL_MACHINE', path, view: '64' };
  return { id: 'cbs', place, read: () => ifThere(place, () => updateItems(entriesBelow(place, isUpdatePackage))) };
}

function storePart(user: string): Listed {
  const repository = 'Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\Repository\\Packages';
  // A user's classes, which HKEY_CLASSES_ROOT shows of the one who asks, are a hive of their own.
  const place: Place = { hive: 'HKEY_USERS', path: `${user}_Classes\\${repository}`, view: '64' };
  return { id: `store:${user}`, place, read: () => ifThere(place, () => storeItems(user, entriesBelow(place))) };
}

const ifThere = <T>(place: Place, read: () => T): T | undefined => withKey(place, read);

/** Reads a part; what can't be read is a problem of its own. */
export function readPart({ id, place, read }: Listed): PartReading {
  try {
    const items = read();
    return items === undefined ? { state: 'unsupported' } : { state: 'collected', items, unsettled: new Set() };
  } catch (error) {
    if (!(error instanceof Win32Error)) throw error;
    return { state: 'unreadable', problem: unreadable(id, `${place.hive}\\${place.path}`, codeWords(error.code)) };
  }
}

/** The parts of users whose hives are not loaded now: nothing can be said of what they have installed. */
export function unloadedParts(knownSources: ReadonlySet<string>, users: readonly string[]): readonly Part[] {
  return [...knownSources].flatMap((id): Part[] => {
    const user = /^(?:uninstall|store):(S-1-[\d-]+)$/i.exec(id)?.[1];
    if (user === undefined || users.includes(user)) return [];
    const problem: Problem = {
      type: 'Software',
      kind: 'unreadable',
      subject: id,
      message: `The hive HKEY_USERS\\${user} is not loaded now, so nothing can be said of what that user has installed.`,
      advice: 'It is loaded while that user is signed in.',
    };
    return [{ id, reading: { state: 'unreadable', problem } }];
  });
}

const unreadable = (id: string, key: string, cause: string): Problem => ({
  type: 'Software',
  kind: 'unreadable',
  subject: id,
  message: `The list of software in ${key} can't be read: ${cause}.`,
  advice: 'Let the account that Tidemark runs as read that key.',
});
