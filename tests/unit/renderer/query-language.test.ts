import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { kqlLanguage } from '../../../renderer/components/kql/language.ts';

/** What of a text gets which colour, in its order; blanks and punctuation left out. */
function coloured(text: string): readonly string[] {
  const state = EditorState.create({ doc: text, extensions: kqlLanguage });
  const found: string[] = [];
  ensureSyntaxTree(state, text.length, 5000)?.iterate({
    enter: ({ name, from, to }) => {
      if (!['Document', 'punctuation', 'operator'].includes(name)) found.push(`${name} ${text.slice(from, to)}`);
    },
  });
  return found;
}

test('tables, operators, columns, functions, texts and numbers are told apart', () => {
  expect(coloured('ConfigurationChange\n| where Name has_any ("a") and TimeGenerated > ago(1.5d) // last')).toEqual([
    'typeName ConfigurationChange',
    'keyword where',
    'variableName Name',
    'operatorKeyword has_any',
    'string "a"',
    'operatorKeyword and',
    'variableName TimeGenerated',
    'function ago',
    'number 1.5d',
    'comment // last',
  ]);
  expect(coloured('T | project-away A | mv-expand B to typeof(string)').slice(1)).toEqual([
    'keyword project-away',
    'variableName A',
    'keyword mv-expand',
    'variableName B',
    'keyword to',
    'keyword typeof',
    'keyword string',
  ]);
});

test('negated and case-sensitive operators are one word', () => {
  expect(coloured('A !contains "x" or B in~ ("y") | count')).toEqual([
    'variableName A',
    'operatorKeyword !contains',
    'string "x"',
    'operatorKeyword or',
    'variableName B',
    'operatorKeyword in~',
    'string "y"',
    'keyword count',
  ]);
  expect(coloured('summarize count()')).toEqual(['keyword summarize', 'function count']);
});

test('a string ends with its line or its quote, as its kind has it', () => {
  expect(coloured('@"c:\\" x')).toEqual(['string @"c:\\"', 'variableName x']);
  expect(coloured('@"a ""b"" c" x')).toEqual(['string @"a ""b"" c"', 'variableName x']);
  expect(coloured('"a \\" b" x')).toEqual(['string "a \\" b"', 'variableName x']);
  expect(coloured("h'secret' x")).toEqual(["string h'secret'", 'variableName x']);
  // One that is not closed does not colour the next line.
  expect(coloured('"c:\\windows\\"\nwhere').at(-1)).toBe('keyword where');
});

test('a text between three backticks goes over lines', () => {
  expect(coloured('print ```a\nwhere\nb``` | count')).toEqual([
    'keyword print',
    'string ```a',
    'string where',
    'string b```',
    'keyword count',
  ]);
});
