import { type FieldDefinition, fieldDefinitions } from '../../electron/shared/model/fields.ts';
import type { Fields, FieldValue, ItemType } from '../../electron/shared/model/item.ts';
import { formatValue } from '../words/values.ts';
import classes from './field-table.module.css';

interface FieldTableProps {
  readonly type: ItemType;
  /** The fields before; left out, only one column is shown. */
  readonly before?: Fields | null;
  readonly after: Fields | null;
  readonly changed?: readonly string[];
  readonly now: Date;
}

/** What is read character by character, as it stands in a file or a command. */
const exact = new Set(['command', 'acl', 'xattrs', 'fileId', 'linkTarget']);

/** All fields of a thing, or of a thing before and after, with their values in words. */
export function FieldTable({ type, before, after, changed = [], now }: FieldTableProps) {
  const both = before !== undefined && before !== null && after !== null;
  // What was not looked at is left out; what the thing has not is said.
  const fields = fieldDefinitions[type].filter(
    ({ name }) => before?.[name] !== undefined || after?.[name] !== undefined,
  );
  const shown = (field: FieldDefinition, value: FieldValue | undefined) =>
    value === undefined ? '' : formatValue(field, value, now);
  return (
    <table className={classes.table}>
      <colgroup>
        <col className={classes.labels} />
      </colgroup>
      <thead className={both ? undefined : 'visually-hidden'}>
        <tr>
          <th scope="col">Field</th>
          {both && <th scope="col">Before</th>}
          <th scope="col">{both ? 'After' : 'Value'}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const long = field.kind === 'hash' || field.kind === 'mode' || exact.has(field.name);
          const differs = changed.includes(field.name);
          return (
            <tr key={field.name} data-changed={differs}>
              <th scope="row">{field.label}</th>
              {both && (
                <td data-mono={long} data-side="before">
                  {shown(field, before[field.name])}
                </td>
              )}
              <td data-mono={long} data-side="after">
                {shown(field, (after ?? before)?.[field.name])}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
