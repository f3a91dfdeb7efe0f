import type { Fields } from '../../electron/shared/model/item.ts';
import type { Settings } from '../../electron/shared/model/settings.ts';
import { differences } from './differences.ts';
import { type TestEngine, testEngine } from './engine.ts';
import { freshWalk, walkedFields } from './fresh-walk.ts';
import { trackingFiles } from './settings.ts';

/** Settings that track a folder with all that is in it, links as themselves. */
export const wholeTree = (root: string): Settings =>
  trackingFiles([{ path: root, pathType: 'directory', recursion: true, links: 'manage' }]);

/** An engine that holds all of a folder, and watches it. */
export async function liveOver(root: string): Promise<TestEngine> {
  const engine = await testEngine({ settings: wholeTree(root) });
  await engine.ready();
  return engine;
}

/** All that the engine's inventory of files holds, by key, as a fresh walk tells it. */
export async function inventoryOf({ engine }: Pick<TestEngine, 'engine'>): Promise<Map<string, Fields>> {
  const found = new Map<string, Fields>();
  for (let offset = 0; ; ) {
    const page = await engine.request('inventory.list', { type: 'Files', offset, limit: 5000 });
    for (const { key, fields } of page.items) found.set(key, walkedFields(fields));
    offset += page.items.length;
    if (page.items.length === 0 || offset >= page.total) return found;
  }
}

/**
 * Resolves once the engine, which is live, holds exactly what is on the disk. Each
 * thing that it says is a reason to compare again.
 */
export async function comesToHold(engine: TestEngine, root: string, seconds = 20): Promise<void> {
  const wanted = freshWalk(root);
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const heard = engine.heard.length;
    const left = differences(await inventoryOf(engine), wanted);
    if (left.length === 0) return;
    const wait = (until - Date.now()) / 1000;
    const more =
      wait > 0 &&
      engine
        .until('more', () => engine.heard.length > heard, wait)
        .then(
          () => true,
          () => false,
        );
    if (!(await more)) throw new Error(`The inventory is not what is on the disk:\n${left.slice(0, 20).join('\n')}`);
  }
}
