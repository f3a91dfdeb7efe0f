import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { aclBytes, removeAttribute, setAttribute } from '../../support/xattr.ts';
import { filesCollector, Inventory, type Tracked, tracking } from './inventory.ts';
import { settled } from './settled.ts';

const inventory = async (...items: Tracked[]) => new Inventory(await filesCollector(), tracking(...items));

/** What getcap(8) and setcap(8) call `cap_net_raw=ep`. */
const netRaw = Buffer.from('0100000200200000000000000000000000000000', 'hex');
const daemon = Number(/^daemon:[^:]*:(\d+)/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[1]);

test('an attribute that is set, altered and removed is a change of that field, and only once', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a');
  writeFileSync(file, 'one\n');
  await settled(file);
  const found = await inventory({ path: folder, pathType: 'directory' });
  await found.collect();
  expect(found.fields(file)).toMatchObject({ acl: null, xattrs: null });

  setAttribute(file, 'user.note', 'hello');
  setAttribute(file, 'security.capability', netRaw);
  expect(await found.collect()).toEqual([`Modified ${file} xattrs`]);
  expect(found.fields(file).xattrs).toBe('security.capability=cap_net_raw=ep\nuser.note=hello');
  expect(await found.collect()).toEqual([]);

  setAttribute(file, 'user.note', 'other');
  expect(await found.collect()).toEqual([`Modified ${file} xattrs`]);
  removeAttribute(file, 'user.note');
  removeAttribute(file, 'security.capability');
  expect(await found.collect()).toEqual([`Modified ${file} xattrs`]);
  expect(found.fields(file).xattrs).toBeNull();
});

test('an access control list is told in the words of getfacl', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a');
  writeFileSync(file, '');
  await settled(file);
  const found = await inventory({ path: folder, pathType: 'directory' });
  await found.collect();
  setAttribute(file, 'system.posix_acl_access', aclBytes(daemon));
  // The mask stands where the group's rights stood in the mode: acl(5).
  expect(await found.collect()).toEqual([`Modified ${file} mode acl`]);
  expect(found.fields(file)).toMatchObject({
    acl: 'user::rw-\nuser:daemon:rwx\ngroup::r--\nmask::rwx\nother::r--',
    xattrs: null,
  });
  setAttribute(file, 'system.posix_acl_access', aclBytes(daemon, 4));
  expect(await found.collect()).toEqual([`Modified ${file} acl`]);
});

test("a folder's default list is a change of the folder, though its mode stays", async () => {
  const folder = temporaryFolder();
  const sub = join(folder, 'sub');
  mkdirSync(sub);
  await settled(sub);
  const found = await inventory({ path: folder, pathType: 'directory', recursion: true });
  await found.collect();
  setAttribute(sub, 'system.posix_acl_default', aclBytes(daemon));
  expect(await found.collect()).toEqual([`Modified ${sub} acl`]);
  expect(String(found.fields(sub).acl)).toMatch(/^default:user::rw-\ndefault:user:daemon:rwx\n/);
  expect(await found.collect()).toEqual([]);
});

test('long, binary and secret values are told by their hash, strange names stay on their line', async () => {
  const folder = temporaryFolder();
  const [plain, secret] = [join(folder, 'plain'), join(folder, 'id_rsa')];
  for (const file of [plain, secret]) writeFileSync(file, '');
  const told = (value: string | Buffer) =>
    `sha256:${createHash('sha256').update(value).digest('hex')} (${Buffer.byteLength(value)} bytes)`;
  const binary = Buffer.from([0, 1, 2, 255]);
  setAttribute(plain, 'user.long', 'x'.repeat(3000));
  setAttribute(plain, 'user.binary', binary);
  setAttribute(plain, 'user.lines', 'a\nb');
  setAttribute(plain, 'user.a\nb=c', 'value');
  setAttribute(plain, 'user.empty', '');
  setAttribute(secret, 'user.passphrase', 'hunter2');
  for (const keepContent of [true, false]) {
    const found = await inventory({ path: folder, pathType: 'directory', keepContent });
    await found.collect();
    expect(String(found.fields(plain).xattrs).split('\n')).toEqual([
      'user.a\\x0ab\\x3dc=value',
      `user.binary=${told(binary)}`,
      'user.empty=',
      `user.lines=${told('a\nb')}`,
      `user.long=${told('x'.repeat(3000))}`,
    ]);
    expect(found.fields(secret).xattrs).toBe(`user.passphrase=${told('hunter2')}`);
  }
});

test('a link that is followed has the attributes of what it points to, one that is managed its own', async () => {
  const folder = temporaryFolder();
  const [file, link] = [join(folder, 'file'), join(folder, 'link')];
  writeFileSync(file, '');
  symlinkSync(file, link);
  setAttribute(file, 'user.of', 'file');
  setAttribute(link, 'trusted.of', 'link');
  const followed = await inventory({ path: link });
  await followed.collect();
  expect(followed.fields(link).xattrs).toBe('user.of=file');
  const managed = await inventory({ path: link, links: 'manage' });
  await managed.collect();
  expect(managed.fields(link).xattrs).toBe('trusted.of=link');
});

test('a file that was stored before these fields were known is not changed by being looked at', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a');
  writeFileSync(file, 'one\n');
  setAttribute(file, 'user.note', 'hello');
  const found = await inventory({ path: file });
  await found.collect();
  const observed = found.items.get(file);
  if (observed === undefined) throw new Error('it was collected');
  const { acl: _acl, xattrs: _xattrs, ...earlier } = observed.item.fields;
  found.items.set(file, { ...observed, item: { ...observed.item, fields: earlier } });
  expect(await found.collect({ full: true })).toEqual([]);
  expect(found.fields(file)).toMatchObject({ acl: null, xattrs: 'user.note=hello' });
  rmSync(file);
  expect(await found.collect()).toEqual([`Removed ${file}`]);
});

test('an attribute that is set is told as it happens, of a file and of a folder', async () => {
  const folder = temporaryFolder();
  const [file, sub] = [join(folder, 'a'), join(folder, 'sub')];
  writeFileSync(file, '');
  mkdirSync(sub);
  const settings = trackingFiles([{ path: folder, pathType: 'directory', recursion: true }]);
  const watching = await testEngine({ settings });
  await watching.ready();
  setAttribute(file, 'security.capability', netRaw);
  setAttribute(sub, 'user.note', 'hello');
  expect(await watching.change(file)).toMatchObject({ how: 'live', fieldsChanged: ['xattrs'] });
  expect(await watching.change(sub)).toMatchObject({ how: 'live', fieldsChanged: ['xattrs'] });
});
