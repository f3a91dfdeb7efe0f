import { expression } from '../expressions/expression.ts';
import { matched } from '../expressions/matching.ts';
import { kusto } from '../kusto.ts';
import { type Expr, type Sql, Unsupported } from '../plan.ts';
import { findColumn, type Relation } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import type { Node } from '../scope.ts';
import { bind, joined, raw, sql } from '../sql.ts';
import { elements, parameters, present, refuseOthers, textOf } from '../syntax.ts';
import { storeTable, tableNames } from '../tables/tables.ts';
import type { Work } from '../work.ts';
import { type Arm, unite } from './union.ts';

/** A term of a search, its stars taken as the operator that they mean: `x*` begins a word, `*x*` is anywhere. */
function operatorOf(term: string, place: Node): { readonly operator: string; readonly text: string } {
  const [, before = '', text = '', after = ''] = /^(\*?)(.*?)(\*?)$/s.exec(term) ?? [];
  if (text.includes('*'))
    throw new Unsupported(place, 'A star within a term is not supported: search for both parts with and.');
  if (before !== '' && after !== '') return { operator: 'contains', text };
  return { operator: before !== '' ? 'hassuffix' : after !== '' ? 'hasprefix' : 'has', text };
}

function textIn(node: Node): string {
  if (node instanceof kusto().Syntax.LiteralExpression && typeof node.LiteralValue === 'string')
    return node.LiteralValue;
  throw new Unsupported(node, 'What is searched for is a text.');
}

interface Search {
  readonly relation: Relation;
  readonly work: Work;
  readonly caseCounts: boolean;
}

function term(node: Node, values: readonly Expr[], { caseCounts }: Search): Sql {
  const { operator, text } = operatorOf(textIn(node), node);
  if (text === '') return raw('TRUE');
  const wanted: Expr = { ...bind(text), type: 'string', constant: text };
  const tests = values.map((value) => matched(`${operator}${caseCounts ? '_cs' : ''}`, value, wanted, node));
  return tests.length === 0 ? raw('FALSE') : sql`(${joined(tests, ' OR ')})`;
}

/** Characters that are stored as they are, and that no column makes of others. */
const plain = /^[\w .:@-]+$/;

/**
 * What has to be true of a row in which a text is found in any of its columns, and is seen at a glance: the text is in
 * what is stored of it, or in a column that is made. `undefined` where that can't be said.
 */
function glance(node: Node, search: Search): Sql | undefined {
  const { stored } = search.relation.source;
  const { text } = operatorOf(textIn(node), node);
  if (stored === undefined || stored.columns !== search.relation.columns || !plain.test(text)) return undefined;
  const wanted: Expr = { ...bind(text), type: 'string', constant: text };
  const holds = (value: Sql): Sql =>
    matched('contains', { ...sql`coalesce(${value}, '')`, type: 'string' }, wanted, node);
  const made = stored.columns.filter(({ name }) => stored.made.has(name)).map(({ value }) => value());
  return sql`(${joined([...stored.texts(), ...made].map(holds), ' OR ')})`;
}

function condition(node: Node, search: Search): Sql {
  const { Syntax } = kusto();
  const { SyntaxKind } = Syntax;
  const { relation, work } = search;
  if (node instanceof Syntax.ParenthesizedExpression) return condition(present(node.Expression, node), search);
  if (node instanceof Syntax.LiteralExpression) {
    const texts = relation.columns.filter(({ type }) => type === 'string').map(({ value }) => value());
    const anywhere = term(node, texts, search);
    const first = glance(node, search);
    return first === undefined ? anywhere : sql`(${first} AND ${anywhere})`;
  }
  if (node instanceof Syntax.BinaryExpression) {
    const [left, right] = [present(node.Left, node), present(node.Right, node)];
    if (node.Kind === SyntaxKind.AndExpression)
      return sql`(${condition(left, search)} AND ${condition(right, search)})`;
    if (node.Kind === SyntaxKind.OrExpression) return sql`(${condition(left, search)} OR ${condition(right, search)})`;
    if (node.Kind === SyntaxKind.SearchExpression) {
      const column = left instanceof Syntax.NameReference ? findColumn(relation, left.SimpleName ?? '') : undefined;
      return column === undefined ? raw('FALSE') : term(right, [column.value()], search);
    }
    // A column that the table does not have: no row of it is meant.
    if (left instanceof Syntax.NameReference && !isKnown(left, search)) return raw('FALSE');
  }
  return expression(node, rowScope(relation, work));
}

const isKnown = (node: Kusto.Language.Syntax.NameReference, { relation, work }: Search) =>
  findColumn(relation, node.SimpleName ?? '') !== undefined || work.variables.has(node.SimpleName ?? '');

/** The name of the table that a pipeline begins with. */
function leftmost(node: Node | null): string {
  const { Syntax } = kusto();
  if (node instanceof Syntax.PipeExpression) return leftmost(node.Expression);
  return node instanceof Syntax.NameReference ? (node.SimpleName ?? '') : '';
}

function tablesOf(node: Kusto.Language.Syntax.SearchOperator, left: Relation | undefined, work: Work): readonly Arm[] {
  const { Syntax } = kusto();
  if (left !== undefined) {
    const before = node.Parent instanceof Syntax.PipeExpression ? leftmost(node.Parent.Expression) : '';
    return [{ name: before, relation: left }];
  }
  const named = elements(node.InClause?.Expressions ?? null).map((each): Arm => {
    const name = textOf(each);
    return { name, relation: work.table(each, work) };
  });
  if (named.length > 0) return named;
  return tableNames.map((name) => ({ name, relation: present(storeTable(name, work), node) }));
}

/** `search`: rows in which a text is found, in any column of texts or in one (`Name:"x"`). Non-texts are not looked in. */
export function search(node: Kusto.Language.Syntax.SearchOperator, left: Relation | undefined, work: Work): Relation {
  const given = parameters(node.Parameters);
  refuseOthers(given, ['kind']);
  const caseCounts = textOf(given.get('kind')?.Expression) === 'case_sensitive';
  const wanted = present(node.Condition, node);
  const arms = tablesOf(node, left, work).map(({ name, relation }): Arm => {
    const found = condition(wanted, { relation, work, caseCounts });
    return { name, relation: { ...relation, where: [...relation.where, found] } };
  });
  const [only] = arms;
  if (arms.length > 1 || only === undefined) return unite(arms, work, { source: '$table' });
  const source = { ...bind(only.name), type: 'string' as const };
  return {
    ...only.relation,
    columns: [{ name: '$table', type: 'string', value: () => source }, ...only.relation.columns],
  };
}
