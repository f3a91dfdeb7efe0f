import { z } from 'zod';

/** A row of ConfigurationChange as the command line prints it. */
export const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type ChangeRow = Readonly<z.infer<typeof rowSchema>>;

/**
 * A change in one line, so that a whole ledger is compared exactly:
 * `Modified Daemons probe.service (SvcState)`. A file goes by its path, which is its key.
 */
export function entry(row: ChangeRow): string {
  const thing = thingOf(row);
  const fields = row.FieldsChanged === '' ? '' : ` (${row.FieldsChanged})`;
  return `${row.ChangeCategory} ${row.ConfigChangeType} ${thing}${fields}`;
}

function thingOf(row: ChangeRow): string {
  switch (row.ConfigChangeType) {
    case 'Files':
      return String(row.FileSystemPath);
    case 'Registry':
      // A value by its key and, behind a colon, its own name.
      return row.RegistryKind === 'key' ? String(row.RegistryKey) : `${row.RegistryKey}:${row.ValueName}`;
    default:
      return String(row.Name);
  }
}

/** What happened, in an order that does not depend on which type was faster. */
export function ledger(rows: readonly ChangeRow[]): string[] {
  return rows.map(entry).sort();
}
