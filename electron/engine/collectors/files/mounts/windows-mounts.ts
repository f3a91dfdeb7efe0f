import { loadLibrary, type NativeCall } from '../../win32/library.ts';
import { wide } from '../../win32/wide.ts';
import { volumeOf } from '../keys.ts';
import type { Mount } from './mounts.ts';

/** What GetDriveTypeW (winbase.h) says of drives that another machine serves, or that are made to be taken out. */
const kinds: ReadonlyMap<number, string> = new Map([
  [2, 'removable drive'],
  [4, 'network drive'],
  [5, 'optical drive'],
]);

let call: NativeCall | undefined;

/** The kind of a drive, told without a look at what is on it. */
function driveType(root: string): number {
  call ??= loadLibrary('kernel32.dll').call('GetDriveTypeW', 'uint32_t', ['void *']);
  return call(wide(root.replaceAll('/', '\\')));
}

/** The servers and drives that these roots lie on and that are collected by schedule; none of them is waited for. */
export function windowsMounts(
  roots: readonly string[],
  typeOf: (root: string) => number = driveType,
): readonly Mount[] {
  const points = new Set(roots.map(volumeOf));
  return [...points].flatMap((point) => {
    if (point.startsWith('//')) return [{ point, fileSystem: 'network share' }];
    const fileSystem = kinds.get(typeOf(point));
    return fileSystem === undefined ? [] : [{ point, fileSystem }];
  });
}
