import { Mailbox } from '../../electron/engine/mailbox/mailbox.ts';
import { openStore } from '../../electron/engine/store/open.ts';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';

/**
 * A Tidemark that owns a store and hears requests, run as a process of its own: `answers` performs each: it ends
 * every plan, acknowledges every change, and refuses all else; `hangs` never ends with one. It says what it is given to perform.
 */
const [task, dataDir = ''] = process.argv.slice(2);
const { store } = openStore(dataDir, 'tidemark watch');
const say = (line: string) => process.stdout.write(`${line}\n`);

const mailbox = new Mailbox({
  dataDir,
  perform: async (method, args) => {
    say(`performs ${method} ${JSON.stringify(args)}`);
    if (task !== 'answers') return await new Promise(() => undefined);
    if (method === 'plan.end') return null;
    if (method === 'changes.acknowledge') return (args as { readonly ids: readonly number[] }).ids.length;
    throw new TidemarkError('notFound', 'There is no such thing.', 'Ask for another.');
  },
  problem: ({ subject }) => say(`problem ${subject}`),
  problemEnded: ({ subject }) => say(`ended ${subject}`),
  standing: [],
});
mailbox.open();
say('hears');
process.stdin.resume().once('end', async () => {
  if (task === 'answers') await mailbox.close();
  store.close();
  process.exit(0);
});
