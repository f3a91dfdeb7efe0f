import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a package manager's made database lies. */
export interface DpkgDatabase {
  readonly adminDir: string;
  readonly log: string;
}

/**
 * A database of dpkg with so many packages: this machine's own entries, again and again under further names, so that
 * they are as long as real ones are; and a log that tells when each was installed.
 */
export function writeDpkg(folder: string, count: number): DpkgDatabase {
  const own = readFileSync('/var/lib/dpkg/status', 'utf8')
    .split(/\n{2,}/)
    .filter((each) => /^Status: install ok installed$/m.test(each));
  const entries = Array.from({ length: count }, (_, at) => {
    const round = Math.floor(at / own.length);
    const entry = own[at % own.length] ?? '';
    return round === 0 ? entry : entry.replace(/^(Package: .*)$/m, `$1+again${round}`);
  });
  const adminDir = join(folder, `dpkg-${count}`);
  for (const each of ['updates', 'info', 'triggers']) mkdirSync(join(adminDir, each), { recursive: true });
  writeFileSync(join(adminDir, 'info/format'), '1\n');
  writeFileSync(join(adminDir, 'available'), '');
  writeFileSync(join(adminDir, 'status'), `${entries.join('\n\n')}\n\n`);
  const log = join(adminDir, 'dpkg.log');
  writeFileSync(log, entries.map(logLines).join(''));
  return { adminDir, log };
}

/** What dpkg writes of one installation. */
function logLines(entry: string): string {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(entry)?.[1] ?? '';
  const name = `${field('Package')}:${field('Architecture')}`;
  const version = field('Version');
  const states = ['half-installed', 'unpacked', 'unpacked', 'half-configured', 'installed'];
  return [
    `install ${name} <none> ${version}`,
    ...states.map((state) => `status ${state} ${name} ${version}`),
    `configure ${name} ${version} <none>`,
  ]
    .map((line) => `2026-01-02 03:04:05 ${line}\n`)
    .join('');
}

/** A database of pacman's with so many packages; answers the folder. */
export function writePacman(folder: string, count: number): string {
  const database = join(folder, `pacman-${count}`);
  for (let at = 0; at < count; at += 1) {
    const entry = join(database, 'local', `package-${at}-1.2.3-1`);
    mkdirSync(entry, { recursive: true });
    const fields = {
      NAME: `package-${at}`,
      VERSION: '1.2.3-1',
      BASE: `package-${at}`,
      DESC: 'A package that is as long as real ones are',
      ARCH: 'x86_64',
      INSTALLDATE: '1700000000',
      PACKAGER: 'A Packager <packager@example.org>',
      SIZE: '1234567',
      VALIDATION: 'pgp',
      DEPENDS: Array.from({ length: 12 }, (_, n) => `package-${n}>=1.0`).join('\n'),
    };
    const text = Object.entries(fields).map(([name, value]) => `%${name}%\n${value}\n\n`);
    writeFileSync(join(entry, 'desc'), text.join(''));
  }
  return database;
}

/** A database of apk's with so many packages, each of 40 files; answers the root. */
export function writeApk(folder: string, count: number): string {
  const root = join(folder, `apk-${count}`);
  mkdirSync(join(root, 'lib/apk/db'), { recursive: true });
  const files = Array.from({ length: 40 }, (_, n) => `R:file-${n}\na:0:0:755\nZ:Q1aGVsbG8gd29ybGQgaGVsbG8=\n`).join('');
  const entries = Array.from({ length: count }, (_, at) => {
    const told = `P:package-${at}\nV:1.2.3-r1\nA:x86_64\nS:12345\nI:1234567\nT:A package\no:package-${at}\n`;
    return `C:Q1aGVsbG8gd29ybGQgaGVsbG8=\n${told}m:A Maintainer <maintainer@example.org>\nt:1700000000\nF:usr/bin\n${files}\n`;
  });
  writeFileSync(join(root, 'lib/apk/db/installed'), entries.join(''));
  return root;
}
