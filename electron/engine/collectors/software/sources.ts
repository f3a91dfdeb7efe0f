import { type ApkOptions, createApkSource } from './apk/index.ts';
import { createDpkgSource, type DpkgOptions } from './dpkg/index.ts';
import { createFlatpakSource, type FlatpakOptions } from './flatpak/index.ts';
import { type AppImageOptions, createAppImageSource } from './optional/app-images.ts';
import { createCargoSource } from './optional/cargo.ts';
import { createNpmSource } from './optional/npm.ts';
import { createPipSource } from './optional/pip.ts';
import { createPacmanSource, type PacmanOptions } from './pacman/index.ts';
import { createRpmSource, type RpmOptions } from './rpm/index.ts';
import type { ScopeOptions } from './scopes.ts';
import { createSnapSource, type SnapOptions } from './snap/index.ts';
import type { SoftwareSource } from './source.ts';
import { createWindowsSource } from './windows/index.ts';

/** Where the sources look, when it is not where they lie on every machine. */
export interface SourceOptions {
  readonly dpkg?: DpkgOptions;
  readonly rpm?: RpmOptions;
  readonly pacman?: PacmanOptions;
  readonly apk?: ApkOptions;
  readonly snap?: SnapOptions;
  readonly flatpak?: FlatpakOptions;
  readonly optional?: ScopeOptions & AppImageOptions;
}

/** Every source of software of this platform, in the order in which people read of them. */
export function createSources(options: SourceOptions): readonly SoftwareSource[] {
  const { optional } = options;
  const everywhere = [createPipSource(optional), createNpmSource(optional), createCargoSource(optional)];
  if (process.platform === 'win32') return [createWindowsSource(), ...everywhere];
  return [
    createDpkgSource(options.dpkg),
    createRpmSource(options.rpm),
    createPacmanSource(options.pacman),
    createApkSource(options.apk),
    createSnapSource(options.snap),
    createFlatpakSource(options.flatpak),
    ...everywhere,
    createAppImageSource(optional),
  ];
}
