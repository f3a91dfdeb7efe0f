import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runTool } from './run-tool.ts';

/** A Debian package that a test makes. */
export interface TestPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly control?: string;
  /** Maintainer scripts by name: postinst, prerm… */
  readonly scripts?: Readonly<Record<string, string>>;
  readonly conffile?: string;
  /** Further files by path, with what they hold. */
  readonly files?: Readonly<Record<string, string>>;
  /** Its triggers file, see deb-triggers(5). */
  readonly triggers?: string;
}

/** Builds a package with dpkg-deb in a folder, and returns its file. */
export async function buildDeb(folder: string, made: TestPackage): Promise<string> {
  const architecture = made.architecture ?? 'all';
  const file = join(folder, `${made.name}_${made.version}_${architecture}.deb`);
  const tree = `${file}.tree`;
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  };
  const control = [
    `Package: ${made.name}`,
    `Version: ${made.version}`,
    `Architecture: ${architecture}`,
    'Maintainer: A Tester <tester@example.org>',
    'Section: misc',
    'Installed-Size: 7',
    'Multi-Arch: same',
    'Description: made by a test',
    ' and described at length',
    ' .',
    ' in two paragraphs.',
  ].filter((line) => architecture !== 'all' || !line.startsWith('Multi-Arch'));
  await put('DEBIAN/control', `${control.join('\n')}\n`);
  if (made.conffile !== undefined) {
    await put(made.conffile, 'setting=1\n');
    await put('DEBIAN/conffiles', `${made.conffile}\n`);
  }
  for (const [path, text] of Object.entries(made.files ?? {})) await put(path, text);
  if (made.triggers !== undefined) await put('DEBIAN/triggers', `${made.triggers}\n`);
  for (const [name, text] of Object.entries(made.scripts ?? {})) {
    await put(`DEBIAN/${name}`, `#!/bin/sh\n${text}\n`);
    await chmod(join(tree, 'DEBIAN', name), 0o755);
  }
  const args = ['--root-owner-group', '--build', tree, file];
  const result = await runTool('dpkg-deb', args, { timeLimit: 60_000, outputLimit: 1_000_000 });
  if (result.kind !== 'done') throw new Error(`dpkg-deb ${args.join(' ')}: ${JSON.stringify(result)}`);
  return file;
}
