import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { WriteStore } from '../../electron/engine/store/interface.ts';
import { openStore } from '../../electron/engine/store/open.ts';
import { temporaryFolder } from './temporary.ts';

/** A store of the test's own, closed when the test is over. */
export function testStore(dataDir = join(temporaryFolder(), 'data')): { store: WriteStore; dataDir: string } {
  const { store } = openStore(dataDir, 'a test');
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    store.close();
  };
  onTestFinished(close);
  return { store: { ...store, close }, dataDir };
}
