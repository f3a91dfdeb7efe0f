import { mkdirSync, renameSync, rmSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAppImageSource } from '../../../electron/engine/collectors/software/optional/app-images.ts';
import { OptionalMachine } from '../../support/optional-software.ts';

let machine: OptionalMachine;
beforeEach(() => {
  machine = new OptionalMachine(createAppImageSource);
});

const mark = '\x7fELF\x02\x01\x01\x00AI\x02\x00';
const longAgo = Date.now() / 1000 - 3600;
/** Puts an AppImage there that was written `seconds` after one that is an hour old. */
function add(base: 'root' | 'home', path: string, content = mark, seconds = 0): string {
  const file = machine.write(base, path, content);
  utimesSync(file, longAgo + seconds, longAgo + seconds);
  return file;
}

describe('an AppImage', () => {
  it('is told by its name, its size and its time', async () => {
    const file = add('home', 'Applications/Tool-1.2.3-x86_64.AppImage');
    expect(await machine.look()).toEqual(['Added Tool']);
    expect(machine.fields('Tool')).toMatchObject({
      version: '1.2.3',
      revision: `${new Date(longAgo * 1000).toISOString().slice(0, -1)}Z, 12 bytes`,
      architecture: 'x86_64',
      installedSize: 12,
      softwareType: 'Application',
      source: file,
      manager: 'appimage',
      user: 'me',
    });
    expect(await machine.look()).toEqual([]);
  });

  it('that a newer one comes in place of is upgraded, whether its name tells a version or not', async () => {
    const file = add('home', 'Applications/Tool-1.2-x86_64.AppImage');
    add('home', '.local/bin/other.appimage');
    await machine.look();
    rmSync(file);
    add('home', 'Applications/Tool-1.10-x86_64.AppImage', mark, 60);
    add('home', '.local/bin/other.appimage', `${mark}more`, 60);
    expect(await machine.look()).toEqual(['Modified Tool: version, revision', 'Modified other: revision']);
  });

  it('that an older one is kept beside is the newer one, and the older is one more', async () => {
    add('home', 'Downloads/Tool-1.0.AppImage');
    await machine.look();
    const newer = add('home', 'Downloads/Tool-2.0.AppImage', mark, 60);
    expect(await machine.look()).toEqual(['Added Tool', 'Modified Tool: version, revision']);
    rmSync(join(machine.home, 'Downloads/Tool-1.0.AppImage'));
    expect(await machine.look()).toEqual(['Removed Tool']);
    rmSync(newer);
    expect(await machine.look()).toEqual(['Removed Tool']);
  });

  it('is one in the folders that people have for it, and not in folders of those', async () => {
    const folders = ['Applications', 'Downloads', 'Desktop', '.local/bin', 'bin'];
    folders.forEach((each, at) => {
      add('home', `${each}/App${at}.AppImage`);
    });
    add('home', 'Documents/no.AppImage');
    add('home', 'Applications/deeper/no.AppImage');
    add('root', 'opt/one.AppImage');
    add('root', 'opt/suite/two.AppImage');
    expect(await machine.look()).toEqual(
      ['App0', 'App1', 'App2', 'App3', 'App4', 'one', 'two'].map((each) => `Added ${each}`),
    );
  });

  it('is a program of its kind, whatever else is called like one', async () => {
    add('home', 'Downloads/page.AppImage', '<html>404</html>');
    add('home', 'Downloads/empty.AppImage', '');
    add('home', 'Downloads/program.AppImage', '\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00');
    mkdirSync(join(machine.home, 'Downloads/folder.AppImage'));
    expect(await machine.look()).toEqual([]);
    expect(machine.observer.last?.problems).toEqual([]);
  });

  it('that is being downloaded is none yet, and takes nothing from what was there', async () => {
    const file = add('home', 'Downloads/Tool-1.0.AppImage');
    await machine.look();
    machine.write('home', 'Downloads/Tool-1.0.AppImage', mark.slice(0, 9));
    machine.write('home', 'Downloads/New-1.0.AppImage', mark);
    expect(await machine.look()).toEqual([]);
    add('home', 'Downloads/Tool-1.0.AppImage', `${mark}more`, 60);
    add('home', 'Downloads/New-1.0.AppImage', mark, 60);
    expect(await machine.look()).toEqual(['Added New', 'Modified Tool: revision']);
    truncateSync(file, 4);
    utimesSync(file, longAgo, longAgo);
    expect(await machine.look()).toEqual(['Removed Tool']);
  });

  it('is watched for, and what else comes to those folders is not', async () => {
    mkdirSync(join(machine.home, 'Downloads'));
    const hints = await machine.watch();
    machine.write('home', 'Downloads/film.mp4', 'x');
    machine.write('home', 'notes.txt', 'x');
    let hinted = hints.next();
    renameSync(add('home', 'Tool-1.0.part'), join(machine.home, 'Downloads/Tool-1.0.AppImage'));
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Added Tool']);
    await hints.next();
    expect(hints.seen).toHaveLength(2);
    hinted = hints.next();
    add('home', 'Applications/Other-1.0.AppImage');
    expect(await hinted).toBe('');
    expect(await machine.look()).toEqual(['Added Other']);
  });
});
