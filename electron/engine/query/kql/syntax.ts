import type { KqlType } from '../../../shared/contract/kql.ts';
import { kusto, listOf } from './kusto.ts';
import { type Place, type PlanColumn, Unsupported } from './plan.ts';
import type { Node } from './scope.ts';

/** The elements of a list, which has them by their numbers; its declaration has them of two types at once. */
const items = <T extends Kusto.Language.Syntax.SyntaxElement>(
  list: Kusto.Language.Syntax.SyntaxList$1<T> | null,
): readonly T[] => Array.from({ length: list?.Count ?? 0 }, (_, at) => list?.getItem$1(at) as T);

type SeparatedList<T extends Kusto.Language.Syntax.SyntaxElement> = Kusto.Language.Syntax.SyntaxList$1<
  Kusto.Language.Syntax.SeparatedElement$1<T>
> | null;

/** The elements of a list whose elements are parted by commas or semicolons. */
export function elements<T extends Kusto.Language.Syntax.SyntaxElement>(list: SeparatedList<T>): readonly T[] {
  return items(list).flatMap(({ Element }) => (Element === null ? [] : [Element as T]));
}

const nowhere: Place = { TextStart: 0, Width: 0 };

/** A part that the parser makes sure of: it is there in every text without errors. */
export function present<T>(part: T | null | undefined, place: Place | null = null): T {
  if (part === null || part === undefined)
    throw new Unsupported(place ?? nowhere, 'A part of the query is missing here.');
  return part;
}

/** KQL's other types are held as the ones that answers know. */
const types: Readonly<Record<string, KqlType>> = {
  string: 'string',
  guid: 'string',
  int: 'long',
  long: 'long',
  real: 'real',
  decimal: 'real',
  bool: 'bool',
  datetime: 'datetime',
  timespan: 'timespan',
  dynamic: 'dynamic',
};

export function kqlType(symbol: Kusto.Language.Symbols.Symbol | null | undefined): KqlType {
  const name = symbol?.Name ?? '';
  // The parser knows kinds of dynamic values: arrays, bags, and primitives in them.
  return types[name] ?? 'dynamic';
}

/** The columns that a table or a tuple of the parser has. */
export function columnsOf(node: Node): readonly PlanColumn[] {
  const { Symbols } = kusto();
  const type = node.ResultType;
  if (type instanceof Symbols.TableSymbol || type instanceof Symbols.TupleSymbol) {
    return listOf(type.Columns).map((column) => ({ name: column.Name ?? '', type: kqlType(column.Type) }));
  }
  return [];
}

export function isTabular(node: Node): boolean {
  return node.ResultType instanceof kusto().Symbols.TableSymbol;
}

/** The parameters of an operator (`kind=inner`), by their names, in lower case. */
export function parameters(
  list: Kusto.Language.Syntax.SyntaxList$1<Kusto.Language.Syntax.NamedParameter> | null,
): ReadonlyMap<string, Kusto.Language.Syntax.NamedParameter> {
  return new Map(items(list).map((parameter) => [(parameter.Name?.SimpleName ?? '').toLowerCase(), parameter]));
}

/** Hints on how a cluster is to work; they mean nothing for one machine. */
const isHint = (name: string) => name.startsWith('hint.') || name === 'isfuzzy';

/** Refuses the parameters that are not among those known. */
export function refuseOthers(
  given: ReadonlyMap<string, Kusto.Language.Syntax.NamedParameter>,
  known: readonly string[],
): void {
  for (const [name, parameter] of given) {
    if (!isHint(name) && !known.includes(name))
      throw new Unsupported(parameter, `The parameter ${name} is not supported here.`);
  }
}

/** The text of a node without what stands around it. */
export function textOf(node: Kusto.Language.Syntax.SyntaxElement | null | undefined): string {
  return (node?.ToString(kusto().Syntax.IncludeTrivia.Interior) ?? '').trim();
}
