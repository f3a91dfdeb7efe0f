import { appendFileSync, chmodSync, linkSync, mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { comesToHold, liveOver } from '../../support/held-to.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('thousands of hard links: a change reaches every tracked path', async () => {
  const root = join(temporaryFolder(), 'corpus');
  for (const folder of ['a', 'b']) mkdirSync(join(root, folder), { recursive: true });
  const first = join(root, 'first');
  writeFileSync(first, 'one content\n');
  const count = 3000;
  const links = Array.from({ length: count }, (_, n) => join(root, n % 2 ? 'a' : 'b', `link-${n}`));
  for (const link of links) linkSync(first, link);
  const engine = await liveOver(root);

  appendFileSync(links[7] ?? '', 'and more\n');
  await comesToHold(engine, root);
  const reached = engine.changes.filter((each) => each.category === 'Modified').map((each) => each.key);
  expect(reached.sort()).toEqual([first, ...links].sort());

  for (const link of links) unlinkSync(link);
  await comesToHold(engine, root);
  appendFileSync(first, 'alone\n');
  await comesToHold(engine, root);
  expect(engine.changes.filter((each) => each.category === 'Removed')).toHaveLength(count);
});

test('a hard link made while it is live: what is written through it is seen at the other path too', async () => {
  const root = join(temporaryFolder(), 'corpus');
  mkdirSync(join(root, 'elsewhere'), { recursive: true });
  const [file, link] = [join(root, 'file'), join(root, 'elsewhere/link')];
  writeFileSync(file, 'before\n');
  const engine = await liveOver(root);
  linkSync(file, link);
  await engine.change(link, 'Added');
  appendFileSync(link, 'after\n');
  await engine.change(file, 'Modified');
  await comesToHold(engine, root);

  // And a third name: whichever is used, the others follow.
  const third = join(root, 'third');
  linkSync(link, third);
  await engine.change(third, 'Added');
  chmodSync(file, 0o600);
  await comesToHold(engine, root);
});

test('a change through a path that is not tracked is found by the next collection, at every tracked path', async () => {
  const folder = temporaryFolder();
  const root = join(folder, 'tracked');
  mkdirSync(root);
  const [one, two, outside] = [join(root, 'one'), join(root, 'two'), join(folder, 'outside')];
  writeFileSync(one, 'before\n');
  linkSync(one, two);
  linkSync(one, outside);
  const engine = await liveOver(root);
  appendFileSync(outside, 'after\n');
  await engine.collect('Files');
  expect(engine.changes.map(({ key, fieldsChanged }) => [key, ...fieldsChanged])).toEqual([
    [one, 'size', 'checksum', 'modified'],
    [two, 'size', 'checksum', 'modified'],
  ]);
});
