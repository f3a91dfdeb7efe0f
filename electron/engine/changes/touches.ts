import type { NewChange } from '../../shared/model/change.ts';
import { fieldDefinition } from '../../shared/model/fields.ts';

/** The changes without those in which nothing but times changed: a file that was touched, or written as it was. */
export function withoutTouches<C extends NewChange>(changes: readonly C[]): readonly C[] {
  return changes.filter(
    ({ type, category, fieldsChanged, movedFrom }) =>
      category !== 'Modified' ||
      movedFrom !== undefined ||
      fieldsChanged.some((name) => fieldDefinition(type, name)?.kind !== 'time'),
  );
}
