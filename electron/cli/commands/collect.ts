import { counted } from '../../shared/model/format.ts';
import type { ItemType } from '../../shared/model/item.ts';
import type { Context } from '../context.ts';
import { localTime, problemLine } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { loadSettings } from '../settings/settings-file.ts';
import { workerFile } from '../worker-file.ts';

/** `collect`: one collection without live watching, and a summary. */
export async function collect(
  context: Context,
  types: readonly ItemType[],
  options: { readonly full?: boolean },
): Promise<number> {
  const { terminal, dataDir, settingsFile, platform, startKql } = context;
  const { settings } = loadSettings(settingsFile, platform);
  // Only here: commands that read need not wait for what the collectors load.
  const { openEngine } = await import('../../engine/index.ts');
  const engine = await openEngine({ dataDir, settings, as: 'tidemark collect', workerFile, startKql, mode: 'once' });
  try {
    const runs = await engine.request('tracking.collect', {
      full: options.full ?? false,
      ...(types.length === 0 ? {} : { types: [...types] }),
    });
    const { problems } = await engine.request('status.get', {});
    const summary = runs.map(({ type, items, changes, baseline }) => [
      type,
      counted(items, 'item'),
      baseline ? 'baseline' : counted(changes, 'change'),
      counted(problems.filter((problem) => problem.type === type).length, 'problem'),
    ]);
    for (const line of table(summary)) terminal.line(line);
    const missed = types.filter((each) => !runs.some((run) => run.type === each));
    for (const type of missed) {
      terminal.error(
        `tidemark: ${type} was not collected: the settings do not track it. Switch it on in the settings.`,
      );
    }
    const now = localTime(new Date().toISOString());
    for (const problem of problems.filter(({ type }) => runs.some((run) => run.type === type))) {
      terminal.line(problemLine(terminal, problem, now));
    }
    return missed.length === 0 ? 0 : 1;
  } finally {
    await engine.close();
  }
}
