import { z } from 'zod';

/**
 * The types of tracked things, named as the original's ConfigChangeType column
 * names them; `Machine` is Tidemark's own.
 */
export const itemTypes = ['Files', 'Registry', 'Software', 'WindowsServices', 'Daemons', 'Machine'] as const;
export const itemTypeSchema = z.enum(itemTypes);
export type ItemType = z.infer<typeof itemTypeSchema>;

/** One value of a field. `null` says that the thing has no such value; an unreadable thing is no item at all. */
export const fieldValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type FieldValue = z.infer<typeof fieldValueSchema>;

/** The value of a field that this platform, or a file's file system, does not have: that is not the same as none. */
export const unsupported = 'unsupported';

/** The value of a field that could not be read though the thing could: nothing can be said of it. */
export const unreadable = 'unreadable';

/** A flat record of fields, declared for each type in `fields.ts`. Times are ISO 8601 in UTC, sizes are bytes. */
export const fieldsSchema = z.record(z.string(), fieldValueSchema);
export type Fields = Readonly<z.infer<typeof fieldsSchema>>;

/** One tracked thing as it is now. */
export interface Item {
  readonly type: ItemType;
  /** Stable for as long as the thing lives: a path, `dpkg:curl:amd64`, `systemd:ssh.service`. */
  readonly key: string;
  /** What a person calls it. */
  readonly name: string;
  readonly fields: Fields;
}
export const itemSchema = z.object({
  type: itemTypeSchema,
  key: z.string(),
  name: z.string(),
  fields: fieldsSchema,
});
