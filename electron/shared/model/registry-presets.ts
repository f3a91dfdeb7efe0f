import { type ParsedRegistryKey, parseRegistryKey } from './registry-key.ts';
import { type Settings, type TrackedRegistry, trackedRegistrySchema } from './settings.ts';

/** A key that is known to be worth watching: not tracked until its owner enables it. */
export interface RegistryPreset {
  /** The id of the tracked item that it becomes. */
  readonly id: string;
  readonly name: string;
  readonly key: string;
  /** What hooks in there, and why one wants to know. */
  readonly purpose: string;
}

const machine = (path: string) => `HKEY_LOCAL_MACHINE\\${path}`;
const preset = (id: string, name: string, key: string, purpose: string): RegistryPreset => ({
  id: `preset-${id}`,
  name,
  key: machine(key),
  purpose,
});

/** The group that enabled presets stand in. */
export const presetGroup = 'Where programs hook in';

/**
 * The keys that the original offers, in its order, and the one that its newer agent
 * added. They are the places where foreign code gets itself started or loaded.
 */
export const registryPresets: readonly RegistryPreset[] = [
  preset(
    'startup-scripts',
    'Start-up scripts',
    'Software\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\Scripts\\Startup',
    'Scripts that a group policy runs when the machine starts, with the rights of the system.',
  ),
  preset(
    'shutdown-scripts',
    'Shutdown scripts',
    'Software\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\Scripts\\Shutdown',
    'Scripts that a group policy runs when the machine shuts down, with the rights of the system.',
  ),
  preset(
    'run-32',
    'Run at sign-in (32-bit)',
    'SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Run',
    'Programs that 32-bit software starts whenever anybody signs in: the commonest place to stay on a machine.',
  ),
  preset(
    'active-setup',
    'Active Setup',
    'SOFTWARE\\Microsoft\\Active Setup\\Installed Components',
    'Commands run once for every user at their first sign-in, before the desktop; they set applications up.',
  ),
  preset(
    'context-menus',
    'Folder menus',
    'Software\\Classes\\Directory\\ShellEx\\ContextMenuHandlers',
    'Libraries that add entries to a folder’s menu. Explorer loads them into its own process.',
  ),
  preset(
    'copy-hooks',
    'Copy hooks',
    'Software\\Classes\\Directory\\Shellex\\CopyHookHandlers',
    'Libraries that Explorer asks before a folder is copied, moved or deleted. They run in its own process.',
  ),
  preset(
    'icon-overlays',
    'Icon overlays',
    'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\ShellIconOverlayIdentifiers',
    'Libraries that draw marks on icons, as sync clients do. Explorer loads them when it starts.',
  ),
  preset(
    'icon-overlays-32',
    'Icon overlays (32-bit)',
    'Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Explorer\\ShellIconOverlayIdentifiers',
    'The same for 32-bit programs, which load them with their file dialogs.',
  ),
  preset(
    'browser-helpers',
    'Browser helpers',
    'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Browser Helper Objects',
    'Plug-ins of Internet Explorer, which read and change the pages that are shown and where one goes from them.',
  ),
  preset(
    'browser-helpers-32',
    'Browser helpers (32-bit)',
    'Software\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Explorer\\Browser Helper Objects',
    'The same plug-ins for the 32-bit Internet Explorer, and for programs that show pages with it.',
  ),
  preset(
    'browser-extensions',
    'Internet Explorer’s extensions',
    'Software\\Microsoft\\Internet Explorer\\Extensions',
    'Buttons and menu entries that were added to Internet Explorer, and what they start.',
  ),
  preset(
    'browser-extensions-32',
    'Internet Explorer’s extensions (32-bit)',
    'Software\\Wow6432Node\\Microsoft\\Internet Explorer\\Extensions',
    'Buttons and menu entries of the 32-bit Internet Explorer, and what they start.',
  ),
  preset(
    'drivers32',
    'Sound and video drivers',
    'Software\\Microsoft\\Windows NT\\CurrentVersion\\Drivers32',
    'Codecs and drivers that every program loads which plays sound or video; once the [drivers] part of system.ini.',
  ),
  preset(
    'drivers32-32',
    'Sound and video drivers (32-bit)',
    'Software\\Wow6432Node\\Microsoft\\Windows NT\\CurrentVersion\\Drivers32',
    'The same codecs and drivers for 32-bit programs.',
  ),
  preset(
    'known-dlls',
    'Known system libraries',
    'System\\CurrentControlSet\\Control\\Session Manager\\KnownDlls',
    'Libraries that are always taken from the system’s folder. One that is missing here can be replaced by a false one beside a program.',
  ),
  preset(
    'winlogon-notify',
    'Sign-in notifications',
    'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\Notify',
    'Libraries that are told when somebody signs in or out, locks or unlocks, by the process that handles sign-in.',
  ),
  preset(
    'background-menus',
    'Desktop and folder background menus',
    'Software\\Classes\\Directory\\Background\\ShellEx\\ContextMenuHandlers',
    'Libraries that add entries to the menu of the desktop’s and a folder’s background. Explorer loads them into its own process.',
  ),
];

/** A preset as a tracked item that is on. Not every Windows has every one of these keys. */
export function presetItem({ id, name, key }: RegistryPreset): TrackedRegistry {
  return trackedRegistrySchema.parse({ id, name, key, group: presetGroup, recursion: true, mustExist: false });
}

const canonical = (parsed: ParsedRegistryKey) => (parsed.ok ? parsed.key.toLowerCase() : undefined);

/** The preset of a key, in whichever spelling it is named. */
export function presetOf(key: string): RegistryPreset | undefined {
  const named = canonical(parseRegistryKey(key));
  return named === undefined ? undefined : registryPresets.find((each) => each.key.toLowerCase() === named);
}

/** The same tracked keys with a preset switched on or off: what was set on its item stays. */
export function withPreset(
  registry: Settings['tracking']['registry'],
  wanted: RegistryPreset,
  enabled: boolean,
): Settings['tracking']['registry'] {
  const there = registry.some(({ id }) => id === wanted.id);
  if (there) return registry.map((each) => (each.id === wanted.id ? { ...each, enabled } : each));
  return enabled ? [...registry, presetItem(wanted)] : registry;
}
