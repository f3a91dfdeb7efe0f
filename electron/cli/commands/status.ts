import { readWatchUse } from '../../engine/collectors/files/watch/use.ts';
import { statusOf } from '../../engine/scheduler/status.ts';
import { readOwner } from '../../engine/store/ownership.ts';
import { counted, formatBytes, formatCount } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import { needsAttention } from '../../shared/model/problem.ts';
import type { TypeStatus } from '../../shared/model/status.ts';
import { type LimitUse, nearLimits, percentUsed, type WatchUse } from '../../shared/model/watch-use.ts';
import type { Context } from '../context.ts';
import { causeLine } from '../output/causes.ts';
import { gapLine, localMoment, problemLine } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { reading } from '../reading.ts';
import { loadSettings } from '../settings/settings-file.ts';

const shownGaps = 5;

function typeCells({ type, enabled, items, last, limit }: TypeStatus): readonly string[] {
  if (!enabled) return [type, 'off'];
  const count = limit === null ? formatCount(items) : `${formatCount(items)} of at most ${formatCount(limit)}`;
  const collected =
    last === null
      ? 'not collected yet'
      : `last collected ${localMoment(last.endedAt)}, ${counted(last.changes, 'change')}`;
  return [type, count, collected];
}

const limitWords = (what: string, use: LimitUse): string => {
  const percent = percentUsed(use);
  const limit = use.limit === null ? `${use.setting} can't be read` : `${formatCount(use.limit)} (${use.setting})`;
  return `${what}: ${formatCount(use.held)} held by Tidemark; ${formatCount(use.used)} by its whole account, of ${limit}${percent === null ? '' : `, ${percent} %`}.`;
};

/** What live watching takes of the system's limits, and how to raise one that is nearly used up. */
function watchLines(use: WatchUse): readonly string[] {
  const near = nearLimits(use).map(({ setting, raise }) => `${setting} is nearly used up. Raise it: ${raise.command}`);
  const unsure = use.complete ? [] : ['Not every process could be counted in time.'];
  return [limitWords('Watches', use.watches), limitWords('Watch instances', use.instances), ...unsure, ...near];
}

/** `status`: who tracks, collections, problems, gaps, limits, space. */
export function status(context: Context, options: { readonly json?: boolean }): Promise<number> {
  const { terminal, dataDir, settingsFile, platform } = context;
  const { settings } = loadSettings(settingsFile, platform);
  return reading(context, async ({ store }) => {
    const owner = readOwner(dataDir);
    const now = statusOf(store, settings, undefined, owner ?? null);
    const watching = await readWatchUse(owner?.pid);
    if (options.json) {
      // What only the running process knows of a type is left out, rather than told wrongly.
      const types = now.types.map(({ nextAt: _nextAt, running: _running, live: _live, ...known }) => known);
      terminal.line(JSON.stringify({ ...now, types, watching, dataDir, settingsFile }, undefined, 2));
      return 0;
    }
    const by =
      now.engine === null
        ? 'Nothing tracks'
        : `Process ${now.engine.pid} tracks since ${localMoment(now.engine.startedAt)}`;
    const until = now.pausedUntil === null ? '' : ` until ${localMoment(now.pausedUntil)}`;
    terminal.line(`${by}${now.state === 'paused' ? `; paused${until}` : ''}.`);
    if (now.plan !== null) {
      terminal.line(causeLine(terminal, now.plan, localMoment(now.plan.startedAt)));
      terminal.line("That plan is open: what changes belongs to it until 'tidemark plan end'.");
    }
    terminal.line(`Data: ${printable(dataDir)}  Settings: ${printable(settingsFile)}`);
    terminal.line('');
    for (const line of table(now.types.map(typeCells))) terminal.line(line);
    for (const { path, fileSystem } of now.types.flatMap((each) => each.bySchedule)) {
      terminal.line(printable(`by schedule: ${fileSystem} on ${path}`));
    }
    for (const line of watching === null ? [] : watchLines(watching)) terminal.line(line);
    terminal.line('');
    const { database, content, changes } = now.space;
    terminal.line(
      `${counted(changes, 'change')} recorded; ${formatBytes(database)} on the disk, ${formatBytes(content)} of it kept content.`,
    );
    const problems = now.problems.filter(needsAttention).length;
    const notes = now.problems.length - problems;
    terminal.line(
      `${counted(problems, 'problem')}, ${notes === 0 ? '' : `${counted(notes, 'note')}, `}${counted(now.gaps.length, 'gap')} in coverage.`,
    );
    for (const problem of now.problems) terminal.line(problemLine(terminal, problem, localMoment(problem.lastSeen)));
    for (const gap of now.gaps.slice(0, shownGaps)) terminal.line(gapLine(terminal, gap, localMoment(gap.from)));
    return 0;
  });
}
