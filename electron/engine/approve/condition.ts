import { z } from 'zod';
import type { Change } from '../../shared/model/change.ts';
import { contentHash } from '../../shared/model/differences.ts';
import { fieldDefinitions } from '../../shared/model/fields.ts';
import { type Fields, fieldsSchema, type ItemType, itemTypeSchema, unreadable } from '../../shared/model/item.ts';
import { matcher } from '../collectors/files/patterns/wildcards.ts';

const thing = { type: itemTypeSchema, key: z.string() };

/**
 * What a change must be like to be expected, as the store keeps it. `next`: the next change of this item. `state`: this
 * item, and then it is in this state (the fields that `stateOf` keeps; `null`: it is gone). `package`: what a
 * transaction of this package explains. `pattern`: a file whose key this pattern of whole paths matches, its variables
 * replaced. `item`: any change of this item.
 */
export const conditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('next'), ...thing }),
  z.strictObject({ kind: z.literal('state'), ...thing, after: fieldsSchema.nullable() }),
  z.strictObject({ kind: z.literal('package'), manager: z.string(), name: z.string() }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string(), ignoreCase: z.boolean() }),
  z.strictObject({ kind: z.literal('item'), ...thing }),
]);
export type Condition = Readonly<z.infer<typeof conditionSchema>>;

/** Of an item's fields those that make its state: they matter, they are no times, and they could be read. */
export function stateOf(type: ItemType, fields: Fields): Fields {
  const state: Record<string, Fields[string]> = {};
  for (const { name, kind, matters } of fieldDefinitions[type]) {
    // A file's content counts, by whatever method its checksum was made.
    const value = name === 'checksum' && type === 'Files' ? (contentHash(fields) ?? null) : fields[name];
    if (matters && kind !== 'time' && value !== undefined) state[name] = value;
  }
  return state;
}

/** Whether a state says all that counts: of a file whose bytes were not read, any bytes could be taken for the same. */
export function isWholeState(type: ItemType, state: Fields): boolean {
  if (Object.values(state).includes(unreadable)) return false;
  return type !== 'Files' || state.kind !== 'file' || typeof state.checksum === 'string';
}

/** Both have the same fields, and the same in them: one that only one of them has was not looked at in the other. */
function sameState(a: Fields, b: Fields): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && a[name] === b[name]);
}

/** Makes the test of a condition. A change has to bring its explanation where a package is expected. */
export function tester(condition: Condition): (change: Change) => boolean {
  switch (condition.kind) {
    case 'next':
    case 'item':
      return (change) => change.type === condition.type && change.key === condition.key;
    case 'state': {
      const { type, key, after } = condition;
      return (change) => {
        if (change.type !== type || change.key !== key) return false;
        if (after === null || change.after === null) return after === change.after;
        const state = stateOf(type, change.after);
        return isWholeState(type, state) && sameState(state, after);
      };
    }
    case 'package':
      // By these ties alone: what merely happened at that time, or was edited by hand, is not the package's doing.
      return ({ explanation }) =>
        explanation?.verdict === 'explained' &&
        (explanation.tie === 'software' || explanation.tie === 'package') &&
        explanation.bytes !== 'altered' &&
        explanation.package?.manager === condition.manager &&
        explanation.package.name === condition.name;
    case 'pattern': {
      const expression = matcher(condition.pattern, condition.ignoreCase);
      return (change) => change.type === 'Files' && expression.test(change.key);
    }
  }
}
