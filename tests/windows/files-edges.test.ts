import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { trackingFiles } from '../support/settings.ts';
import { holdFile } from '../support/wine/hold-file.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

underWine('the edges of files on Windows', (booted) => {
  it('tell a file that another program holds as a problem, and never as removed', async () => {
    const wine = booted();
    const folder = join(wine.driveC, 'Held');
    mkdirSync(folder);
    for (const name of ['held.db', 'free.db']) writeFileSync(join(folder, name), 'one');
    const tidemark = await Tidemark.with(wine, trackingFiles([{ path: 'C:\\Held', pathType: 'directory' }]));
    await tidemark.run('collect');
    const release = await holdFile(wine, 'C:\\Held\\held.db');
    for (const name of ['held.db', 'free.db']) writeFileSync(join(folder, name), 'longer');
    await tidemark.run('collect', '--full');
    expect(await tidemark.problems()).toMatchObject([
      {
        kind: 'unreadable',
        subject: 'C:/Held/held.db',
        message: "C:\\Held\\held.db can't be read: another program has locked it.",
      },
    ]);
    const changed = (name: string) => `Modified Files C:\\Held\\${name} (Size,FileContentChecksum,DateModified)`;
    expect((await tidemark.changes()).map(({ FileSystemPath }) => FileSystemPath)).toEqual(['C:\\Held\\free.db']);
    await release();
    await tidemark.run('collect');
    expect(await tidemark.settle()).toEqual([changed('free.db'), changed('held.db')]);
    expect(await tidemark.problems()).toEqual([]);
  });

  it('tell paths that are longer than 260 letters, live', async () => {
    const wine = booted();
    const names = Array.from({ length: 9 }, (_, n) => `${n}${'folder with a long name '.repeat(2).trim()}`);
    const folder = join(wine.driveC, 'Long', ...names);
    mkdirSync(folder, { recursive: true });
    const path = (name: string) => ['C:\\Long', ...names, name].join('\\');
    expect(path('').length).toBeGreaterThan(400);
    const tidemark = await Tidemark.with(
      wine,
      trackingFiles([{ path: 'C:\\Long', pathType: 'directory', recursion: true }]),
    );
    const watching = await tidemark.watch();
    writeFileSync(join(folder, 'notes.txt'), 'one');
    expect(await watching.change(`Added Files ${path('notes.txt')}`)).toMatchObject({
      Acls: expect.stringContaining('D:'),
      Owner: expect.stringMatching(/\S/),
    });
    writeFileSync(join(folder, 'notes.txt'), 'other');
    await watching.change(`Modified Files ${path('notes.txt')} (Size,FileContentChecksum,DateModified)`);
    expect(await tidemark.settle(watching)).toHaveLength(2);
  });

  it('look at a server’s share by schedule, and tell its files never as removed while it is out of reach', async () => {
    const wine = booted();
    const shares = join(wine.driveC, '../dosdevices/unc/server');
    mkdirSync(join(shares, 'share/folder'), { recursive: true });
    writeFileSync(join(shares, 'share/folder/a.txt'), 'one');
    const path = '\\\\server\\share\\folder';
    const tidemark = await Tidemark.with(wine, trackingFiles([{ path, pathType: 'directory', recursion: true }]));
    await tidemark.run('collect');
    const status = JSON.parse(await tidemark.run('status', '--json'));
    expect(JSON.stringify(status)).toContain('"network share"');
    writeFileSync(join(shares, 'share/folder/b.txt'), 'new');
    await tidemark.run('collect');
    renameSync(join(shares, 'share'), join(shares, 'away'));
    await tidemark.run('collect', '--full');
    const [problem, ...others] = await tidemark.problems();
    expect(problem).toMatchObject({ kind: 'unreadable', subject: '//server/share/folder' });
    expect(others).toEqual([]);
    renameSync(join(shares, 'away'), join(shares, 'share'));
    unlinkSync(join(shares, 'share/folder/a.txt'));
    await tidemark.run('collect');
    expect(await tidemark.settle()).toEqual([`Added Files ${path}\\b.txt`, `Removed Files ${path}\\a.txt`]);
  });

  it('tell files of a drive that is taken out never as removed', async () => {
    const wine = booted();
    const [drive, disk] = [join(wine.driveC, '../dosdevices/x:'), join(wine.folder, 'disk')];
    mkdirSync(disk);
    writeFileSync(join(disk, 'a.txt'), 'one');
    symlinkSync(disk, drive);
    const tidemark = await Tidemark.with(wine, trackingFiles([{ path: 'X:\\', pathType: 'directory' }]));
    await tidemark.run('collect');
    expect(await tidemark.inventory('Files')).toHaveLength(2);
    rmSync(drive);
    await tidemark.run('collect');
    expect(await tidemark.problems()).toMatchObject([{ kind: 'unreadable', message: expect.stringContaining('X:\\') }]);
    symlinkSync(disk, drive);
    expect(await tidemark.settle()).toEqual([]);
    expect(await tidemark.problems()).toEqual([]);
  });

  it('tell a folder that is tracked, renamed by its case and made again while it watches', async () => {
    const wine = booted();
    const folder = join(wine.driveC, 'Coming');
    const item = { path: 'C:\\COMING\\GOING', pathType: 'directory', recursion: true, mustExist: false } as const;
    const tidemark = await Tidemark.with(wine, trackingFiles([item]));
    const watching = await tidemark.watch();
    mkdirSync(join(folder, 'Going'), { recursive: true });
    writeFileSync(join(folder, 'Going/a.txt'), 'one');
    await watching.change('Added Files C:\\Coming\\Going\\a.txt');
    writeFileSync(join(folder, 'Going/b.txt'), 'two');
    await watching.change('Added Files C:\\Coming\\Going\\b.txt');
    renameSync(join(folder, 'Going'), join(folder, 'going'));
    await watching.change('Added Files C:\\Coming\\going\\b.txt');
    writeFileSync(join(folder, 'going/c.txt'), 'three');
    await watching.change('Added Files C:\\Coming\\going\\c.txt');
    rmSync(folder, { recursive: true });
    await watching.change('Removed Files C:\\Coming\\going\\c.txt');
    const both = ['', '\\a.txt', '\\b.txt'];
    expect(await tidemark.settle(watching)).toEqual(
      [
        ...['Going', 'going'].flatMap((name) =>
          both.flatMap((each) => [
            `Added Files C:\\Coming\\${name}${each}`,
            `Removed Files C:\\Coming\\${name}${each}`,
          ]),
        ),
        'Added Files C:\\Coming\\going\\c.txt',
        'Removed Files C:\\Coming\\going\\c.txt',
      ].sort(),
    );
  });
});
