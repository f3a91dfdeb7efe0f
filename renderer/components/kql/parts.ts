/** One query of a text that may hold several, and where it stands (UTF-16 units; `to` is exclusive). */
export interface QueryPart {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What a text of many lines opens and closes with; a blank line within parts nothing. */
const fence = '```';

/** A line without its strings and its comment, in which a fence would be none. */
const bare = (line: string): string => line.replace(/[@hH]*"(?:[^"\\]|\\.)*"|[@hH]*'(?:[^'\\]|\\.)*'|\/\/.*$/g, '');

/**
 * The queries of a text: blank lines part them, as in the original's editor. A stretch of nothing but comments is
 * none.
 */
export function queryParts(text: string): readonly QueryPart[] {
  const parts: QueryPart[] = [];
  let from: number | null = null;
  let to = 0;
  let at = 0;
  let fenced = false;
  let asks = false;
  const end = () => {
    if (from !== null && asks) parts.push({ from, to, text: text.slice(from, to) });
    from = null;
    asks = false;
  };
  for (const line of text.split('\n')) {
    if (!fenced && line.trim() === '') end();
    else {
      from ??= at;
      to = at + line.trimEnd().length;
      if (!/^\s*\/\//.test(line)) asks = true;
      if ((fenced ? line : bare(line)).split(fence).length % 2 === 0) fenced = !fenced;
    }
    at += line.length + 1;
  }
  end();
  return parts;
}

/** The query that a place in the text belongs to: the one around it, else the nearest before it, else the first. */
export function partAt(parts: readonly QueryPart[], position: number): QueryPart | null {
  return parts.findLast(({ from }) => from <= position) ?? parts[0] ?? null;
}
