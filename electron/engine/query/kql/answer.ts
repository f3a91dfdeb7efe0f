import type { AlertRow } from '../../../shared/model/alert.ts';
import { cellOf, type Stored } from './cells.ts';
import type { QueryConnection } from './connection.ts';
import type { Plan } from './plan.ts';
import type { JobResult, Known, KqlRow } from './protocol.ts';

/** How many rows go to the engine at once, and how many characters an answer may have in all. */
const portion = 500;
const mostCharacters = 64_000_000;

/** How many rows of a rule's answer are kept, how many are counted one by one, and how many changes it may name. */
const keptRows = 20;
const countedRows = 1000;
const mostChanges = 10_000;

function cellsOf(row: Readonly<Record<string, Stored>>, { columns }: Plan): KqlRow {
  return columns.map(({ type }, at) => cellOf(row[`c${at}`] ?? null, type));
}

const sizeOf = (row: KqlRow): number =>
  row.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0);

/** Runs a plan and hands its rows on in portions: `most` of them, and no more than what an answer may hold. */
export function runPlan(
  connection: QueryConnection,
  plan: Plan,
  known: Known,
  most: number,
  send: (rows: readonly KqlRow[]) => void,
): JobResult<'run'> {
  let rows: KqlRow[] = [];
  let count = 0;
  let characters = 0;
  let cut = false;
  // One row more than is wanted tells whether there are more
  for (const row of connection.rows(plan.sql, plan.values, { ...known, rows: most + 1 })) {
    if (count === most || characters > mostCharacters) {
      cut = true;
      break;
    }
    const cells = cellsOf(row, plan);
    characters += sizeOf(cells);
    count += 1;
    rows.push(cells);
    if (rows.length < portion) continue;
    send(rows);
    rows = [];
  }
  if (rows.length > 0) send(rows);
  return { cut, full: cut && count < most };
}

/** Runs a plan for a rule: how many rows there are, the first of them, and the changes behind them. */
export function evaluatePlan(connection: QueryConnection, plan: Plan, known: Known): JobResult<'evaluate'> {
  const rows: AlertRow[] = [];
  const changeIds: number[] = [];
  let count = 0;
  // Those of a rule about changes are few, and all are wanted for their ids
  const limit = plan.hasId ? -1 : countedRows + 1;
  for (const row of connection.rows(plan.sql, plan.values, { ...known, rows: limit })) {
    count += 1;
    if (rows.length < keptRows) {
      const cells = cellsOf(row, plan);
      rows.push(Object.fromEntries(plan.columns.map(({ name }, at) => [name, cells[at] ?? null])));
    }
    if (plan.hasId && changeIds.length < mostChanges && row.id !== null) changeIds.push(Number(row.id));
  }
  if (!plan.hasId && count > countedRows) {
    const [all] = connection.rows(`SELECT count(*) AS n FROM (${plan.sql})`, plan.values, { ...known, rows: -1 });
    count = Number(all?.n ?? count);
  }
  return { count, rows, changeIds };
}
