import { readFileSync, writeFileSync } from 'node:fs';
import { markdown, type Report } from './report.ts';

const begin = '<!-- Figures: `npm run bench -- --readme` writes what stands from here -->';
const end = '<!-- to here -->';

/** A text with what stands between the two markers replaced by the report. Fails where they are not. */
export function withFigures(text: string, report: Report): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`There is no place for the figures: a line\n${begin}\nand then\n${end}`);
  return `${text.slice(0, from)}${begin}\n\n${markdown(report)}\n\n${text.slice(to)}`;
}

/** Writes the figures into the README. */
export function writeFigures(readme: string, report: Report): void {
  writeFileSync(readme, withFigures(readFileSync(readme, 'utf8'), report));
}
