import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createKql } from '../../../electron/engine/query/kql/client.ts';
import { forkKql } from '../../../electron/engine/query/kql/fork.ts';
import type { KqlService } from '../../../electron/engine/query/kql/service.ts';
import { openReader } from '../../../electron/engine/store/open.ts';
import type { Bench, Findings } from '../part.ts';
import { median, times } from '../support/median.ts';
import { lastChange, makeLog } from '../support/million.ts';
import { whole } from '../support/words.ts';

const moment = new Date(lastChange).toISOString();

/** What is asked for the budgets, and what else a person asks. All are of a log that reaches a year back. */
const aggregate = 'ConfigurationChange | summarize count() by ConfigChangeType, bin(TimeGenerated, 1d)';
const others: Readonly<Record<string, string>> = {
  'the newest 100 changes': 'ConfigurationChange | take 100',
  'top 100 by TimeGenerated': 'ConfigurationChange | top 100 by TimeGenerated',
  'a day of changes, whole': `ConfigurationChange | where TimeGenerated > datetime(${moment}) - 1d`,
  'a count by type': 'ConfigurationChange | summarize count() by ConfigChangeType',
  'a count of paths that contain a text': 'ConfigurationChange | where FileSystemPath contains "part-777" | count',
  'a count of what changed in content':
    'ConfigurationChange | where FieldsChanged contains "FileContentChecksum" | count',
  'a count by hour': 'ConfigurationChange | summarize count() by bin(TimeGenerated, 1h)',
  'the ten paths that changed most': 'ConfigurationChange | summarize count() by FileSystemPath | top 10 by count_',
  'the last change of everything': 'ConfigurationChange | summarize arg_max(TimeGenerated, *) by Name | count',
  'a count by verdict': 'ConfigurationChange | summarize count() by Verdict',
  'a count of what stands out': "ConfigurationChange | where Verdict == 'standsOut' | count",
  'a text anywhere': 'ConfigurationChange | search "package-777" | count',
};

/** A million changes: how long their first page takes, a filter, and questions in KQL by way of their own process. */
export async function kql({ engine, work, most, say }: Bench): Promise<Findings> {
  const changes = Math.min(1_000_000, most);
  const data = join(work, 'log');
  makeLog(data, changes, say);
  const store = openReader(data);
  const page = await median(() => store.changes({ limit: 100 }));
  const filter = await median(() => {
    const filtered = { types: ['Files' as const], categories: ['Removed' as const], text: 'part-777' };
    return [store.changes({ ...filtered, limit: 100 }), store.countChanges(filtered)];
  });
  const unexplained = await median(() => {
    const filtered = { verdicts: ['standsOut' as const, 'unexplained' as const], acknowledged: false };
    return [store.changes({ ...filtered, limit: 100 }), store.countChanges(filtered)];
  });
  const cards = await median(() => store.cards({ limit: 100 }));
  store.close();
  const service = createKql({
    dataDir: data,
    machine: { computer: 'bench', id: '' },
    start: forkKql(new URL('./kql.js', pathToFileURL(engine))),
  });
  try {
    const asked = await askAll(service, say);
    const counted = await median(() => service.run({ text: aggregate }));
    say(`  a count by type and day: ${whole(counted)} ms`);
    return findings(changes, { page, filter, unexplained, cards, counted, asked });
  } finally {
    await service.close();
  }
}

async function askAll(service: KqlService, say: Bench['say']) {
  const asked: { readonly name: string; readonly took: number; readonly rows: number }[] = [];
  for (const [name, text] of Object.entries(others)) {
    const took = await median(() => service.run({ text }));
    const { rows } = await service.run({ text });
    asked.push({ name, took, rows: rows.length });
    say(`  ${name}: ${whole(took)} ms`);
  }
  return asked;
}

interface Measured {
  readonly page: number;
  readonly filter: number;
  readonly unexplained: number;
  readonly cards: number;
  readonly counted: number;
  readonly asked: readonly { readonly name: string; readonly took: number; readonly rows: number }[];
}

function findings(changes: number, measured: Measured): Findings {
  const stored = `${whole(changes)} changes stored`;
  const line = (work: string, took: number, budget: number) => ({
    work: `${stored}: ${work}`,
    measured: `${whole(took)} ms`,
    budget: `at most ${budget} ms`,
    kept: took <= budget,
  });
  return {
    budgets: [
      line('first page', measured.page, 50),
      line('a filter, with how many it lets pass', measured.filter, 100),
      line('the first page of cards', measured.cards, 50),
      line('what nothing explains and nobody acknowledged, with how many', measured.unexplained, 100),
      line('a KQL count by type and day', measured.counted, 300),
    ],
    tables: [
      {
        title: `Questions in KQL over ${whole(changes)} changes of a year`,
        columns: ['Asked', 'Rows', 'Median'],
        rows: measured.asked.map(({ name, rows, took }) => [name, whole(rows), `${whole(took)} ms`]),
      },
    ],
    notes: [`Each is the median of ${times} runs, asked of the process for queries, from the text to the rows.`],
    figures: measured,
  };
}
