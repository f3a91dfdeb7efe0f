import type { ParsedArgs, Result } from '../../../shared/contract/contract.ts';
import { TidemarkError } from '../../../shared/contract/errors.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { changeTitle } from '../../../shared/model/words.ts';
import { lineCounter } from '../../query/line-stats.ts';
import type { ReadStore } from '../../store/interface.ts';
import type { AlertThings, Place } from '../../store/noise.ts';
import { noiseAdvice } from './advice.ts';
import { pause, separatorOf, sinceDays } from './report.ts';

type Source = ParsedArgs<'noise.try'>['source'];

const sampled = 20;
const alertSlice = 1000;

/**
 * What ignoring a source would have hidden in the last days. An alert would have been hidden where all that fired it,
 * as far as it remembers that, is of the source; ignoring a rule hides its alerts and no change.
 */
export async function noiseTrial(
  store: ReadStore,
  { source, days }: ParsedArgs<'noise.try'>,
  settings: Settings,
  now: Date,
): Promise<Result<'noise.try'>> {
  const since = sinceDays(days, now);
  const place = placeOf(source);
  const from = store.noise.firstSince(since);
  const changes = place === undefined || from === undefined ? nothing : store.noise.of(place, from, sampled);
  const hides =
    place === undefined
      ? ({ ruleId }: AlertThings) => ruleId === source.subject
      : ({ things }: AlertThings) => things.length > 0 && things.every((thing) => isIn(place, thing));
  const alerts = await hiddenAlerts(store, since, hides);
  const lines = lineCounter(store);
  const sample = changes.newest.flatMap((id) => {
    const change = store.change(id);
    return change === undefined ? [] : [{ ...change, lines: lines(change) }];
  });
  const sampleAlerts = alerts.newest.flatMap((id) => store.alert(id) ?? []);
  const name = source.kind === 'rule' ? ruleName(source.subject, sampleAlerts[0]?.rule, settings) : undefined;
  return {
    changes: changes.count,
    alerts: alerts.count,
    critical: alerts.critical,
    sample,
    sampleAlerts,
    advice: noiseAdvice(source, name ?? (sample[0] ? changeTitle(sample[0]) : source.subject), settings),
  };
}

const nothing = { count: 0, newest: [] as readonly number[] };

/** Where a source lies; a rule is no place. */
function placeOf({ kind, subject, type }: Source): Place | undefined {
  if (kind === 'rule') return undefined;
  if (type === null || subject === '') {
    throw new TidemarkError('invalid', 'This is many small things.', 'Choose one that can be named.');
  }
  // A value of the registry has nothing below it, and neither have packages, daemons and single files
  const isFolder = kind === 'folder' || kind === 'other' || (kind === 'registry' && !subject.includes('\\\\'));
  const separator = separatorOf(type);
  return { type, key: subject, below: isFolder && separator !== '\0' ? separator : undefined };
}

function isIn({ type, key, below }: Place, thing: AlertThings['things'][number]): boolean {
  if (thing.type !== type) return false;
  return thing.key === key || (below !== undefined && thing.key.startsWith(key + below));
}

async function hiddenAlerts(store: ReadStore, since: string, hides: (alert: AlertThings) => boolean) {
  let newest: readonly number[] = [];
  let count = 0;
  let critical = 0;
  for (let after = 0; ; ) {
    const alerts = store.noise.alerts(since, after, alertSlice);
    const hidden = alerts.filter(hides);
    count += hidden.length;
    critical += hidden.filter(({ severity }) => severity === 'critical').length;
    newest = [...hidden.map(({ id }) => id).reverse(), ...newest].slice(0, sampled);
    after = alerts.at(-1)?.id ?? after;
    if (alerts.length < alertSlice) return { newest, count, critical };
    await pause();
  }
}

const ruleName = (id: string, fired: string | undefined, { alerts }: Settings) =>
  alerts.rules.find((rule) => rule.id === id)?.name ?? fired ?? id;
