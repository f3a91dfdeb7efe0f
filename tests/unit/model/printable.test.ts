import { expect, it } from 'vitest';
import { printable, printableLines } from '../../../electron/shared/model/printable.ts';

it.each([
  ['plain /etc/hosts', 'plain /etc/hosts'],
  ['Ärger 文件 🌊', 'Ärger 文件 🌊'],
  ['red \u001b[31mred\u001b[0m', 'red \\x1b[31mred\\x1b[0m'],
  ['title \u001b]0;owned\u0007', 'title \\x1b]0;owned\\x07'],
  ['c1 \u009b31m', 'c1 \\x9b31m'],
  ['two\nlines\r\tand a tab\u007f', 'two\\nlines\\r\\tand a tab\\x7f'],
  ['evil\u202egpj.sh', 'evil\\u{202e}gpj.sh'],
  ['half \ud83c', 'half \\u{d83c}'],
])('%j becomes harmless', (text, expected) => {
  expect(printable(text)).toBe(expected);
});

it('leaves the lines and tabs of content', () => {
  expect(printableLines('a\tb\n\u001b[2Jc\r\n')).toBe('a\tb\n\\x1b[2Jc\\r\n');
});
