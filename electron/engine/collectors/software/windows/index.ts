import type { Part, PartReading, SoftwareSource } from '../source.ts';
import { isAtWork, loadedUsers } from './msi.ts';
import { listedParts, readPart, unloadedParts } from './read.ts';
import { watchSoftware } from './watch.ts';

/** How long what Windows Installer took away may be on its way to a newer version (milliseconds). */
const patience = 15 * 60_000;

/**
 * Software of Windows: the uninstall entries of the machine and of every user whose hive is loaded, store apps, and
 * updates. Each list is a part with a baseline of its own.
 */
export function createWindowsSource(): SoftwareSource {
  const remembered = new Map<string, ReadonlySet<string>>();
  let atWorkSince: number | undefined;

  /** Whether Windows Installer is at work, and not for too long: a crash can leave it so. */
  function mayComeBack(): boolean {
    if (!isAtWork()) {
      atWorkSince = undefined;
      return false;
    }
    atWorkSince ??= performance.now();
    return performance.now() - atWorkSince < patience;
  }

  /** What Windows Installer brought and is not there while it is at work is unsettled. */
  function settle(id: string, reading: PartReading, atWork: boolean): PartReading {
    if (reading.state !== 'collected') return reading;
    const here = new Set(reading.items.map(({ key }) => key));
    const before = remembered.get(id) ?? new Set();
    const unsettled = new Set(atWork ? [...before].filter((key) => !here.has(key)) : []);
    const brought = reading.items.filter(({ fields }) => fields.manager === 'msi').map(({ key }) => key);
    remembered.set(id, new Set([...brought, ...unsettled]));
    return { ...reading, unsettled };
  }

  return {
    id: 'windows',
    ownKeys: false,
    owns: (part) => part === 'windows' || part === 'cbs' || /^(uninstall|store):/.test(part),
    read: async ({ knownSources, signal }) => {
      const users = loadedUsers();
      const parts: Part[] = [...unloadedParts(knownSources, users)];
      for (const listed of listedParts(users)) {
        // Each takes some milliseconds.
        await new Promise(setImmediate);
        signal.throwIfAborted();
        // Asked before and after: it may begin or end its work while the list is read.
        const atWork = mayComeBack();
        const reading = readPart(listed);
        parts.push({ id: listed.id, reading: settle(listed.id, reading, atWork || mayComeBack()) });
      }
      return { state: 'parts', parts };
    },
    watch: async (listener) => watchSoftware(listener),
  };
}
