import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Findings, findingsSchema, type Table } from './part.ts';

/** The last findings of each part, in the order in which the bench has them. */
const reportSchema = z.object({
  machine: z.string(),
  parts: z.array(z.object({ name: z.string(), at: z.string(), findings: findingsSchema })).readonly(),
});
export type Report = Readonly<z.infer<typeof reportSchema>>;

/** The report that a file holds; `undefined` where there is none, or one of another shape, from another version. */
export function readReport(file: string): Report | undefined {
  return existsSync(file) ? reportSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined;
}

export function writeReport(file: string, report: Report): void {
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
}

/** A report with one part's new findings in it. Figures of another machine are not kept beside them. */
export function withPart(
  report: Report | undefined,
  machine: string,
  order: readonly string[],
  part: { readonly name: string; readonly at: string; readonly findings: Findings },
): Report {
  const others = report?.machine === machine ? report.parts.filter((each) => each.name !== part.name) : [];
  const place = (name: string) => order.indexOf(name);
  return { machine, parts: [...others, part].sort((a, b) => place(a.name) - place(b.name)) };
}

/** A report in Markdown. */
export function markdown({ machine, parts }: Report): string {
  const findings = parts.map((each) => each.findings);
  const dates = parts.map((each) => each.at.slice(0, 10)).sort();
  const [first = '', last = ''] = [dates[0], dates.at(-1)];
  const lines = findings.flatMap((each) => each.budgets);
  const budgets: Table = {
    title: '',
    columns: ['Work', 'Measured', 'Budget', 'Kept'],
    rows: lines.map(({ work, measured, budget, kept }) => [work, measured, budget, kept ? 'yes' : '**no**']),
  };
  return [
    `Measured by \`npm run bench\` on ${first === last ? first : `${first} to ${last}`}: ${machine}.`,
    ...(lines.length === 0 ? [] : [table(budgets)]),
    ...findings.flatMap(({ tables, notes }) => [
      ...tables.flatMap((each) => [`**${each.title}**`, table(each)]),
      ...notes,
    ]),
  ].join('\n\n');
}

/** A table whose columns are as wide as their widest cell, as the repository's Markdown has them. */
function table({ columns, rows }: Table): string {
  const widths = columns.map((name, at) => Math.max(3, name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(columns), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
