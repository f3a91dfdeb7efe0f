import { contentDiff } from '../../engine/query/diff.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { printable } from '../../shared/model/printable.ts';
import type { Context } from '../context.ts';
import { shownName } from '../output/lines.ts';
import { shownPatch } from '../output/patch.ts';
import { reading } from '../reading.ts';

/** `diff`: one change's content as a unified diff, or why there is none. */
export function diff(context: Context, id: number): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ queries }) => {
    const { change } = queries['changes.get']({ id });
    const result = contentDiff(change, queries['changes.content']({ id }));
    switch (result.kind) {
      case 'unified':
        if (result.patch === '') terminal.error(`The content of ${shownName(change)} is the same before and after.`);
        else await terminal.write([shownPatch(terminal, result.patch)]);
        return 0;
      case 'told':
        terminal.line(shownName(change));
        for (const line of result.lines) terminal.line(printable(line));
        if (result.hex.length > 0) terminal.line(shownPatch(terminal, result.hex.join('\n')));
        return 0;
      case 'none':
        throw new TidemarkError(
          'notFound',
          `Change ${id} (${change.type}, ${shownName(change)}) has no content to compare.`,
          `'tidemark show ${id}' tells what changed.`,
        );
    }
  });
}
