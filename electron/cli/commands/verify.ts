import { counted } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import type { Context } from '../context.ts';
import { reading } from '../reading.ts';

/** `verify`: the store's integrity and the hash chain. Status 1 where something is not as it was recorded. */
export function verify(context: Context): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ store }) => {
    const { changes, contents, faults } = store.verify();
    for (const fault of faults) terminal.line(printable(fault));
    const checked = `${counted(changes, 'change')} and ${counted(contents, 'kept content')} were checked in ${printable(context.dataDir)}`;
    if (faults.length === 0) {
      terminal.line(`${checked}: all as they were recorded.`);
      return 0;
    }
    terminal.error(
      `tidemark: ${checked}: ${counted(faults.length, 'fault')}. Keep a copy of the folder before anything else.`,
    );
    return 1;
  });
}
