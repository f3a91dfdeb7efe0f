import { platformOfPath } from '../../shared/model/platform-words.ts';
import type { Platform } from '../../shared/model/recommended.ts';
import type { Settings } from '../../shared/model/settings.ts';

const names: Readonly<Record<Platform, string>> = { linux: 'Linux', windows: 'Windows', macos: 'macOS' };

/** What is said of a thing that this platform does not have. */
export const foreignHere = (platform: Platform): string =>
  `does not apply to this platform (${names[platform]}): kept, not collected`;

/** Whether a path or pattern can mean something on Windows alone: drives, shares, `%VARIABLE%\…`. */
const isOfWindows = (path: string) => platformOfPath(path) === 'windows' || /^%[^%]+%\\/.test(path);

/**
 * What in good settings does not apply to a platform, each with its place, one a line. The
 * same file may serve machines of both kinds: none of it is a fault.
 */
export function foreignParts({ tracking }: Settings, platform: Platform): readonly string[] {
  const here = foreignHere(platform);
  const isForeign = (path: string) => (platform === 'windows' ? path.startsWith('/') : isOfWindows(path));
  const files = tracking.files.flatMap(({ path }, at) =>
    isForeign(path) ? [`tracking.files[${at}].path: ${path} ${here}`] : [],
  );
  const keys =
    platform === 'windows'
      ? []
      : tracking.registry.map(({ key }, at) => `tracking.registry[${at}].key: ${key} ${here}`);
  const appImages =
    tracking.software.optional.appImages && platform !== 'linux'
      ? [`tracking.software.optional.appImages ${here}`]
      : [];
  return [...files, ...keys, ...appImages];
}
