import { printableLines } from '../../shared/model/printable.ts';
import type { Terminal } from './terminal.ts';

/** A patch for who reads: harmless and in colours for a person. A pipe gets it as it is, so that it can be applied. */
export function shownPatch(terminal: Terminal, patch: string): string {
  if (!terminal.interactive) return patch;
  return printableLines(patch)
    .split('\n')
    .map((line) => {
      if (line.startsWith('---') || line.startsWith('+++')) return terminal.style('bold', line);
      if (line.startsWith('@@')) return terminal.style('cyan', line);
      if (line.startsWith('+')) return terminal.style('green', line);
      return line.startsWith('-') ? terminal.style('red', line) : line;
    })
    .join('\n');
}
