import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DpkgRoot } from './dpkg.ts';
import { runTool } from './run-tool.ts';

/** apt, real, on the root of a test's dpkg: it installs from files and has no repository. */
export class AptRoot {
  private constructor(readonly root: DpkgRoot) {}

  static async on(root: DpkgRoot): Promise<AptRoot> {
    for (const each of ['state/lists/partial', 'cache/archives/partial', 'log', 'apt.conf.d'])
      await mkdir(join(root.folder, each), { recursive: true });
    await writeFile(join(root.folder, 'sources.list'), '');
    return new AptRoot(root);
  }

  get history(): string {
    return join(this.root.folder, 'log', 'history.log');
  }

  get dpkgLog(): string {
    return join(this.root.folder, 'dpkg.log');
  }

  /** Runs apt-get on this root and nowhere else; fails when it does. */
  async apt(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const { folder, adminDir } = this.root;
    const settings = {
      'Dir::State': join(folder, 'state'),
      'Dir::Cache': join(folder, 'cache'),
      'Dir::Log': join(folder, 'log'),
      'Dir::Etc::SourceList': join(folder, 'sources.list'),
      'Dir::Etc::SourceParts': '/dev/null',
      'Dir::Etc::Parts': join(folder, 'apt.conf.d'),
      'Dir::State::status': join(adminDir, 'status'),
      'APT::Sandbox::User': 'root',
      'DPkg::Options::': '--force-confold',
    };
    const options = [
      ...Object.entries(settings).map(([key, value]) => `${key}=${value}`),
      ...this.root.arguments().map((each) => `DPkg::Options::=${each}`),
    ].flatMap((each) => ['-o', each]);
    const result = await runTool('apt-get', ['-y', '-q', '--allow-downgrades', ...options, ...args], {
      timeLimit: 60_000,
      outputLimit: 1_000_000,
      environment: { DEBIAN_FRONTEND: 'noninteractive', ...environment },
    });
    if (result.kind !== 'done') throw new Error(`apt-get ${args.join(' ')}: ${JSON.stringify(result)}`);
  }
}
