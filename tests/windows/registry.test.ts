import { expect, it } from 'vitest';
import { trackingRegistry } from '../support/settings.ts';
import { importRegistry } from '../support/wine/registry.ts';
import { underWine } from '../support/wine/suite.ts';
import { Tidemark } from '../support/wine/tidemark.ts';

const key = 'HKEY_CURRENT_USER\\Software\\Ledger';

underWine('the registry', (booted) => {
  it('tells every key and value that is made, changed, renamed and deleted while it watches, and nothing else', async () => {
    const wine = booted();
    await importRegistry(wine, [`[${key}]`, '"text"="one"', '"number"=dword:00000001', `[${key}\\Empty]`]);
    const tidemark = await Tidemark.with(wine, trackingRegistry([{ key: 'HKCU\\software\\LEDGER', recursion: true }]));
    const watching = await tidemark.watch();

    await wine.run('reg', 'add', key, '/v', 'text', '/d', 'two', '/f');
    await watching.change(`Modified Registry ${key}:text (ValueData)`);
    expect(await tidemark.settle(watching)).toEqual([`Modified Registry ${key}:text (ValueData)`]);
  });
});
