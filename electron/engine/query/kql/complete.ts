import type { KqlCompletion } from '../../../shared/contract/kql.ts';
import { kusto, listOf } from './kusto.ts';
import { mend } from './mend.ts';
import { isOffered } from './offered.ts';
import { givenStretch } from './places.ts';
import { knownToParser } from './schema.ts';

type Kind = KqlCompletion['items'][number]['kind'];

/** What the parser calls each kind of its suggestions; a suggestion of another kind (punctuation, …) is left out. */
function kinds(): ReadonlyMap<number, Kind> {
  const { CompletionKind: its } = kusto().Editor;
  return new Map<number, Kind>([
    [its.Table, 'table'],
    [its.Column, 'column'],
    [its.BuiltInFunction, 'function'],
    [its.LocalFunction, 'function'],
    [its.AggregateFunction, 'function'],
    [its.QueryPrefix, 'operator'],
    [its.TabularPrefix, 'operator'],
    [its.TabularSuffix, 'operator'],
    [its.ScalarInfix, 'operator'],
    [its.ScalarPrefix, 'keyword'],
    [its.Keyword, 'keyword'],
    [its.Syntax, 'keyword'],
    [its.Variable, 'variable'],
    [its.Parameter, 'variable'],
    [its.RenderChart, 'value'],
    [its.Example, 'value'],
    [its.ScalarType, 'keyword'],
  ]);
}

/**
 * What could stand at a position of a text: the suggestions of the language's own parser, of which those that
 * Tidemark can't run are left out.
 */
export function complete(query: {
  readonly text: string;
  readonly strict: boolean;
  readonly position: number;
}): KqlCompletion {
  const { text, strict } = query;
  const position = Math.min(query.position, text.length);
  const mended = strict ? { given: text, read: text, added: [] } : mend(text);
  // The cursor stays behind the same character
  let inRead = position;
  for (const at of mended.added) if (at < inRead) inRead += 1;

  const service = new (kusto().Editor.KustoCodeService.$ctor1)(mended.read, knownToParser());
  const found = service.GetCompletionItems(inRead, null);
  if (!found) return { start: position, length: 0, items: [] };
  const kindOf = kinds();
  const items = listOf(found.Items).flatMap((item) => {
    const kind = kindOf.get(item.Kind);
    const name = item.MatchText ?? item.DisplayText ?? '';
    const { LocalFunction, RenderChart } = kusto().Editor.CompletionKind;
    if (
      kind === undefined ||
      name === '' ||
      !(item.Kind === LocalFunction || isOffered(kind, name, item.Kind === RenderChart))
    )
      return [];
    const shown = item.DisplayText ?? name;
    return [
      {
        label: name,
        kind,
        before: item.BeforeText ?? name,
        after: item.AfterText ?? '',
        detail: shown === name ? '' : shown,
      },
    ];
  });
  return { ...givenStretch(mended, { start: found.EditStart, length: found.EditLength }), items };
}
