/**
 * A list in the security descriptor definition language ([MS-DTYP] 2.5.1) with an entry a line, so that two of
 * them can be compared line by line: `D:PAI` and its flags first, then each `(A;;FA;;;SY)`. A conditional entry has
 * brackets and texts of its own in it.
 */
export function aclText(sddl: string): string {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  let quoted = false;
  for (const letter of sddl) {
    if (letter === '\0') break;
    if (letter === '"') quoted = !quoted;
    if (letter === '(' && !quoted && depth++ === 0 && line !== '') {
      lines.push(line);
      line = '';
    }
    line += letter;
    if (letter === ')' && !quoted && depth > 0 && --depth === 0) {
      lines.push(line);
      line = '';
    }
  }
  if (line.trim() !== '') lines.push(line);
  return lines.join('\n');
}
