import { describe, expect, it } from 'vitest';
import { isAppImage, parseAppImageName } from '../../../electron/engine/collectors/software/optional/app-image-name.ts';

describe('what the name of an AppImage says', () => {
  it.each([
    ['Obsidian-1.5.3.AppImage', 'Obsidian', '1.5.3', null],
    ['balenaEtcher-1.18.11-x64.AppImage', 'balenaEtcher', '1.18.11', 'x64'],
    ['Inkscape-091e20e-x86_64.AppImage', 'Inkscape-091e20e', null, 'x86_64'],
    ['nvim.appimage', 'nvim', null, null],
    ['nvim-linux-x86_64.appimage', 'nvim', null, 'x86_64'],
    ['krita-5.2.2-x86_64.appimage', 'krita', '5.2.2', 'x86_64'],
    ['LibreOffice-fresh.basic-x86_64.AppImage', 'LibreOffice-fresh.basic', null, 'x86_64'],
    ['Joplin-2.13.15.AppImage', 'Joplin', '2.13.15', null],
    ['Some App v1.2.AppImage', 'Some App', '1.2', null],
    ['tool_1.0.0-beta.2_amd64.AppImage', 'tool', '1.0.0-beta.2', 'amd64'],
    ['kdenlive-24.02.0-x86_64_0123456789abcdef0123456789abcdef.AppImage', 'kdenlive', '24.02.0', 'x86_64'],
    ['Backup-20240102.AppImage', 'Backup', '20240102', null],
    ['App2-3.4.AppImage', 'App2', '3.4', null],
    ['7zip.AppImage', '7zip', null, null],
    ['1.2.3.AppImage', '1.2.3.AppImage', '1.2.3', null],
    ['.AppImage', '.AppImage', null, null],
  ])('%s', (file, name, version, architecture) => {
    expect(parseAppImageName(file)).toEqual({ name, version, architecture });
  });

  it('does not depend on the version in it', () => {
    const names = ['Foo-1.2-x86_64.AppImage', 'Foo-1.10.1-x86_64.AppImage', 'Foo-2.0.0-rc1-x86_64.AppImage'];
    expect(names.map((each) => parseAppImageName(each).name)).toEqual(['Foo', 'Foo', 'Foo']);
  });
});

it('an AppImage is known by the end of its name, in any case', () => {
  expect(['a.AppImage', 'a.appimage', 'a.AppImage.part', 'a.AppImage.zs-old', 'AppImage'].map(isAppImage)).toEqual([
    ...[true, true, false, false, false],
  ]);
});
