import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareBytes } from '../../../../electron/engine/explain/bytes.ts';
import { createDpkgSource } from '../../../../electron/engine/explain/ownership/dpkg/index.ts';
import { TestOwnership, unaborted } from '../../../support/ownership.ts';
import { runTool } from '../../../support/run-tool.ts';
import { seeded } from '../../../support/seeded.ts';

const info = '/var/lib/dpkg/info';
const limits = { timeLimit: 60_000, outputLimit: 64_000_000 };

/** A folder of a machine with merged /usr goes by two names, of which a package lists one. */
const bothNames = (path: string): readonly string[] => {
  const other = /^\/(?:bin|sbin|lib|lib32|lib64)\//.test(path)
    ? `/usr${path}`
    : path.replace(/^\/usr(?=\/(?:bin|sbin|lib|lib32|lib64)\/)/, '');
  return other === path ? [path] : [path, other];
};

/** Whom dpkg itself names, as `name` or `name:architecture`, by path. */
async function dpkgSearch(paths: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>();
  const all = [...new Set(paths)];
  for (let at = 0; at < all.length; at += 1000) {
    const result = await runTool('dpkg-query', ['-S', '--', ...all.slice(at, at + 1000)], limits);
    if (result.kind !== 'done' && result.kind !== 'exited') throw new Error(JSON.stringify(result));
    for (const line of result.output.split('\n')) {
      const [, owners = '', path = ''] = /^(?!diversion by)(.*?): (\/.*)$/.exec(line) ?? [];
      if (owners === '') continue;
      const known = found.get(path) ?? new Set();
      for (const owner of owners.split(', ')) known.add(owner);
      found.set(path, known);
    }
  }
  return found;
}

const files = () =>
  readdirSync(info)
    .filter((name) => name.endsWith('.list'))
    .flatMap((name) => readFileSync(`${info}/${name}`, 'utf8').split('\n'))
    // dpkg-query would take these as patterns.
    .filter((path) => path.startsWith('/') && path !== '/.' && !/[[\]*?\\]/.test(path));

describe("this machine's packages", () => {
  it('own a thousand of its paths as dpkg itself says', async () => {
    const random = seeded(7);
    const listed = files();
    const diverted = readFileSync('/var/lib/dpkg/diversions', 'utf8').split('\n');
    const sample = Array.from({ length: 1000 }, () => listed[Math.floor(random() * listed.length)] ?? '').filter(
      (path) => !bothNames(path).some((each) => diverted.includes(each)),
    );
    const ownership = new TestOwnership(() => [createDpkgSource()]);
    expect(await ownership.refresh()).toEqual([]);
    const ours = await ownership.ownersOf(sample);
    const theirs = await dpkgSearch(sample.flatMap(bothNames));
    for (const path of sample) {
      const expected = [...new Set(bothNames(path).flatMap((each) => [...(theirs.get(each) ?? [])]))].sort();
      const withArchitecture = new Set(expected.filter((each) => each.includes(':')).map((each) => each.split(':')[0]));
      const found = (ours.get(path) ?? [])
        .map(({ package: { name, architecture } }) => (withArchitecture.has(name) ? `${name}:${architecture}` : name))
        .sort();
      expect([path, found]).toEqual([path, expected]);
      expect(expected.length).toBeGreaterThan(0);
    }
    expect(await ownership.owners('/usr/bin/no-package-has-this')).toEqual([]);
  });

  it('ship the bytes that dpkg says they do, but for what was altered', async () => {
    const names = ['bash', 'coreutils', 'dpkg', 'adduser', 'passwd', 'apt'];
    const altered = new Set<string>();
    const verified = await runTool('dpkg', ['--verify', ...names], limits);
    if (verified.kind !== 'done' && verified.kind !== 'exited') throw new Error(JSON.stringify(verified));
    for (const line of verified.output.split('\n')) {
      const [, path] = /^..5\S* +(?:c )?(\/.*)$/.exec(line) ?? [];
      if (path !== undefined) altered.add(path);
    }
    const paths = names
      .flatMap((name) => execFileSync('dpkg-query', ['-L', name], { encoding: 'utf8' }).split('\n'))
      .filter((path) => path !== '' && lstatSync(path, { throwIfNoEntry: false })?.isFile());
    expect(paths.length).toBeGreaterThan(300);
    const ownership = new TestOwnership(() => [createDpkgSource()]);
    await ownership.refresh();
    const owners = await ownership.ownersOf(paths);
    for (const path of paths) {
      const [owner] = owners.get(path) ?? [];
      const bytes = readFileSync(path);
      const checksum = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      const says = await compareBytes(
        { key: path, fields: { kind: 'file', size: bytes.length, checksum } },
        owner?.digest ? [owner.digest] : [],
        { kept: () => undefined, signal: unaborted },
      );
      expect([path, says]).toEqual([path, altered.has(path) ? 'altered' : 'shipped']);
    }
  });
});
