import { expect, test } from '../support/electron-app.ts';

test('starts, and its window stands without Node and with its bridge', async ({ launch }) => {
  const { electron, page } = await launch();
  expect(page.url()).toMatch(/^app:\/\/tidemark\//);
  const reach = await page.evaluate(() => ({
    bridge: typeof (window as { tidemark?: unknown }).tidemark,
    require: typeof (globalThis as { require?: unknown }).require,
    process: typeof (globalThis as { process?: unknown }).process,
  }));
  expect(reach).toEqual({ bridge: 'object', require: 'undefined', process: 'undefined' });
  const name = await electron.evaluate(({ app }) => app.getName());
  expect(name).toBe('Tidemark');
});
