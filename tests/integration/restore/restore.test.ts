import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { changedFile, failure, lastChange, sha256 } from './support.ts';

describe('putting a version back', () => {
  it('shows what would be written, writes it with the present owner and mode, and is itself recorded', async () => {
    const { place, preview, restore, file, folder, change } = await changedFile((path) => {
      writeFileSync(path, 'one\n2\n');
      chownSync(path, 12, 34);
      chmodSync(path, 0o4751);
    });
    const shown = await preview(change.id);
    expect(shown).toMatchObject({
      path: file,
      target: file,
      same: false,
      names: 1,
      obstacle: null,
      now: { size: 6, checksum: sha256('one\n2\n'), mode: '4751' },
      version: { size: 8 },
      content: { before: { state: 'text', text: 'one\n2\n' }, after: { state: 'text', text: 'one\ntwo\n' } },
    });
    await restore(change.id, shown.target, String(shown.now?.checksum));
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    const { uid, gid, mode } = statSync(file);
    expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ uid: 12, gid: 34, mode: 0o4751 });
    expect(readdirSync(folder)).toEqual(['notes.txt']);
    // Recorded when the request is answered: nobody watches this folder.
    const recorded = await lastChange(place, file);
    expect(recorded).toMatchObject({ category: 'Modified', how: 'manual', lines: { added: 1, removed: 1 } });
    expect(recorded.id).toBeGreaterThan(change.id);
    expect((await preview(change.id)).same).toBe(true);
    // The restore can be taken back as any other change.
    const back = await preview(recorded.id);
    await restore(recorded.id, back.target, String(back.now?.checksum));
    expect(readFileSync(file, 'utf8')).toBe('one\n2\n');
  });

  it('is noticed by the live watch where one runs, once and as one change', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.conf');
    writeFileSync(file, 'old\n');
    const place = await testEngine({ settings: trackingFiles([{ path: folder, pathType: 'directory' }]) });
    await place.ready();
    writeFileSync(file, 'new\n');
    const { id } = await place.change(file);
    const shown = await place.engine.request('content.preview', { id });
    await place.engine.request('content.restore', { id, target: file, present: String(shown.now?.checksum) });
    const restored = await place.until('the restore', () =>
      place.changes.find((each) => each.key === file && each.after?.checksum === sha256('old\n')),
    );
    expect(restored.how).toBe('live');
    await place.collect('Files');
    expect((await place.log()).map(({ key }) => key)).toEqual([file, file]);
  });

  it('keeps names that are not UTF-8, with their access list, and binary content', async () => {
    const folder = temporaryFolder();
    const name = Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff, 0x0a])]);
    const bytes = Buffer.from([0, 1, 2, 255, 0]);
    writeFileSync(name, bytes);
    const place = await testEngine({
      settings: trackingFiles([{ path: folder, pathType: 'directory' }]),
      mode: 'once',
    });
    await place.collect('Files');
    writeFileSync(name, Buffer.from([0, 9]));
    // No argument of a program holds these bytes here: the tools are told of the file by its descriptor.
    const acl = (...command: readonly [string, ...string[]]) => {
      const file = openSync(name, 'r');
      const [tool, ...options] = command;
      const said = execFileSync(tool, [...options, `/proc/${process.pid}/fd/${file}`], { encoding: 'utf8' });
      closeSync(file);
      return said;
    };
    acl('setfacl', '--modify', 'user:12:rw');
    const list = () => acl('getfacl', '--omit-header', '--numeric', '--absolute-names');
    const before = list();
    expect(before).toContain('user:12:rw-');
    await place.collect('Files');
    const { id } = (await place.log()).find((each) => each.key.endsWith('\\xFF\n')) ?? { id: 0 };
    const shown = await place.engine.request('content.preview', { id });
    expect(shown.content.after).toMatchObject({ state: 'binary', size: 5, hash: sha256(bytes) });
    await place.engine.request('content.restore', { id, target: shown.target, present: String(shown.now?.checksum) });
    expect(readFileSync(name)).toEqual(bytes);
    expect(list()).toBe(before);
  });

  it('keeps the access list, without which the mode would let others in', async () => {
    const { preview, restore, file, ...rest } = await changedFile((path) => {
      writeFileSync(path, 'one\n2\n');
      chmodSync(path, 0o600);
      execFileSync('setfacl', ['--modify', 'user:12:rw', path]);
    });
    const list = () =>
      execFileSync('getfacl', ['--omit-header', '--numeric', '--absolute-names', file], { encoding: 'utf8' });
    const before = list();
    expect(before).toMatch(/user:12:rw-[\s\S]*group::---[\s\S]*mask::rw-/);
    const shown = await preview(rest.change.id);
    const start = Date.now();
    const acl = expect.stringMatching(/^user:\w+:rw-$/m);
    expect(shown.now).toMatchObject({ acl, fileId: expect.stringMatching(/^\d+:\d+$/), xattrs: null });
    expect(shown.result).toMatchObject({ size: 8, checksum: sha256('one\ntwo\n'), acl: shown.now?.acl, mode: '0660' });
    expect(Object.keys(shown.result)).not.toContain('modified');
    await restore(rest.change.id, file, String(shown.now?.checksum));
    expect(list()).toBe(before);
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    // Written now, whatever time the old file had.
    expect(statSync(file).mtimeMs).toBeGreaterThanOrEqual(start - 1000);
  });

  it('says that a file has more names than the one that is written', async () => {
    const { preview, restore, file, folder, change } = await changedFile((path) => {
      appendFileSync(path, 'three\n');
      linkSync(path, join(path, '..', 'other'));
    });
    const shown = await preview(change.id);
    expect(shown.names).toBe(2);
    await restore(change.id, file, String(shown.now?.checksum));
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('one\ntwo\nthree\n');
  });
});

describe('putting a version back is refused', () => {
  const change = (path: string) => writeFileSync(path, 'changed\n');

  it('where the file changed since the preview, and nothing is written', async () => {
    const { preview, restore, file, folder, ...rest } = await changedFile(change);
    const shown = await preview(rest.change.id);
    writeFileSync(file, 'changed again\n');
    const refused = await failure(restore(rest.change.id, shown.target, String(shown.now?.checksum)));
    expect(refused).toMatchObject({ kind: 'invalid', message: expect.stringContaining('changed since the preview') });
    rmSync(file);
    await failure(restore(rest.change.id, shown.target, String(shown.now?.checksum)));
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(file, 'new\n');
    await failure(restore(rest.change.id, shown.target, null));
    expect(readFileSync(file, 'utf8')).toBe('new\n');
  });

  it('where a link took its place: nothing is written through it', async () => {
    const { preview, restore, file, folder, ...rest } = await changedFile(change);
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'changed\n');
    const shown = await preview(rest.change.id);
    rmSync(file);
    symlinkSync(elsewhere, file);
    for (const refused of [
      await failure(preview(rest.change.id)),
      await failure(restore(rest.change.id, shown.target, String(shown.now?.checksum))),
    ]) {
      expect(refused).toMatchObject({ kind: 'invalid', message: expect.stringMatching(/is a link now/) });
    }
    expect(readFileSync(elsewhere, 'utf8')).toBe('changed\n');
  });

  it('where the folder became a link to another one since the preview', async () => {
    const folder = temporaryFolder();
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    writeFileSync(join(inner, 'a'), 'one');
    const settings = trackingFiles([{ path: folder, pathType: 'directory', recursion: true }]);
    const place = await testEngine({ settings, mode: 'once' });
    await place.collect('Files');
    writeFileSync(join(inner, 'a'), 'two');
    await place.collect('Files');
    const { id } = await lastChange(place, join(inner, 'a'));
    const shown = await place.engine.request('content.preview', { id });
    const trap = temporaryFolder();
    writeFileSync(join(trap, 'a'), 'two');
    renameSync(inner, join(folder, 'aside'));
    symlinkSync(trap, inner);
    const agreed = { id, target: shown.target, present: String(shown.now?.checksum) };
    expect(await failure(place.engine.request('content.restore', agreed))).toMatchObject({ kind: 'invalid' });
    expect(readFileSync(join(trap, 'a'), 'utf8')).toBe('two');
  });

  it.each([
    ['secret', { secrets: ['notes.txt'] }, {}, /secrets/],
    ['too large', { limits: { contentPerFile: 3 } }, {}, /larger than the limit/],
    ['switched off', {}, { keepContent: false }, /switched off/],
  ])('where its content was not kept: %s', async (_why, more, tracked, words) => {
    const folder = temporaryFolder();
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'one\ntwo\n');
    const base = trackingFiles([{ path: file, ...tracked }]);
    const limits = { ...base.limits, ...('limits' in more ? more.limits : {}) };
    const place = await testEngine({ settings: { ...base, ...more, limits }, mode: 'once' });
    await place.collect('Files');
    change(file);
    await place.collect('Files');
    const { id } = await lastChange(place, file);
    expect(await failure(place.engine.request('content.preview', { id }))).toMatchObject({
      kind: 'notFound',
      message: expect.stringMatching(words),
    });
  });

  it('where nothing was there before, and where there is no such change', async () => {
    const { place, preview, folder } = await changedFile(change);
    writeFileSync(join(folder, 'fresh'), 'x');
    await place.collect('Files');
    const { id } = await lastChange(place, join(folder, 'fresh'));
    expect((await failure(preview(id))).message).toMatch(/there was no .*fresh: it was new/);
    expect((await failure(preview(9999))).message).toMatch(/no change 9999/);
  });

  it('where a folder is in its place, or its own folder is gone', async () => {
    const { preview, file, folder, ...rest } = await changedFile((path) => rmSync(path));
    mkdirSync(file);
    expect((await failure(preview(rest.change.id))).message).toMatch(/is a directory now/);
    rmSync(folder, { recursive: true });
    expect((await failure(preview(rest.change.id))).message).toMatch(/the folder it lies in is not there/);
    mkdirSync(folder);
  });
});

describe('a followed link', () => {
  it('has its target written, after the preview said so, and stays a link', async () => {
    const folder = temporaryFolder();
    const elsewhere = join(temporaryFolder(), 'real.conf');
    const link = join(folder, 'link.conf');
    writeFileSync(elsewhere, 'old\n');
    symlinkSync(elsewhere, link);
    const place = await testEngine({ settings: trackingFiles([{ path: link }]), mode: 'once' });
    await place.collect('Files');
    writeFileSync(elsewhere, 'new\n');
    await place.collect('Files');
    const { id } = await lastChange(place, link);
    const shown = await place.engine.request('content.preview', { id });
    expect(shown).toMatchObject({ path: link, target: elsewhere });
    const present = String(shown.now?.checksum);
    // Not agreed: the link itself was named as the place.
    await failure(place.engine.request('content.restore', { id, target: link, present }));
    await place.engine.request('content.restore', { id, target: shown.target, present });
    expect(readFileSync(elsewhere, 'utf8')).toBe('old\n');
    expect(realpathSync(link)).toBe(elsewhere);
    expect(await lastChange(place, link)).toMatchObject({ category: 'Modified', how: 'manual' });
  });
});

describe('a copy', () => {
  it('is written for its owner’s eyes alone, over another file only when that is meant', async () => {
    const { place, folder, file, ...rest } = await changedFile((path) => chmodSync(path, 0o666));
    const { id } = rest.change;
    const copy = join(folder, 'copy');
    await place.engine.request('content.saveCopy', { id, file: copy });
    expect(readFileSync(copy, 'utf8')).toBe('one\ntwo\n');
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    writeFileSync(copy, 'mine');
    expect(await failure(place.engine.request('content.saveCopy', { id, file: copy }))).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('is there already'),
    });
    expect(readFileSync(copy, 'utf8')).toBe('mine');
    await place.engine.request('content.saveCopy', { id, file: copy, replace: true });
    expect(readFileSync(copy, 'utf8')).toBe('one\ntwo\n');
  });
});
