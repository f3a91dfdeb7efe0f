import { readFile } from 'node:fs/promises';
import { mustRun } from './tool.ts';

/** Where this computer gets its own Debian (or Ubuntu) from: the only place that the machine's packages come from too. */
export interface DebianSource {
  /** The release's code name. */
  readonly release: string;
  readonly mirror: string;
  /** Of apt's configuration, empty without one. */
  readonly proxy: string;
}

/**
 * Reads this computer's release and the source that apt has for it. The machine
 * is of the same release, so that this computer's Node runs in it. `undefined`
 * where apt names no source of it.
 */
export async function debianSource(): Promise<DebianSource | undefined> {
  const system = await readFile('/etc/os-release', 'utf8');
  const release = /^VERSION_CODENAME=["']?([a-z]+)["']?$/m.exec(system)?.[1];
  if (release === undefined) return undefined;
  const targets = await mustRun('apt-get', [
    'indextargets',
    '--format',
    '$(RELEASE) $(CODENAME) $(COMPONENT) $(REPO_URI)',
    'Created-By: Packages',
  ]);
  for (const line of targets.split('\n')) {
    const [named, codeName, component, mirror] = line.split(' ');
    if (mirror !== undefined && component === 'main' && (named === release || codeName === release)) {
      return { release, mirror, proxy: await proxy() };
    }
  }
  return undefined;
}

async function proxy(): Promise<string> {
  const answer = await mustRun('apt-config', ['shell', 'PROXY', 'Acquire::http::Proxy']);
  return /^PROXY='(.*)'$/m.exec(answer)?.[1] ?? '';
}
