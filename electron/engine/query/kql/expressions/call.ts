import type { KqlType } from '../../../../shared/contract/kql.ts';
import { kusto } from '../kusto.ts';
import { type Expr, type Place, Unsupported } from '../plan.ts';
import type { Node, Scope } from '../scope.ts';
import { elements, isTabular, kqlType, textOf } from '../syntax.ts';
import { argument } from './conversions.ts';
import { callOf, type Native, native, type Value } from './native.ts';

/** A call of a function: what it is given is translated when it is asked for. */
export class Call {
  readonly name: string;
  readonly node: Kusto.Language.Syntax.FunctionCallExpression;
  readonly nodes: readonly Node[];
  readonly scope: Scope;
  readonly #translate: (node: Node) => Expr;

  constructor(node: Kusto.Language.Syntax.FunctionCallExpression, scope: Scope, translate: (node: Node) => Expr) {
    this.name = node.Name?.SimpleName ?? '';
    this.node = node;
    this.nodes = elements(node.ArgumentList?.Expressions ?? null);
    this.scope = scope;
    this.#translate = translate;
  }

  /** The value at a place, from 0. */
  at(place: number): Expr {
    return this.#translate(this.nodeAt(place));
  }

  nodeAt(place: number): Node {
    const node = this.nodes[place];
    if (node === undefined) throw new Unsupported(this.node, `${this.name}() needs more arguments.`);
    if (isTabular(node)) throw new Unsupported(node, `A table can't be given to ${this.name}() here.`);
    return node;
  }

  /** The value at a place as one of a type. */
  as(type: KqlType, place: number): Expr {
    return argument(this.at(place), type, this.nodeAt(place));
  }

  has(place: number): boolean {
    return place < this.nodes.length;
  }

  all(from = 0): readonly Expr[] {
    return this.nodes.slice(from).map((_, at) => this.at(from + at));
  }

  /** A text that has to be known when the query is read; in lower case. */
  word(place: number, words: readonly string[]): string {
    const { constant } = this.at(place);
    const word = typeof constant === 'string' ? constant.toLowerCase() : '';
    if (!words.includes(word)) {
      throw new Unsupported(this.nodeAt(place), `One of these texts is expected here: ${words.join(', ')}.`);
    }
    return word;
  }

  /** What `typeof(…)` at a place names. */
  typeAt(place: number): KqlType {
    const node = this.nodeAt(place);
    if (!(node instanceof kusto().Syntax.TypeOfLiteralExpression)) {
      throw new Unsupported(node, 'typeof() of a type is expected here.');
    }
    const name = textOf(node)
      .replace(/^typeof\s*\(|\)$/g, '')
      .trim();
    const symbol = kusto().Symbols.ScalarTypes.GetSymbol(name);
    if (symbol === null) throw new Unsupported(node, `The type ${name} is not known here.`);
    return kqlType(symbol);
  }

  refuse(message: string, place: Place = this.node): never {
    throw new Unsupported(place, message);
  }
}

/** How a call is translated. */
export type Maker = (call: Call) => Expr;

/** Functions by their names. */
export type Makers = Readonly<Record<string, Maker>>;

type Parameter = KqlType | `${KqlType}?` | `${KqlType}…` | 'any' | 'any…';

/** The types of what a call is given, one by one: `?` can be left out, and `…` stands for any number. */
function given(call: Call, parameters: readonly Parameter[]): readonly Expr[] {
  const values: Expr[] = [];
  for (const at of call.nodes.keys()) {
    const parameter = parameters[Math.min(at, parameters.length - 1)];
    if (parameter === undefined || (at >= parameters.length && !parameter.endsWith('…'))) {
      call.refuse(`${call.name}() takes no more arguments here.`, call.nodeAt(at));
    }
    const type = parameter.replace(/[?…]$/, '') as KqlType | 'any';
    values.push(type === 'any' ? call.at(at) : call.as(type, at));
  }
  return values;
}

/**
 * A function of the language that is one of ours as it stands. Its name in statements is its own after `kql_`.
 * Parameters: the type of each; `?` after one that can be left out, `…` after the last if there can be more of it.
 */
export function plain(
  name: string,
  parameters: readonly Parameter[],
  result: KqlType,
  work: (...values: never[]) => Value | boolean | undefined,
  options: { readonly nulls?: boolean } = {},
): Maker {
  const ours: Native = native(name, result, work, options);
  return (call) => callOf(ours, ...given(call, parameters));
}
