import type { KqlChart } from '../../../../shared/contract/kql.ts';
import { kusto } from '../kusto.ts';
import { type Remark, Unsupported } from '../plan.ts';
import type { Column, Relation } from '../relation.ts';
import type { Node } from '../scope.ts';
import { elements, textOf } from '../syntax.ts';
import type { Work } from '../work.ts';

/** Charts that are drawn as one of the two that there are. */
const kinds: Readonly<Record<string, KqlChart['kind']>> = {
  timechart: 'timechart',
  barchart: 'barchart',
  columnchart: 'barchart',
  piechart: 'barchart',
  linechart: 'timechart',
  areachart: 'timechart',
};

const numbers: readonly Column['type'][] = ['long', 'real'];

/** What a property of `with (…)` names: one column, or several. */
function named(node: Node | null, relation: Relation): readonly string[] {
  const { Syntax } = kusto();
  const nodes = node instanceof Syntax.NameReferenceList ? elements(node.Names) : node === null ? [] : [node];
  return nodes.map((each) => {
    const name = textOf(each);
    if (!relation.columns.some((column) => column.name === name))
      throw new Unsupported(each, `There is no column ${name} to draw.`);
    return name;
  });
}

/** `render`: how the answer is to be drawn; the rows stay as they are. `undefined` for a table. */
export function render(
  node: Kusto.Language.Syntax.RenderOperator,
  relation: Relation,
  work: Work,
): KqlChart | undefined {
  const word = textOf(node.ChartType).toLowerCase();
  if (word === 'table') return undefined;
  const kind = kinds[word];
  if (kind === undefined) throw new Unsupported(node, `A ${word} can't be drawn: there are timechart and barchart.`);
  const remark = (place: Kusto.Language.Syntax.SyntaxElement, message: string): Remark => ({
    start: place.TextStart,
    length: place.Width,
    message,
  });
  if (word !== kind) work.context.notices.push(remark(node, `A ${word} is drawn as a ${kind}.`));
  const given = new Map<string, Node | null>();
  for (const property of elements(node.WithClause?.Properties ?? null)) {
    const name = (property.Name?.SimpleName ?? '').toLowerCase();
    if (['title', 'xcolumn', 'ycolumns', 'series'].includes(name)) given.set(name, property.Expression);
    else work.context.notices.push(remark(property, `${name} makes no difference to how it is drawn.`));
  }
  const { columns } = relation;
  const isTime = ({ type }: Column) => type === 'datetime';
  const isNumber = ({ type }: Column) => numbers.includes(type);
  const x =
    named(given.get('xcolumn') ?? null, relation)[0] ??
    (kind === 'timechart' ? (columns.find(isTime) ?? columns[0]) : columns[0])?.name;
  const asked = named(given.get('ycolumns') ?? null, relation);
  const y =
    asked.length > 0
      ? asked
      : columns.filter((column) => column.name !== x && isNumber(column)).map(({ name }) => name);
  if (x === undefined || y.length === 0) throw new Unsupported(node, 'There is no column of numbers to draw.');
  const others = columns.find(({ name, type }) => name !== x && !y.includes(name) && type === 'string');
  const series = named(given.get('series') ?? null, relation)[0] ?? others?.name ?? null;
  const title = given.get('title');
  const text = title instanceof kusto().Syntax.LiteralExpression ? String(title.LiteralValue) : null;
  return { kind, title: text, x, y: [...y], series };
}
