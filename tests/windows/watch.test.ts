import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptySettings } from '../../electron/shared/model/settings.ts';
import { trackingFiles, trackingRegistry } from '../support/settings.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

underWine('the whole engine on Windows', (booted) => {
  it('tells a file that is written, ends when it is asked to, and has nothing more to tell', async () => {
    const wine = booted();
    const folder = join(wine.driveC, 'tracked');
    mkdirSync(folder);
    writeFileSync(join(folder, 'notes.txt'), 'one\n');
    const tidemark = await Tidemark.with(wine, trackingFiles([{ path: 'C:\\tracked', pathType: 'directory' }]));
    const watching = await tidemark.watch();
    writeFileSync(join(folder, 'more.txt'), 'two\n');
    await watching.change('Added Files C:\\tracked\\more.txt');
    expect([await watching.stop(), watching.errors]).toEqual([0, '']);
    expect(await tidemark.settle()).toEqual(['Added Files C:\\tracked\\more.txt']);
  });

  it('takes up settings that are edited while it runs', async () => {
    const wine = booted();
    const folder = join(wine.driveC, 'tracked later');
    mkdirSync(folder);
    const tidemark = await Tidemark.with(wine, emptySettings());
    const watching = await tidemark.watch();
    await tidemark.settings(trackingFiles([{ path: 'C:\\tracked later', pathType: 'directory' }]));
    await watching.collection('Files');
    writeFileSync(join(folder, 'more.txt'), 'two\n');
    await watching.change('Added Files C:\\tracked later\\more.txt');
  });

  it('does what a second process asks of it', async () => {
    const wine = booted();
    const folder = join(wine.driveC, 'approved');
    mkdirSync(folder);
    const tidemark = await Tidemark.with(wine, trackingFiles([{ path: 'C:\\approved', pathType: 'directory' }]));
    const watching = await tidemark.watch();
    writeFileSync(join(folder, 'a.txt'), 'one');
    await watching.change('Added Files C:\\approved\\a.txt');
    expect(await tidemark.run('ack', '1', '--reason', 'mine')).toContain('1 change acknowledged.');
    expect(await tidemark.run('expect', '1', '--scope', 'path', '--pattern', 'c:\\APPROVED\\*')).toContain(
      'every change of c:\\APPROVED\\*',
    );
    expect((await tidemark.attempt('ack', '9')).errors).toContain('There is no change 9.');
    expect([await watching.stop(), watching.errors]).toEqual([0, '']);
    // Nobody runs any more: the command does it itself.
    await tidemark.run('ack', '1', '--undo');
  });

  it('tells files and the registry side by side, and both exactly', async () => {
    const wine = booted();
    const folder = join(wine.driveC, 'Both');
    mkdirSync(folder);
    const key = 'HKEY_CURRENT_USER\\Software\\Both';
    const files = trackingFiles([{ path: '%systemdrive%\\both', pathType: 'directory', recursion: true }]);
    const { registry } = trackingRegistry([{ key, recursion: true, mustExist: false }]).tracking;
    const tidemark = await Tidemark.with(wine, { ...files, tracking: { ...files.tracking, registry } });
    const watching = await tidemark.watch();
    writeFileSync(join(folder, 'a.txt'), 'one');
    await wine.run('reg', 'add', key, '/v', 'a', '/d', '1', '/f');
    await Promise.all([watching.change('Added Files C:\\Both\\a.txt'), watching.change(`Added Registry ${key}:a`)]);
    await wine.run('reg', 'delete', key, '/f');
    rmSync(join(folder, 'a.txt'));
    await Promise.all([watching.change('Removed Files C:\\Both\\a.txt'), watching.change(`Removed Registry ${key}:a`)]);
    expect(await tidemark.settle(watching)).toEqual(
      ['Added', 'Removed']
        .flatMap((what) => [`${what} Files C:\\Both\\a.txt`, `${what} Registry ${key}`, `${what} Registry ${key}:a`])
        .sort(),
    );
  });
});
