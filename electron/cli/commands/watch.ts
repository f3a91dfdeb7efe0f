import type { Engine } from '../../engine/engine.ts';
import { readMachineIdentity } from '../../engine/query/machine-identity.ts';
import { changeRow } from '../../engine/query/rows.ts';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { counted } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import type { Status } from '../../shared/model/status.ts';
import type { Context } from '../context.ts';
import { oneLine } from '../failure.ts';
import { alertLine } from '../output/alerts.ts';
import { awayLine } from '../output/away.ts';
import { CauseNews } from '../output/cause-news.ts';
import { causeLine } from '../output/causes.ts';
import { changeLine, gapLine, localTime, problemLine } from '../output/lines.ts';
import { loadSettings, saveSettings } from '../settings/settings-file.ts';
import { watchSettings } from '../settings/watch-settings.ts';
import { workerFile } from '../worker-file.ts';

/** Tells everything as one JSON object a line. What comes back tells what is left at the end. */
function tellJson({ terminal }: Context, engine: Engine): () => void {
  const machine = readMachineIdentity();
  const tell = (event: object): void => terminal.line(JSON.stringify(event));
  engine.on('ready', () => tell({ event: 'ready' }));
  engine.on('changes', ({ changes }) => {
    for (const change of changes) tell({ event: 'change', row: changeRow(change, machine) });
  });
  engine.on('collection', (collection) => tell({ event: 'collection', collection }));
  engine.on('problem', (problem) => tell({ event: 'problem', problem }));
  engine.on('gap', (gap) => tell({ event: 'gap', gap }));
  engine.on('alert', (alert) => tell({ event: 'alert', alert }));
  engine.on('explained', ({ changes, upTo }) => {
    const told = changes.map(({ id, explanation = null, acknowledged = null }) => ({
      ChangeId: id,
      explanation,
      acknowledged,
    }));
    tell({ event: 'explained', upTo, changes: told });
  });
  engine.on('cause', (cause) => tell({ event: 'cause', cause }));
  engine.on('away', (away) => tell({ event: 'away', away }));
  return () => undefined;
}

function trackedWords({ types }: Status): string {
  return types
    .filter(({ enabled }) => enabled)
    .map(({ type, items }) => `${type} ${items.toLocaleString('en')}`)
    .join(', ');
}

/** Tells a person: a line a change, a cause, a problem, a gap, and a baseline that was set. */
function tellPerson({ terminal }: Context, engine: Engine): () => void {
  const now = (): string => localTime(new Date().toISOString());
  engine.on('ready', () => {
    void engine.request('status.get', {}).then(
      (status) => {
        const words = trackedWords(status);
        terminal.line(
          words === '' ? 'Ready, but the settings track nothing.' : `Ready: ${words}. Changes appear here.`,
        );
      },
      // It closes already: nobody waits for this line.
      () => undefined,
    );
  });
  const news = new CauseNews((cause) => terminal.line(causeLine(terminal, cause, now())));
  engine.on('cause', (cause) => news.cause(cause));
  engine.on('away', (away) => terminal.line(awayLine(terminal, away, now())));
  engine.on('changes', ({ changes }) => {
    news.changes(changes.map(({ id }) => id));
    for (const change of changes) terminal.line(changeLine(terminal, change, localTime(change.noticedAt)));
  });
  engine.on('collection', ({ type, items, baseline }) => {
    if (baseline) terminal.line(`${now()}  . ${type}: baseline of ${counted(items, 'item')}`);
  });
  engine.on('problem', (problem) => terminal.line(problemLine(terminal, problem, now())));
  engine.on('gap', (gap) => terminal.line(gapLine(terminal, gap, now())));
  engine.on('alert', (alert) => {
    terminal.line(alertLine(terminal, alert, localTime(alert.endedAt ?? alert.firedAt)));
  });
  return () => news.close();
}

/** Resolves when the process is asked to end, or when nobody reads its output any more. */
function asked({ terminal }: Context): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    terminal.onClosed(resolve);
  });
}

/** `watch`: tracks until it is interrupted. */
export async function watch(context: Context, options: { readonly json?: boolean }): Promise<number> {
  const { terminal, dataDir, settingsFile, platform, startKql } = context;
  const { settings, source } = loadSettings(settingsFile, platform);
  const end = asked(context);
  // Only here: commands that read need not wait for what the collectors load.
  const { openEngine } = await import('../../engine/index.ts');
  const engine = await openEngine({ dataDir, settings, as: 'tidemark watch', workerFile, startKql });
  let unwatch: (() => Promise<void>) | undefined;
  let told: (() => void) | undefined;
  try {
    if (!options.json) {
      terminal.line(`Tidemark tracks this machine into ${printable(dataDir)}. Ctrl+C ends it.`);
      if (source === 'recommended') {
        terminal.line(`There were no settings: the recommended set begins, in ${printable(settingsFile)}.`);
      }
    }
    told = (options.json ? tellJson : tellPerson)(context, engine);
    if (source === 'recommended') await saveSettings(settingsFile, settings);
    const failed = (error: unknown): void => terminal.error(oneLine(TidemarkError.from(error)));
    unwatch = await watchSettings(settingsFile, platform, settings, {
      changed: (changed) => {
        if (!options.json) terminal.line('The settings were edited: the new ones hold.');
        engine.request('tracking.configure', { settings: changed }).catch(failed);
      },
      broken: failed,
    });
    await end;
    return 0;
  } finally {
    await unwatch?.();
    await engine.close();
    told?.();
  }
}
