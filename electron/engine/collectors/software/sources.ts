import { createDpkgSource, type DpkgOptions } from './dpkg/index.ts';
import type { SoftwareSource } from './source.ts';
import { createWindowsSource } from './windows/index.ts';

/** Where the sources look, when it is not where they lie on every machine. */
export interface SourceOptions {
  readonly dpkg?: DpkgOptions;
}

/** Every source of software of this platform, in the order in which people read of them. */
export function createSources(options: SourceOptions): readonly SoftwareSource[] {
  if (process.platform === 'win32') return [createWindowsSource()];
  return [createDpkgSource(options.dpkg)];
}
