import type { ItemType } from '../../../../shared/model/item.ts';
import type { Sql } from '../plan.ts';
import { bind, raw, sql } from '../sql.ts';
import { byType, type Stored } from './by-type.ts';
import { storedText } from './stored-text.ts';

/**
 * A file's key as its platform writes paths; see `shownPath`. Which platform that is shows in the stored key: what it
 * escapes there is a backslash, which it writes as two.
 */
export function shownPath(storedKey: Sql): Sql {
  const isWindows = sql`(${storedKey} GLOB '[A-Za-z]:*' OR substr(${storedKey}, 1, 2) IN ('//', '\\\\', '/\\'))`;
  const key = storedText(storedKey);
  return sql`(CASE WHEN ${isWindows} THEN replace(${key}, '/', '\\') ELSE ${key} END)`;
}

const all = (types: readonly ItemType[], value: Sql): ReadonlyMap<ItemType, Sql> =>
  new Map(types.map((type) => [type, value]));

/** The title of a service: its description, or its name where it has none. */
function title({ last, name }: Stored): Sql {
  const text = sql`(CASE WHEN instr(${last}, '\\u') > 0 THEN queried_field(${last}, 'description') ELSE ${last} ->> '$.description' END)`;
  return sql`coalesce(nullif(${text}, ''), ${storedText(name)})`;
}

/** The columns that both tables fill in the same way, by name; see `common` of the rows. */
export function commonColumns(stored: Stored): ReadonlyMap<string, () => Sql> {
  const name = storedText(stored.name);
  return new Map<string, () => Sql>([
    ['Computer', () => bind({ at: 'computer' })],
    ['SourceComputerId', () => bind({ at: 'machineId' })],
    ['VMUUID', () => bind({ at: 'machineId' })],
    ['SourceSystem', () => raw("'Tidemark'")],
    ['ManagementGroupName', () => raw("''")],
    ['Location', () => raw("''")],
    ['Name', () => name],
    ['Key', () => storedText(stored.key)],
    ['FileSystemPath', () => byType(stored.type, all(['Files'], shownPath(stored.key)), 'string')],
    ['SoftwareName', () => byType(stored.type, all(['Software'], name), 'string')],
    ['SvcName', () => byType(stored.type, all(['Daemons', 'WindowsServices'], name), 'string')],
    [
      'SvcDisplayName',
      () => {
        const own = title(stored);
        const displayed = sql`(CASE WHEN json_type(${stored.now}, '$.displayName') IS NOT NULL
        THEN coalesce(CASE WHEN instr(${stored.now}, '\\u') > 0 THEN queried_field(${stored.now}, 'displayName') ELSE ${stored.now} ->> '$.displayName' END, '') ELSE ${own} END)`;
        return byType(
          stored.type,
          new Map([
            ['Daemons', own],
            ['WindowsServices', displayed],
          ]),
          'string',
        );
      },
    ],
  ]);
}
