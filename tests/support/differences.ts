import type { Fields } from '../../electron/shared/model/item.ts';

/** How an inventory differs from another, a line a difference; empty if it does not. */
export function differences(got: ReadonlyMap<string, Fields>, wanted: ReadonlyMap<string, Fields>): string[] {
  const lines: string[] = [];
  for (const [key, fields] of wanted) {
    const have = got.get(key);
    if (have === undefined) lines.push(`missing: ${key}`);
    else if (JSON.stringify(have) !== JSON.stringify(fields)) {
      lines.push(`differs: ${key}: ${JSON.stringify(have)} instead of ${JSON.stringify(fields)}`);
    }
  }
  for (const key of got.keys()) if (!wanted.has(key)) lines.push(`no longer there: ${key}`);
  return lines;
}
