import { eachItem } from '../../engine/query/pages.ts';
import { dataRow } from '../../engine/query/rows.ts';
import { attributeList } from '../../shared/model/attribute-words.ts';
import { formatBytes, formatMode } from '../../shared/model/format.ts';
import { type Fields, type Item, type ItemType, unsupported } from '../../shared/model/item.ts';
import { jsonRows } from '../../shared/model/json-rows.ts';
import { printable } from '../../shared/model/printable.ts';
import { dataColumns } from '../../shared/model/table-columns.ts';
import { valueWords } from '../../shared/model/value-words.ts';
import type { Context } from '../context.ts';
import { localMoment, shownName } from '../output/lines.ts';
import { csvRows } from '../output/rows.ts';
import { padded } from '../output/width.ts';
import { reading } from '../reading.ts';

export interface InventoryOptions {
  readonly at?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** What a file's access list and attributes are, where it has any: `ACL, capabilities cap_net_raw=ep`. */
function beside({ acl, xattrs }: Fields): readonly unknown[] {
  return [acl && acl !== unsupported ? 'ACL' : null, xattrs && xattrs !== unsupported ? attributeList(xattrs) : null];
}

/** A file as `ls -l` would have it, without its checksum: that is for programs. */
function fileWords(fields: Fields): readonly unknown[] {
  const { kind, size, mode, owner, group, modified, linkTarget } = fields;
  const field = { kind: 'text', name: 'kind' } as const;
  return [
    kind === 'file' && typeof size === 'number' ? formatBytes(size) : valueWords(field, kind ?? null),
    linkTarget ? `→ ${linkTarget}` : null,
    mode === null || mode === undefined ? null : formatMode(String(mode)),
    owner ? `${owner}:${group}` : null,
    typeof modified === 'string' && !Number.isNaN(Date.parse(modified)) ? localMoment(modified) : modified,
    ...beside(fields),
  ];
}

/** What of an item stands beside its name. */
function words({ type, fields }: Item): string {
  const told: Readonly<Record<ItemType, readonly unknown[]>> = {
    Files: type === 'Files' ? fileWords(fields) : [],
    Registry: [fields.valueType, fields.data],
    Software: [fields.version, fields.architecture],
    WindowsServices: [fields.state, fields.startup, fields.displayName],
    Daemons: [fields.state, fields.startup, fields.description],
    Machine: [fields.summary],
  };
  return told[type].filter((value) => value !== null && value !== undefined && value !== '').join(', ');
}

/** `inventory`: what is there, now or as it was at a moment, by key. */
export function inventory(context: Context, type: ItemType, options: InventoryOptions): Promise<number> {
  const { terminal } = context;
  return reading(context, async ({ queries, machine }) => {
    const at = options.at ?? new Date().toISOString();
    const items = eachItem(queries, { type, ...(options.at === undefined ? {} : { at: options.at }) });
    const rows = function* () {
      for (const item of items) yield dataRow(item, at, machine);
    };
    let shown = 0;
    const lines = function* () {
      for (const item of items) {
        shown += 1;
        yield `${padded(shownName(item), 44)}  ${printable(words(item))}`.trimEnd().concat('\n');
      }
    };
    if (options.json) await terminal.write(jsonRows(rows()));
    else if (options.csv) await terminal.write(csvRows(dataColumns, rows()));
    else {
      await terminal.write(lines());
      if (shown === 0)
        terminal.error(`Nothing of the type ${type} ${options.at === undefined ? 'is' : 'was then'} recorded.`);
    }
    return 0;
  });
}
