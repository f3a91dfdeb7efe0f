import type { WriteStore } from '../../electron/engine/store/interface.ts';
import { openStore } from '../../electron/engine/store/open.ts';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';
import { change, fileItem, keep, observed, saving } from './store-samples.ts';

/**
 * A Tidemark that does nothing but own a store, run as a process of its own:
 * `own` holds it until standard input ends, `write` saves until it is killed and
 * says each change once it is committed. Refused, it says as what kind of error.
 */
const [task, dataDir = ''] = process.argv.slice(2);
const store = opened();

function opened(): WriteStore {
  try {
    return openStore(dataDir, 'tidemark watch').store;
  } catch (thrown) {
    process.stdout.write(`refused: ${TidemarkError.from(thrown).kind}\n`);
    process.exit(1);
  }
}

if (task === 'own') {
  process.stdin.resume().once('end', () => store.close());
  process.stdout.write('owned\n');
} else {
  for (let n = 1; ; n++) {
    const item = fileItem(`/etc/file-${n % 50}`, { size: n });
    keep(store, `content ${n} of ${process.pid}\n`.repeat(50));
    const { changes } = store.save(saving(n, { changes: [change(item, n)], upserts: observed(item) }));
    process.stdout.write(`${changes[0]?.id}\n`);
  }
}
