import { noiseHandlers } from '../../engine/alerts/noise/handlers.ts';
import { type NoiseSource, noiseQuerySchema } from '../../shared/contract/alerts.ts';
import { counted, formatCount } from '../../shared/model/format.ts';
import { printable } from '../../shared/model/printable.ts';
import { parseRegistryKey } from '../../shared/model/registry-key.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Context } from '../context.ts';
import { changeLine, localMoment } from '../output/lines.ts';
import { table } from '../output/table.ts';
import { reading } from '../reading.ts';
import { loadSettings } from '../settings/settings-file.ts';
import { UsageError } from '../usage.ts';

export interface NoiseOptions {
  readonly days?: number;
  readonly json?: boolean;
}

const percent = (share: number) => `${share > 0 && share < 0.01 ? '<1' : Math.round(share * 100)} %`;

function cells({ kind, label, changes, alerts, share }: NoiseSource): readonly string[] {
  const counts = kind === 'rule' ? counted(alerts, 'alert') : counted(changes, 'change');
  const besides = kind === 'rule' || alerts === 0 ? '' : `, ${counted(alerts, 'alert')}`;
  return [percent(share), counts + besides, kind, label];
}

/** `noise`: what made most of the changes and alerts. */
export function noise(context: Context, { json = false, ...options }: NoiseOptions): Promise<number> {
  const { days } = noiseQuerySchema.parse(options);
  const { terminal, settingsFile, platform } = context;
  return reading(context, async ({ store }) => {
    const { settings } = loadSettings(settingsFile, platform);
    const report = await noiseHandlers(store, () => settings)['noise.report']({ days });
    if (json) {
      terminal.line(JSON.stringify(report, undefined, 2));
      return 0;
    }
    const { changes, alerts, sources } = report;
    terminal.line(`${counted(changes, 'change')} and ${counted(alerts, 'alert')} in ${counted(days, 'day')}.`);
    for (const line of table(sources.filter(({ kind }) => kind !== 'rule').map(cells))) terminal.line(line);
    const rules = sources.filter(({ kind }) => kind === 'rule');
    if (rules.length > 0) terminal.line('Alerts by rule:');
    for (const line of table(rules.map(cells))) terminal.line(line);
    return 0;
  });
}

/** `noise try`: what ignoring something would have hidden. */
export function noiseTry(
  context: Context,
  subject: string,
  { json = false, ...options }: NoiseOptions,
): Promise<number> {
  const { days } = noiseQuerySchema.parse(options);
  const { terminal, settingsFile, platform } = context;
  return reading(context, async ({ store }) => {
    const { settings } = loadSettings(settingsFile, platform);
    const handlers = noiseHandlers(store, () => settings);
    const { sources } = await handlers['noise.report']({ days });
    const source = sourceOf(subject, sources, settings);
    const trial = await handlers['noise.try']({ source, days });
    if (json) {
      terminal.line(JSON.stringify(trial, undefined, 2));
      return 0;
    }
    const { changes, alerts, critical, sample, sampleAlerts, advice } = trial;
    const hidden = `${counted(changes, 'change')} and ${counted(alerts, 'alert')}`;
    terminal.line(
      `In ${counted(days, 'day')} this would have hidden ${hidden}, ${critical === 0 ? 'none' : formatCount(critical)} of them critical.`,
    );
    for (const change of sample) terminal.line(changeLine(terminal, change, localMoment(change.noticedAt)));
    for (const { firedAt, severity, rule, summary } of sampleAlerts) {
      terminal.line(printable(`${localMoment(firedAt)}  ${severity}  ${rule}: ${summary}`));
    }
    terminal.line(printable(advice));
    return 0;
  });
}

type Source = Pick<NoiseSource, 'kind' | 'subject' | 'type'>;

/** What a subject names: a source of the report by itself or its label, a rule, a path, or a registry key. */
function sourceOf(subject: string, sources: readonly NoiseSource[], { alerts }: Settings): Source {
  const reported = sources.find((each) => each.subject === subject || each.label === subject);
  if (reported) return { kind: reported.kind, subject: reported.subject, type: reported.type };
  const rule = alerts.rules.find(({ id, name }) => id === subject || name === subject);
  if (rule) return { kind: 'rule', subject: rule.id, type: null };
  if (/^\/|^[A-Za-z]:[\\/]/.test(subject)) {
    const key = /^[A-Za-z]:/.test(subject) ? subject.replaceAll('\\', '/') : subject;
    return { kind: 'folder', subject: key.replace(/(?<=.)\/+$/, ''), type: 'Files' };
  }
  const key = parseRegistryKey(subject);
  if (key.ok)
    return { kind: 'registry', subject: key.hive + key.key.slice(key.hive.length).toLowerCase(), type: 'Registry' };
  throw new UsageError(
    `Nothing made noise that is called '${subject}'.`,
    "Give what 'tidemark noise' lists, the name of a rule, or a path.",
  );
}
