import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { trackingFiles } from '../support/settings.ts';
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
    await watching.change('Added Files C:/tracked/more.txt');
    expect(await watching.stop()).toBe(0);
    expect(await tidemark.settle()).toEqual([
      'Added Files C:/tracked/more.txt',
      'Modified Files C:/tracked (DateModified)',
    ]);
  });
});
