import type { KqlType } from '../../../../shared/contract/kql.ts';
import type { Expr } from '../plan.ts';
import { type Column, Outputs, once, type Relation, select } from '../relation.ts';
import { raw, sql } from '../sql.ts';
import type { Work } from '../work.ts';

/** A column of a grouped relation: one of its keys, or what is worked out on each group. */
export interface Grouped {
  readonly name: string;
  readonly type: KqlType;
  readonly value: () => Expr;
}

/**
 * A relation in groups, as a subquery of which the keys are always outputs, and others where they are used.
 * `always`: what has to be there besides, whether it is used or not.
 */
export function grouped(
  relation: Relation,
  keys: readonly Grouped[],
  others: readonly Grouped[],
  work: Work,
  always: readonly Grouped[] = [],
): Relation {
  const alias = work.context.aliases('g');
  const outputs = new Outputs(alias);
  const asked = (each: Grouped): Column => outputs.column(each);
  const keyColumns = keys.map(asked);
  // In the order of the groups' numbers.
  for (const { value } of keyColumns) value();
  const otherColumns = others.map((each) => {
    const column = asked(each);
    if (always.includes(each)) column.value();
    return column;
  });
  const from = once(() => {
    const inner = select(relation, outputs.all, work.context.aliases, { groupedBy: keys.length, ordered: false });
    return sql`(${inner}) AS ${raw(alias)}`;
  });
  return {
    source: { from: () => ({ from: from(), where: [] }) },
    where: [],
    columns: [...keyColumns, ...otherColumns],
    order: [],
    sorted: false,
  };
}
