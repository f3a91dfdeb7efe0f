import { kusto } from './kusto.ts';

/**
 * Whether a fault is that a text is expanded (`mv-expand FieldsChanged`): the original's column may hold a list, ours
 * holds names parted by commas, and is taken apart at these.
 */
export function isExpandedText(code: Kusto.Language.KustoCode, start: number, length: number): boolean {
  const { Syntax, Symbols } = kusto();
  for (let node = code.Syntax?.GetNodeAt(start, length) ?? null; node !== null; node = node.Parent) {
    if (!(node instanceof Syntax.MvExpandExpression)) continue;
    const inner =
      node.Expression instanceof Syntax.SimpleNamedExpression ? node.Expression.Expression : node.Expression;
    return inner?.TextStart === start && inner.ResultType === Symbols.ScalarTypes.String;
  }
  return false;
}
