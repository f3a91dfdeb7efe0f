import { timespanText } from '../cells.ts';
import { kusto } from '../kusto.ts';
import { type Expr, Unsupported } from '../plan.ts';
import { toQueried } from '../queried-text.ts';
import type { Node } from '../scope.ts';
import { elements, kqlType, textOf } from '../syntax.ts';
import { datetimeOf, datetimeText } from './datetime-text.ts';
import { bagOf, type Json, knownDynamic } from './json.ts';
import { timespanOf } from './timespan-text.ts';
import { known, longOfDigits, moment } from './values.ts';

/**
 * A literal. Numbers and times are read from their text: what the parser makes of some of them (`0x1F`, `real(nan)`,
 * `time(1.02:03:04)`) is zero.
 */
export function literal(node: Node): Expr {
  const { Syntax } = kusto();
  if (node instanceof Syntax.DynamicExpression) return knownDynamic(dynamic(node.Expression, node));
  if (node instanceof Syntax.CompoundStringLiteralExpression) return known('string', stringOf(node));
  const name = node.ResultType?.Name ?? '';
  const type = kqlType(node.ResultType);
  if (type === 'string' && name !== 'guid') return known('string', stringOf(node));
  const inner = withinParentheses(textOf(node));
  if (inner.toLowerCase() === 'null') {
    if (name === 'guid')
      throw new Unsupported(node, 'A guid that is null is not supported here: guids are held as strings.');
    return known(type, null);
  }
  if (name === 'guid') return known('string', inner.toLowerCase());
  if (name === 'decimal') throw new Unsupported(node, 'The type decimal is not supported here; use real.');
  const value = type === 'dynamic' ? undefined : readers[type]?.(inner);
  if (value === undefined) throw new Unsupported(node, `This is no ${name} that can be read here.`);
  return value;
}

const stringOf = (node: Node): string => toQueried(`${node.LiteralValue ?? ''}`);

/** What a literal such as `datetime("2024-05-01")` says between its parentheses and quotation marks. */
function withinParentheses(text: string): string {
  const inner = /^[a-z]+\s*\((.*)\)$/is.exec(text)?.[1]?.trim() ?? text;
  return /^(["'])(.*)\1$/s.exec(inner)?.[2]?.trim() ?? inner;
}

const made = (type: 'datetime' | 'timespan', value: number | null): Expr | undefined =>
  value === null ? undefined : known(type, value);

const readers: Readonly<Record<string, (text: string) => Expr | undefined>> = {
  long: wholeNumber,
  real: fraction,
  bool: (text) => {
    const value = ['false', 'true'].indexOf(text.toLowerCase());
    return value < 0 ? (/^\d+$/.test(text) ? known('bool', Number(text) ? 1 : 0) : undefined) : known('bool', value);
  },
  datetime: (text) => (/^now(\(\))?$/i.test(text) ? moment('now') : made('datetime', datetimeOf(text))),
  timespan: (text) => made('timespan', timespanOf(text)),
};

function wholeNumber(text: string): Expr | undefined {
  if (!/^[+-]?(?:0x[0-9a-f]+|\d+)$/i.test(text)) return undefined;
  const digits = BigInt(text.replace(/^[+-]/, '')) * (text.startsWith('-') ? -1n : 1n);
  if (digits !== BigInt.asIntN(64, digits)) return undefined;
  return Number.isSafeInteger(Number(digits)) ? known('long', Number(digits)) : longOfDigits(String(digits));
}

function fraction(text: string): Expr | undefined {
  if (/^nan$/i.test(text)) return known('real', null);
  const infinite = /^([+-]?)inf$/i.exec(text);
  if (infinite) return known('real', infinite[1] === '-' ? -Infinity : Infinity);
  const value = Number(text.replace(/\s/g, ''));
  return text === '' || Number.isNaN(value) ? undefined : known('real', value);
}

/** A value of a dynamic literal. Beside what JSON has there may be datetimes and timespans: they are held as texts. */
function dynamic(node: Node | null, place: Node): Json {
  const { Syntax } = kusto();
  if (node instanceof Syntax.JsonArrayExpression) return elements(node.Values).map((value) => dynamic(value, place));
  if (node instanceof Syntax.JsonObjectExpression) {
    return bagOf(
      elements(node.Pairs).map(
        (pair) => [toQueried(`${pair.Name?.ValueText ?? ''}`), dynamic(pair.Value, place)] as const,
      ),
    );
  }
  if (node === null) throw new Unsupported(place, 'This dynamic value can not be read here.');
  if (node.ResultType?.Name === 'null') return null;
  const negative = node instanceof Syntax.PrefixUnaryExpression && node.Operator?.Text === '-';
  const value = literal(negative ? ((node as Kusto.Language.Syntax.PrefixUnaryExpression).Expression ?? node) : node);
  return held(value, negative, node);
}

function held({ type, constant }: Expr, negative: boolean, place: Node): Json {
  if (constant === null) return null;
  if (constant === undefined)
    throw new Unsupported(place, 'Only a value that is known can stand in a dynamic literal.');
  if (typeof constant === 'string') return type === 'dynamic' ? (JSON.parse(constant) as Json) : constant;
  if (type === 'bool') return constant !== 0;
  const value = negative ? -constant : constant;
  if (type === 'datetime') return datetimeText(value);
  return type === 'timespan' ? timespanText(value) : value;
}
