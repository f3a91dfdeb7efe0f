import { rmSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCargoSource } from '../../../electron/engine/collectors/software/optional/cargo.ts';
import { OptionalMachine } from '../../support/optional-software.ts';

const registry = 'registry+https://github.com/rust-lang/crates.io-index';
let machine: OptionalMachine;
beforeEach(() => {
  machine = new OptionalMachine(createCargoSource);
});

/** A record as cargo 1.95 writes it. */
const record = (...ids: string[]) => {
  const about = {
    version_req: null,
    features: [],
    all_features: false,
    no_default_features: false,
    profile: 'release',
  };
  const more = { target: 'x86_64-unknown-linux-gnu', rustc: 'rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\n' };
  return JSON.stringify({
    installs: Object.fromEntries(ids.map((id) => [id, { ...about, bins: [id.split(' ')[0]], ...more }])),
  });
};
const write = (...ids: string[]) => machine.write('home', '.cargo/.crates2.json', record(...ids));

describe('what cargo has installed', () => {
  it('is told by its record: added, upgraded, built from another commit, removed', async () => {
    expect(await machine.look()).toEqual([]);
    write(`ripgrep 14.0.0 (${registry})`);
    expect(await machine.look()).toEqual(['Added ripgrep']);
    expect(machine.fields('ripgrep')).toMatchObject({
      version: '14.0.0',
      revision: null,
      source: registry,
      description: 'Programs: ripgrep',
      manager: 'cargo',
      user: 'me',
    });
    write(`ripgrep 14.1.0 (${registry})`, 'tool 0.1.0 (git+https://example.org/tool#aaaa)');
    expect(await machine.look()).toEqual(['Added tool', 'Modified ripgrep: version']);
    write(`ripgrep 14.1.0 (${registry})`, 'tool 0.1.0 (git+https://example.org/tool#bbbb)');
    expect(await machine.look()).toEqual(['Modified tool: revision']);
    write();
    expect(await machine.look()).toEqual(['Removed ripgrep', 'Removed tool']);
  });

  it('of one name and two versions is kept apart', async () => {
    write(`tool 1.0.0 (${registry})`, 'tool 2.0.0 (path+file:///home/me/tool)');
    expect(await machine.look()).toEqual(['Added tool', 'Added tool']);
  });

  it('is read from the older record where there is no other', async () => {
    machine.write('home', '.cargo/.crates.toml', `[v1]\n"ripgrep 14.0.0 (${registry})" = ["rg"]\n`);
    expect(await machine.look()).toEqual(['Added ripgrep']);
    write(`ripgrep 14.0.0 (${registry})`);
    expect((await machine.look()).filter((line) => !line.startsWith('Modified'))).toEqual([]);
  });

  it('stands while the record is half written, and is read when it is whole', async () => {
    const file = write(`ripgrep 14.0.0 (${registry})`);
    await machine.look();
    const whole = record(`ripgrep 14.1.0 (${registry})`);
    writeFileSync(file, whole.slice(0, 60));
    const looked = machine.look();
    // It is read again some times, and by then cargo is done.
    setTimeout(() => writeFileSync(file, whole), 150);
    expect(await looked).toEqual(['Modified ripgrep: version']);
    writeFileSync(file, whole.slice(0, 60));
    expect(await machine.look()).toEqual([]);
    expect(machine.observer.last?.problems).toEqual([
      expect.objectContaining({
        kind: 'unreadable',
        subject: 'cargo:user:me',
        message: expect.stringMatching(/no whole JSON/),
      }),
    ]);
  });

  it('is not looked for in a file as large as no record is', async () => {
    machine.write('home', '.cargo/.crates2.json', ' '.repeat(17 * 1024 * 1024));
    expect(await machine.look()).toEqual([]);
    expect(machine.observer.last?.problems[0]?.message).toMatch(/is larger/);
  });

  it('is watched for where nothing has been installed yet', async () => {
    const hints = await machine.watch();
    let hinted = hints.next();
    const file = write(`ripgrep 14.0.0 (${registry})`);
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Added ripgrep']);
    hinted = hints.next();
    rmSync(file);
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Removed ripgrep']);
  });
});
