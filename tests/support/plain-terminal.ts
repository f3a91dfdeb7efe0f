import type { Terminal } from '../../electron/cli/output/terminal.ts';

/** A terminal without colours that keeps what was written. */
export function plainTerminal() {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    interactive: false,
    closed: false,
    failed: false,
    flushed: async () => undefined,
    line: (text) => void out.push(`${text}\n`),
    write: async (pieces) => void out.push(...pieces),
    error: (text) => void err.push(text),
    style: (_style, text) => text,
    onClosed: () => undefined,
  };
  return { terminal, out: () => out.join(''), err: () => err.join('\n') };
}
