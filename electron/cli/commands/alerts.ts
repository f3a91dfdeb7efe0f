import type { ReadStore } from '../../engine/store/interface.ts';
import type { AlertQuery } from '../../shared/contract/alerts.ts';
import type { Alert } from '../../shared/model/alert.ts';
import { jsonRows } from '../../shared/model/json-rows.ts';
import type { Severity } from '../../shared/model/severity.ts';
import type { Context } from '../context.ts';
import { alertColumns, alertLine, alertRow } from '../output/alerts.ts';
import { localMoment } from '../output/lines.ts';
import { csvRows } from '../output/rows.ts';
import { reading } from '../reading.ts';
import { loadSettings } from '../settings/settings-file.ts';

export interface AlertsOptions {
  readonly since?: string;
  readonly severity?: readonly Severity[];
  readonly rule?: string;
  readonly active?: boolean;
  readonly limit?: number;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** How many a person is shown who asked for no number; a program gets all. */
const readable = 100;
const pageSize = 500;

/** Alerts one after another, the newest first, read a page at a time. */
function* eachAlert(store: Pick<ReadStore, 'alerts'>, query: AlertQuery, since: string | undefined): Generator<Alert> {
  let before: number | undefined;
  for (;;) {
    const page = store.alerts({ ...query, ...(before === undefined ? {} : { before }), limit: pageSize });
    for (const alert of page) {
      if (since !== undefined && alert.firedAt < since) return;
      yield alert;
    }
    if (page.length < pageSize) return;
    before = page.at(-1)?.id;
  }
}

function* firstOf<T>(values: Iterable<T>, limit: number): Generator<T> {
  let left = limit;
  for (const value of values) {
    if (left-- <= 0) return;
    yield value;
  }
}

/** `alerts`: what the rules fired for, the newest first. */
export function alerts(context: Context, options: AlertsOptions): Promise<number> {
  const { terminal, settingsFile, platform } = context;
  return reading(context, async ({ store }) => {
    const { rules } = loadSettings(settingsFile, platform).settings.alerts;
    const named = rules.find(({ id, name }) => id === options.rule || name === options.rule)?.id ?? options.rule;
    const query: AlertQuery = {
      ...(options.severity === undefined ? {} : { severities: [...options.severity] }),
      ...(named === undefined ? {} : { ruleId: named }),
      ...(options.active === undefined ? {} : { active: options.active }),
    };
    const program = options.json === true || options.csv === true;
    const limit = options.limit ?? (program ? Number.POSITIVE_INFINITY : readable);
    const found = firstOf(eachAlert(store, query, options.since), limit);
    if (options.json) await terminal.write(jsonRows(found));
    else if (options.csv) await terminal.write(csvRows(alertColumns, [...found].map(alertRow)));
    else {
      const shown = [...found];
      for (const alert of shown) terminal.line(alertLine(terminal, alert, localMoment(alert.firedAt)));
      if (shown.length === 0) terminal.error('No alert is recorded that fits.');
      else if (shown.length === limit) terminal.error(`The newest ${limit}; --limit N shows more.`);
    }
    return 0;
  });
}
