import { expect, it } from 'vitest';
import { kusto, listOf } from '../../electron/engine/query/kql/kusto.ts';
import { knownToParser } from '../../electron/engine/query/kql/schema.ts';
import { elements } from '../../electron/engine/query/kql/syntax.ts';
import type { Questions } from './kql.ts';

/** An expression of KQL, and what it gives: a datetime is ISO 8601, a timespan as KQL writes it, a dynamic its JSON. */
export type Given = readonly [expression: string, expected: string | number | boolean | null];

/** Whether a function has to know what it is given at a place when a query is read. */
function hasToKnow(call: Kusto.Language.Syntax.FunctionCallExpression, at: number): boolean {
  const { ArgumentKind } = kusto().Symbols;
  const kinds = [ArgumentKind.Literal, ArgumentKind.LiteralNotEmpty, ArgumentKind.Constant];
  const kind = listOf(call.ReferencedSignature?.Parameters ?? null)[at]?.ArgumentKind;
  return kind !== undefined && kinds.includes(kind);
}

interface Literal {
  readonly start: number;
  readonly text: string;
}

const literalsKnown = new Map<string, readonly Literal[]>();

/** The literals of an expression that a column can stand for, in order. */
function literalsOf(expression: string): readonly Literal[] {
  const known = literalsKnown.get(expression) ?? findLiterals(expression);
  literalsKnown.set(expression, known);
  return known;
}

function findLiterals(expression: string): readonly Literal[] {
  const before = 'print x = ';
  const code = kusto().KustoCode.ParseAndAnalyze(before + expression, knownToParser());
  const { Syntax } = kusto();
  const literals: Literal[] = [];
  const walk = (node: Kusto.Language.Syntax.SyntaxElement | null): void => {
    if (node === null || node instanceof Syntax.TypeOfLiteralExpression || node instanceof Syntax.BracketedName) return;
    const isLiteral =
      node instanceof Syntax.LiteralExpression ||
      node instanceof Syntax.DynamicExpression ||
      node instanceof Syntax.CompoundStringLiteralExpression;
    if (isLiteral) {
      const start = node.TextStart - before.length;
      literals.push({ start, text: expression.slice(start, start + node.Width) });
    } else if (node instanceof Syntax.FunctionCallExpression) {
      const given = elements(node.ArgumentList?.Expressions ?? null);
      for (const [at, one] of given.entries()) if (!hasToKnow(node, at)) walk(one);
    } else {
      for (let at = 0; at < node.ChildCount; at++) walk(node.GetChild(at));
    }
  };
  walk(code?.Syntax ?? null);
  return literals;
}

/** Expressions as they stand, each as a column. */
const asTheyStand = (expressions: readonly string[]): string =>
  `print ${expressions.map((expression, at) => `x${at} = ${expression}`).join(', ')}`;

/**
 * The same expressions over a row that holds their literals: what is known when a query is read is worked out then,
 * and what a row holds by a function in the statement, so that each has to be tried.
 */
export function overRow(expressions: readonly string[]): string {
  const columns = ['nothing = 0'];
  const rewritten = expressions.map((expression, which) =>
    literalsOf(expression).reduceRight((text, literal, at) => {
      const name = `k${which}_${at}`;
      columns.push(`${name} = ${literal.text}`);
      return `${text.slice(0, literal.start)}${name}${text.slice(literal.start + literal.text.length)}`;
    }, expression),
  );
  const values = rewritten.map((expression, at) => `x${at} = ${expression}`);
  return `print ${columns.join(', ')} | take 1 | project ${values.join(', ')}`;
}

/** How many expressions are asked at once: reading a query takes longer than running it. */
const atOnce = 25;

/** Tries each expression twice: with its literals as they stand, and with a row's columns in their place. */
export function tryEach(questions: Questions, table: readonly Given[]): void {
  const answers = new Map<string, unknown>();
  const answerOf = (expression: string, form: (expressions: readonly string[]) => string): unknown => {
    const key = form([expression]);
    if (!answers.has(key)) {
      const from = Math.floor(table.findIndex(([one]) => one === expression) / atOnce) * atOnce;
      const portion = table.slice(from, from + atOnce).map(([one]) => one);
      try {
        const [row = []] = questions.rows(form(portion));
        for (const [at, one] of portion.entries()) answers.set(form([one]), row[at]);
      } catch {
        // One of them is at fault: which is seen when each is asked by itself.
        return questions.rows(key)[0]?.[0];
      }
    }
    return answers.get(key);
  };
  for (const [expression, expected] of table) {
    it(`${expression} is ${JSON.stringify(expected)}`, () => {
      expect(answerOf(expression, asTheyStand)).toEqual(expected);
      expect(answerOf(expression, overRow), overRow([expression])).toEqual(expected);
    });
  }
}
