/**
 * Reads a key file as GLib and desktop entries have it: `[group]` lines, `key=value` lines, comments
 * with `#`. The groups by name, in each the keys; a line that is none of these is passed over.
 */
export function parseKeyFile(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const groups = new Map<string, Map<string, string>>();
  let group: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) {
      group = groups.get(header) ?? new Map();
      groups.set(header, group);
      continue;
    }
    const pair = /^([^#=\s][^=]*?)\s*=\s*(.*)$/.exec(line);
    if (group !== undefined && pair !== null) group.set(pair[1] ?? '', (pair[2] ?? '').trim());
  }
  return groups;
}
