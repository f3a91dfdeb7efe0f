import type { Machine } from './machine.ts';

/** A Debian package that a test makes. */
export interface TestPackage {
  readonly name: string;
  readonly version: string;
  /** Files by path, without the leading slash. */
  readonly files?: Readonly<Record<string, string>>;
  /** Those of its files, with the leading slash, that are configuration. */
  readonly conffiles?: readonly string[];
  /** Packages that it needs, as in deb-control(5). */
  readonly depends?: string;
  /** Maintainer scripts: preinst, postinst, prerm, postrm. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Builds a package in the machine with dpkg-deb, and answers its file. */
export async function buildPackage(machine: Machine, made: TestPackage): Promise<string> {
  const file = `/tmp/${made.name}_${made.version}_all.deb`;
  const tree = `${file}.tree`;
  const control = [
    `Package: ${made.name}`,
    `Version: ${made.version}`,
    'Architecture: all',
    'Maintainer: A Tester <tester@example.org>',
    ...(made.depends === undefined ? [] : [`Depends: ${made.depends}`]),
    'Description: made by a test',
  ];
  const put = (path: string, text: string, mode = '644') =>
    machine.script(
      'mkdir -p "$(dirname "$1")"; printf "%s\\n" "$2" > "$1"; chmod "$3" "$1"',
      `${tree}/${path}`,
      text,
      mode,
    );
  await put('DEBIAN/control', control.join('\n'));
  await put(`usr/share/${made.name}/version`, made.version);
  for (const [path, text] of Object.entries(made.files ?? {})) await put(path, text);
  for (const [name, text] of Object.entries(made.scripts ?? {})) {
    await put(`DEBIAN/${name}`, `#!/bin/sh\nset -e\n${text}`, '755');
  }
  if (made.conffiles !== undefined) await put('DEBIAN/conffiles', made.conffiles.join('\n'));
  // As packages are made that can be made again to the bit: an upgrade touches only what differs.
  await machine.run('find', tree, '-exec', 'touch', '--date=@1700000000', '{}', '+');
  await machine.run('dpkg-deb', '--root-owner-group', '--build', tree, file);
  return file;
}

/** Runs apt-get as an administrator does. Its downloading user can't read below /tmp, and nothing is downloaded. */
export async function apt(machine: Machine, ...args: readonly string[]): Promise<string> {
  return machine.run('apt-get', '--yes', '--allow-downgrades', '-o', 'APT::Sandbox::User=root', ...args);
}
