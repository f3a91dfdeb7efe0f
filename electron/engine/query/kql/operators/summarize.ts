import { aggregate, expression, severalColumns } from '../expressions/expression.ts';
import { Unsupported } from '../plan.ts';
import type { Relation } from '../relation.ts';
import { rowScope } from '../row-scope.ts';
import type { Node } from '../scope.ts';
import { raw } from '../sql.ts';
import { columnsOf, elements, parameters, refuseOthers } from '../syntax.ts';
import type { Work } from '../work.ts';
import {
  behindName,
  type Extreme,
  extremeOf,
  isPlain,
  numberedFor,
  plainExtreme,
  windowedExtreme,
} from './arg-extreme.ts';
import { type Grouped, grouped } from './grouped.ts';
import { countedByKind } from './kind-counts.ts';
import { unnamed } from './project.ts';

/** What stands in a `summarize` for one or more of its columns, as they are called in the result. */
interface Part {
  readonly node: Node;
  readonly names: readonly string[];
  readonly extreme: Extreme | undefined;
}

/** Shares the result's columns out to the expressions: keys come first, and of `arg_max` there are several. */
function partsOf(nodes: readonly Node[], names: readonly string[]): readonly Part[] {
  let at = 0;
  return nodes.map((node) => {
    const extreme = extremeOf(node);
    const width = Math.max(1, columnsOf(behindName(node)).length);
    const own = names.slice(at, at + width);
    at += width;
    return { node, names: own, extreme };
  });
}

/** `summarize`: aggregates of groups of rows that have the same keys; without aggregates, each combination once. */
export function summarize(node: Kusto.Language.Syntax.SummarizeOperator, relation: Relation, work: Work): Relation {
  refuseOthers(parameters(node.Parameters), []);
  if (node.ByClause?.BinClause) {
    throw new Unsupported(node.ByClause.BinClause, 'Write bin(column, size) in place of by … bin = ….');
  }
  const by = elements(node.ByClause?.Expressions ?? null);
  const names = columnsOf(node).map(({ name }) => name);
  const parts = partsOf(elements(node.Aggregates), names.slice(by.length));
  const keysOf = (of: Relation): readonly Grouped[] => {
    const scope = rowScope(of, work);
    return by.map((each, at) => {
      const value = expression(unnamed(each), scope);
      return { name: names[at] ?? `Column${at + 1}`, type: value.type, value: () => value };
    });
  };
  const othersOf = (of: Relation, extremes: (part: Part, extreme: Extreme, at: number) => readonly Grouped[]) => {
    const scope = rowScope(of, work);
    return parts.map((part, at): readonly Grouped[] => {
      if (part.extreme !== undefined) return extremes(part, part.extreme, at);
      const several = severalColumns(behindName(part.node), scope);
      if (several !== undefined) {
        return several.map(({ name, value }, place) => ({
          name: part.names[place] ?? name,
          type: value.type,
          value: () => value,
        }));
      }
      const value = aggregate(unnamed(part.node), scope);
      return [{ name: part.names[0] ?? '', type: value.type, value: () => value }];
    });
  };
  const keys = keysOf(relation);
  if (keys.length === 0 && parts.length === 0) {
    throw new Unsupported(node, 'A summarize needs an aggregate or a by.');
  }
  const plain = othersOf(relation, (part, extreme) => plainExtreme(extreme, part.names, relation, work));
  if (parts.every(({ extreme }) => extreme === undefined)) {
    return countedByKind(relation, by, keys, plain.flat(), work) ?? grouped(relation, keys, plain.flat(), work);
  }
  const rest = plain.filter((_, at) => parts[at]?.extreme === undefined).flat();
  if (
    isPlain(
      parts.flatMap(({ extreme }) => extreme ?? []),
      rest,
    )
  ) {
    const always = plain.flatMap((columns, at) => (parts[at]?.extreme === undefined ? [] : columns.slice(0, 1)));
    return grouped(relation, keys, plain.flat(), work, always);
  }
  const extremes = parts.map(({ extreme }) => extreme);
  const numbered = numberedFor(relation, keys, extremes, work);
  const others = othersOf(numbered, (part, extreme, at) => windowedExtreme(extreme, part.names, numbered, at, work));
  return grouped(numbered, keysOf(numbered), others.flat(), work);
}

/** `count`: how many rows there are. */
export function count(node: Kusto.Language.Syntax.CountOperator, relation: Relation, work: Work): Relation {
  const name = columnsOf(node)[0]?.name ?? 'Count';
  const value = { ...raw('count(*)'), type: 'long' as const };
  return grouped(relation, [], [{ name, type: 'long', value: () => value }], work);
}
