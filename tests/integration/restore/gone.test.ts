import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedFile, lastChange, removedFile } from './support.ts';

describe('putting back a file that is gone', () => {
  it('brings back a file that is gone, as it was recorded', async () => {
    const { place, preview, restore, file, change } = await changedFile((path) => rmSync(path));
    expect(change.category).toBe('Removed');
    const shown = await preview(change.id);
    expect(shown).toMatchObject({ now: null, content: { before: { state: 'none' } } });
    await restore(change.id, file, null);
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    expect(statSync(file).mode & 0o7777).toBe(0o644);
    expect(await lastChange(place, file)).toMatchObject({ category: 'Added', how: 'manual' });
  });

  it('brings back the access list and the attributes of a file that is gone, and none that were not recorded', async () => {
    const seen = (path: string) => {
      const acl = execFileSync('getfacl', ['--omit-header', '--numeric', '--absolute-names', path], {
        encoding: 'utf8',
      });
      return acl + execFileSync('getfattr', ['--dump', '--match=-', '--absolute-names', path], { encoding: 'utf8' });
    };
    let before = '';
    const gone = await removedFile((path) => {
      chmodSync(path, 0o640);
      execFileSync('setfacl', ['--modify', 'user:12:rw,group:4242:r', path]);
      for (const [name, value] of [
        ['user.note', 'a = b “ü” '],
        ['user.od\\=d name', 'x'],
        ['user.sha', 'sha256:ab'],
      ])
        execFileSync('setfattr', ['--name', name ?? '', '--value', value ?? '', path]);
      before = seen(path);
    });
    const { preview, restore, file, folder, change, place } = gone;
    const shown = await preview(change.id);
    expect(shown).toMatchObject({ lost: [], result: { acl: change.before?.acl, xattrs: change.before?.xattrs } });
    expect(await restore(change.id, file, null)).toEqual({ lost: [] });
    expect(seen(file)).toBe(before);
    expect((await lastChange(place, file)).after).toMatchObject({ mode: '0660', acl: change.before?.acl });

    // What its folder gives to every new file is not of this one.
    const plain = join(folder, 'plain');
    writeFileSync(plain, 'plain', { mode: 0o600 });
    const bare = seen(plain);
    await place.collect('Files');
    rmSync(plain);
    execFileSync('setfacl', ['--default', '--modify', 'user:12:rwx', folder]);
    await place.collect('Files');
    await restore((await lastChange(place, plain)).id, plain, null);
    expect(seen(plain)).toBe(bare);
  });

  it('names what it can’t put back, and lets nobody in for it', async () => {
    const gone = await removedFile((path) => {
      chmodSync(path, 0o640);
      execFileSync('setfacl', ['--modify', 'user:12:rw,group::-', path]);
      execFileSync('setfattr', ['--name', 'user.long', '--value', 'x'.repeat(300), path]);
      execFileSync('setcap', ['cap_net_raw=ep', path]);
    });
    const { preview, restore, file, change } = gone;
    const lost = ['security.capability=cap_net_raw=ep', expect.stringMatching(/^user\.long=sha256:\w+ \(300 bytes\)$/)];
    const shown = await preview(change.id);
    expect(shown).toMatchObject({ lost, result: { xattrs: null, mode: '0660' } });
    expect(await restore(change.id, file, null)).toEqual({ lost });
    const list = execFileSync('getfacl', ['--omit-header', '--numeric', '--absolute-names', file], {
      encoding: 'utf8',
    });
    expect(list).toMatch(/user:12:rw-[\s\S]*group::---[\s\S]*mask::rw-/);
  });
});
