/** What a System V script says of itself. */
export interface ScriptFacts {
  /** Whether it has the comment block of the Linux Standard Base (init scripts, comment conventions). */
  readonly hasHeader: boolean;
  readonly description: string | null;
  /** Where its daemon leaves its process id. */
  readonly pidFile: string | null;
}

/** Reads a script without running any of it: to look at a machine must not set anything going. */
export function parseScript(text: string): ScriptFacts {
  const lines = text.split('\n');
  const header = headerOf(lines);
  return {
    hasHeader: header !== undefined,
    description: header?.get('short-description') ?? header?.get('description') ?? null,
    pidFile: pidFileOf(lines),
  };
}

function headerOf(lines: readonly string[]): ReadonlyMap<string, string> | undefined {
  const begin = lines.findIndex((line) => /^### BEGIN INIT INFO\s*$/.test(line));
  if (begin < 0) return undefined;
  const found = new Map<string, string>();
  for (const line of lines.slice(begin + 1)) {
    if (/^### END INIT INFO\s*$/.test(line)) break;
    const [, keyword, value] = /^# ?([A-Za-z-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (keyword !== undefined && value) found.set(keyword.toLowerCase(), value);
  }
  return found;
}

/** `# pidfile: /path` as Red Hat's scripts have it, or the variable PIDFILE. */
function pidFileOf(lines: readonly string[]): string | null {
  for (const line of lines) {
    const named = /^#\s*pidfile:\s*(\/\S+)\s*$/i.exec(line)?.[1];
    if (named !== undefined) return named;
  }
  const path = variablesOf(lines).get('PIDFILE') ?? '';
  return path.startsWith('/') ? path : null;
}

/**
 * The variables that a script sets to plain text, which may hold variables set before. Anything harder is not guessed at.
 */
export function variablesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const line of lines) {
    const [, name, quoted, literal, plain] =
      /^([A-Za-z_]\w*)=(?:"([^"`]*)"|'([^']*)'|([^\s"'`;&|()]*))\s*(?:#.*)?$/.exec(line) ?? [];
    if (name === undefined) continue;
    const value = literal ?? expand(quoted ?? plain ?? '', variables);
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
  }
  return variables;
}

function expand(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  let known = true;
  const expanded = text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, bare: string | undefined) => {
    const value = variables.get(braced ?? bare ?? '');
    known &&= value !== undefined;
    return value ?? '';
  });
  return known && !expanded.includes('$') ? expanded : undefined;
}
