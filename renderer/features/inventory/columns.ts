import { createColumnHelper, metaHelper, tableFeatures } from '@tanstack/react-table';
import { fieldDefinition } from '../../../electron/shared/model/fields.ts';
import type { Item, ItemType } from '../../../electron/shared/model/item.ts';
import { shownPath } from '../../../electron/shared/model/platform-words.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { inventoryColumns, typeNames } from '../../words/values.ts';

export const features = tableFeatures({
  columnMeta: metaHelper<{ readonly width: number | undefined }>(),
});

const helper = createColumnHelper<typeof features, Item>();

/** What a column's values need (pixels); what is not here takes its part of what is left. */
const widths: Readonly<Record<string, number>> = {
  size: 90,
  modified: 150,
  created: 150,
  mode: 70,
  owner: 90,
  group: 90,
  kind: 90,
  content: 150,
  version: 190,
  architecture: 90,
  installedSize: 110,
  state: 90,
  startup: 100,
  account: 100,
  valueType: 130,
};
/** What a column of its own width gets at the least, and the name before all others. */
const leastWidth = 110;
const leastName: Partial<Record<ItemType, number>> = { Files: 270 };

/** How many of the fields that tell the most stand beside the name, where there are so many pixels. */
export function columnsWithin(type: ItemType, width: number): number {
  let left = width - (leastName[type] ?? 170);
  const fits = inventoryColumns[type].findIndex((field) => {
    left -= widths[field] ?? leastWidth;
    return left < 0;
  });
  return Math.max(1, fits < 0 ? inventoryColumns[type].length : fits);
}

/** What a type's things are called in the table: a file by its whole path, a registry value with the key it is in. */
export function itemName({ type, key, name, fields }: Item): string {
  if (type === 'Files') return printable(shownPath(key));
  const holder = type === 'Registry' && fields.kind === 'value' ? String(fields.key).split('\\').at(-1) : undefined;
  return printable(holder === undefined ? name : `${holder}\\${name}`);
}

/** The columns of a type: its name, and so many of the fields that tell the most. */
export function columnsOf(type: ItemType, most: number) {
  const name = helper.accessor(itemName, {
    id: 'name',
    header: typeNames[type].one,
    meta: { width: undefined },
  });
  const fields = inventoryColumns[type].slice(0, most).map((field) =>
    helper.accessor((item) => item.fields[field] ?? null, {
      id: field,
      header: fieldDefinition(type, field)?.label ?? field,
      meta: { width: type === 'WindowsServices' && field === 'account' ? 200 : widths[field] },
    }),
  );
  return helper.columns([name, ...fields]);
}
