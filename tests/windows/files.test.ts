import { mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { certificate, named, portableExecutable, signature } from '../support/portable-executable.ts';
import { trackingFiles } from '../support/settings.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

const authority = named('Root');
const program = (version: number) =>
  portableExecutable({
    texts: { CompanyName: 'Contoso Ltd.' },
    numbers: [
      [version, 0, 0, 0],
      [version, 0, 0, 0],
    ],
    signature: signature([certificate(1, authority, named('Contoso'))], authority, 1),
  });

underWine('files on Windows', (booted) => {
  it('under variables are told exactly while it watches, with what Windows knows of them', async () => {
    const wine = booted();
    const root = 'C:\\ProgramData\\Ledger';
    const folder = join(wine.driveC, 'ProgramData', 'Ledger');
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
    writeFileSync(join(folder, 'stays.txt'), 'as it is');
    writeFileSync(join(folder, 'deep/er/notes.txt'), 'one');
    const tidemark = await Tidemark.with(
      wine,
      trackingFiles([
        { path: '%programdata%\\ledger', pathType: 'directory', recursion: true },
        // The same file by another way and in another case is the same item.
        { path: '%SystemDrive%\\PROGRAMDATA\\LEDGER\\STAYS.TXT' },
      ]),
    );
    const watching = await tidemark.watch();
    const paths = async () => (await tidemark.inventory('Files')).map(({ FileSystemPath }) => FileSystemPath).sort();
    expect(await paths()).toEqual([
      root,
      `${root}\\deep`,
      `${root}\\deep\\er`,
      `${root}\\deep\\er\\notes.txt`,
      `${root}\\stays.txt`,
    ]);

    writeFileSync(join(folder, 'tool.exe'), program(1));
    expect(await watching.change(`Added Files ${root}\\tool.exe`)).toMatchObject({
      FileVersion: '1.0.0.0',
      ProductVersion: '1.0.0.0',
      Company: 'Contoso Ltd.',
      Signer: 'Contoso',
      Owner: expect.stringMatching(/\S/),
      Acls: expect.stringMatching(/^D:[A-Z]*\n\(A;/),
      How: 'live',
    });
    writeFileSync(join(folder, 'tool.exe'), program(2));
    const upgraded = 'FileContentChecksum,DateModified,FileVersion,ProductVersion';
    expect(await watching.change(`Modified Files ${root}\\tool.exe (${upgraded})`)).toMatchObject({
      PreviousFileVersion: '1.0.0.0',
      FileVersion: '2.0.0.0',
    });
    await wine.run('attrib', '+h', `${root}\\deep\\er\\notes.txt`);
    expect(await watching.change(`Modified Files ${root}\\deep\\er\\notes.txt (Attributes)`)).toMatchObject({
      PreviousAttributes: '',
      Attributes: 'hidden',
    });
    renameSync(join(folder, 'tool.exe'), join(folder, 'deep/tool2.exe'));
    expect(await watching.change(`Added Files ${root}\\deep\\tool2.exe`)).toMatchObject({
      MovedFrom: `${root}\\tool.exe`,
    });
    // Another case is another name, and no other file.
    renameSync(join(folder, 'deep'), join(folder, 'Deep'));
    expect(await watching.change(`Added Files ${root}\\Deep\\er\\notes.txt`)).toMatchObject({
      MovedFrom: `${root}\\deep\\er\\notes.txt`,
    });
    writeFileSync(join(folder, 'Deep/er/notes.txt'), 'longer than before');
    await watching.change(`Modified Files ${root}\\Deep\\er\\notes.txt (Size,FileContentChecksum,DateModified)`);
    unlinkSync(join(folder, 'Deep/tool2.exe'));
    await watching.change(`Removed Files ${root}\\Deep\\tool2.exe`);

    const moved = ['', '\\er', '\\er\\notes.txt', '\\tool2.exe'];
    expect(await tidemark.settle(watching)).toEqual(
      [
        `Added Files ${root}\\tool.exe`,
        `Modified Files ${root}\\tool.exe (${upgraded})`,
        `Modified Files ${root}\\deep\\er\\notes.txt (Attributes)`,
        `Removed Files ${root}\\tool.exe`,
        `Added Files ${root}\\deep\\tool2.exe`,
        ...moved.flatMap((each) => [`Removed Files ${root}\\deep${each}`, `Added Files ${root}\\Deep${each}`]),
        `Modified Files ${root}\\Deep\\er\\notes.txt (Size,FileContentChecksum,DateModified)`,
        `Removed Files ${root}\\Deep\\tool2.exe`,
      ].sort(),
    );
  });

  it('are found by schedule as they are live, and what the archive flag alone says is no change', async () => {
    const wine = booted();
    const root = 'C:\\Scheduled';
    const folder = join(wine.driveC, 'Scheduled');
    mkdirSync(folder);
    for (const name of ['a.ini', 'b.ini', 'c.txt']) writeFileSync(join(folder, name), name);
    const tidemark = await Tidemark.with(wine, trackingFiles([{ path: 'c:\\SCHEDULED\\*.INI' }]));
    await tidemark.run('collect');
    await wine.run('attrib', '-a', `${root}\\a.ini`);
    await tidemark.run('collect');
    await tidemark.run('collect', '--full');
    expect(await tidemark.changes()).toEqual([]);

    await wine.run('attrib', '+r', `${root}\\a.ini`);
    renameSync(join(folder, 'b.ini'), join(folder, 'B.ini'));
    writeFileSync(join(folder, 'd.ini'), 'new');
    rmSync(join(folder, 'c.txt'));
    await tidemark.run('collect');
    const told = await tidemark.settle();
    expect(told).toEqual([
      `Added Files ${root}\\B.ini`,
      `Added Files ${root}\\d.ini`,
      // A file that is read-only lets nobody write: Wine's list of rights says that too.
      expect.stringMatching(/^Modified Files C:\\Scheduled\\a\.ini \(Attributes(,Acls)?\)$/),
      `Removed Files ${root}\\b.ini`,
    ]);
  });

  it('that come all at once, in folders that come with them, are each told once', async () => {
    const wine = booted();
    const [outside, folder] = [join(wine.driveC, 'Outside'), join(wine.driveC, 'Full')];
    mkdirSync(folder);
    mkdirSync(join(outside, 'within/deeper'), { recursive: true });
    const names = Array.from({ length: 60 }, (_, n) => `${n % 2 ? 'within/' : 'within/deeper/'}${n}.txt`);
    for (const name of names) writeFileSync(join(outside, name), name);
    const tidemark = await Tidemark.with(
      wine,
      trackingFiles([{ path: 'C:\\Full', pathType: 'directory', recursion: true }]),
    );
    const watching = await tidemark.watch();
    renameSync(join(outside, 'within'), join(folder, 'within'));
    const shown = (name: string) => `C:\\Full\\${name.replaceAll('/', '\\')}`;
    for (const name of names) await watching.change(`Added Files ${shown(name)}`);
    renameSync(join(folder, 'within'), join(folder, 'renamed'));
    await watching.change(`Added Files ${shown('renamed/deeper/0.txt')}`);
    rmSync(join(folder, 'renamed'), { recursive: true });
    await watching.change(`Removed Files ${shown('renamed/deeper/0.txt')}`);
    const all = ['within', 'within/deeper', ...names];
    expect(await tidemark.settle(watching)).toEqual(
      all
        .flatMap((name) => {
          const renamed = shown(name.replace('within', 'renamed'));
          return [
            `Added Files ${shown(name)}`,
            `Removed Files ${shown(name)}`,
            `Added Files ${renamed}`,
            `Removed Files ${renamed}`,
          ];
        })
        .sort(),
    );
  });
});
