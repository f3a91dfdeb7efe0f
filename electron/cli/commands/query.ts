import { type KqlAnswer, type KqlDiagnostic, kqlRunSchema } from '../../shared/contract/kql.ts';
import { counted } from '../../shared/model/format.ts';
import { answerObjects, jsonRows } from '../../shared/model/json-rows.ts';
import { printable, printableLines } from '../../shared/model/printable.ts';
import type { Context } from '../context.ts';
import { withKql } from '../kql.ts';
import { answerCells, answerTable } from '../output/answer.ts';
import { diagnosticLines } from '../output/diagnostics.ts';
import { csvRows } from '../output/rows.ts';
import { table } from '../output/table.ts';
import { namedQueries, queryText, type TextOptions } from '../query-text.ts';
import { UsageError } from '../usage.ts';

export interface QueryOptions extends TextOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly strict?: boolean;
  readonly limit?: number;
  readonly timeLimit?: number;
  readonly list?: boolean;
}

/** How many rows a person is shown who asked for no number. */
const readable = 1000;

/** `query --list`: what can be run by `--saved`. */
function list(context: Context, { json }: QueryOptions): number {
  const all = namedQueries(context);
  if (json) context.terminal.line(JSON.stringify(all, null, 2));
  else {
    const lines = table(all.map((each) => [each.id, each.name, 'use' in each ? each.use : ''].map(printable)));
    for (const line of lines) context.terminal.line(line);
  }
  return 0;
}

function sayAll({ terminal }: Context, text: string, found: readonly KqlDiagnostic[], mended: string | null): void {
  for (const each of found) for (const line of diagnosticLines(text, each)) terminal.error(line);
  if (mended !== null) terminal.error(`It was read as:\n${printableLines(mended)}`);
}

async function write({ terminal }: Context, answer: KqlAnswer, options: QueryOptions): Promise<void> {
  if (options.json) return terminal.write(jsonRows(answerObjects(answer)));
  if (options.csv) return terminal.write(csvRows(answer.columns, answerCells(answer)));
  const { lines, empty } = answerTable(terminal, answer);
  await terminal.write(lines);
  if (answer.rows.length === 0) terminal.error('No row fits.');
  else if (empty > 0) terminal.error(`${counted(empty, 'column')} without any value left out; --json has all.`);
}

/** `query`: KQL over what is stored, beside a Tidemark that may be running. */
export async function query(context: Context, given: string | undefined, options: QueryOptions): Promise<number> {
  const { terminal } = context;
  if (options.list) {
    if (given !== undefined || options.file !== undefined || options.saved !== undefined) {
      throw new UsageError('--list runs no query: leave the other out.');
    }
    return list(context, options);
  }
  const text = await queryText(context, given, options);
  const program = options.json === true || options.csv === true;
  const asked = kqlRunSchema.parse({
    text,
    strict: options.strict ?? false,
    rows: options.limit ?? (program ? undefined : readable),
    timeLimit: options.timeLimit === undefined ? undefined : options.timeLimit * 1000,
  });
  return await withKql(context, async (kql) => {
    const { diagnostics, mended } = await kql.check({ text, strict: asked.strict });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      sayAll(context, text, errors, null);
      return 1;
    }
    const answer = await kql.run(asked);
    sayAll(context, text, answer.notices, mended);
    await write(context, answer, options);
    if (answer.cut) {
      // Said aloud, whoever set the limit; apart from the rows, which may be piped on
      terminal.error(`The first ${counted(answer.rows.length, 'row')}: there are more; --limit N shows more.`);
    }
    return 0;
  });
}
