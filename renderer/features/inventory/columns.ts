import {
  createColumnHelper,
  createSortedRowModel,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import { fieldDefinition } from '../../../electron/shared/model/fields.ts';
import type { FieldValue, Item, ItemType } from '../../../electron/shared/model/item.ts';
import { shownPath } from '../../../electron/shared/model/platform-words.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { inventoryColumns, typeNames } from '../../words/values.ts';

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnMeta: metaHelper<{ readonly width: string }>(),
});

const helper = createColumnHelper<typeof features, Item>();

const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Numbers by size, words by the alphabet with the numbers in them by size; what is not there comes last. */
export function compareValues(a: FieldValue | undefined, b: FieldValue | undefined): number {
  const none = (value: FieldValue | undefined) => value === undefined || value === null || value === '';
  if (none(a) || none(b)) return Number(none(a)) - Number(none(b));
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return order.compare(String(a), String(b));
}

const widths: Readonly<Record<string, string>> = {
  size: '90px',
  modified: '150px',
  mode: '70px',
  owner: '90px',
  kind: '80px',
  version: '190px',
  architecture: '90px',
  installedSize: '110px',
  state: '90px',
  startup: '100px',
  account: '100px',
  valueType: '130px',
};

/** What a type's things are called in the table: a file by its whole path, a registry value with the key it is in. */
export function itemName({ type, key, name, fields }: Item): string {
  if (type === 'Files') return printable(shownPath(key));
  const holder = type === 'Registry' && fields.kind === 'value' ? String(fields.key).split('\\').at(-1) : undefined;
  return printable(holder === undefined ? name : `${holder}\\${name}`);
}

/** The columns of a type: its name, and at most so many of the fields that tell the most. */
export function columnsOf(type: ItemType, most: number) {
  const name = helper.accessor(itemName, {
    id: 'name',
    header: typeNames[type].one,
    sortFn: (a, b) => compareValues(itemName(a.original), itemName(b.original)),
    meta: { width: type === 'Files' ? 'auto' : type === 'Machine' ? '200px' : '26%' },
  });
  const fields = inventoryColumns[type].slice(0, most).map((field) =>
    helper.accessor((item) => item.fields[field] ?? null, {
      id: field,
      header: fieldDefinition(type, field)?.label ?? field,
      sortFn: (a, b) => compareValues(a.original.fields[field], b.original.fields[field]),
      meta: { width: (type === 'WindowsServices' && field === 'account' ? '200px' : widths[field]) ?? 'auto' },
    }),
  );
  return helper.columns([name, ...fields]);
}
