import { describe, expect, test } from 'vitest';
import { parse } from '../../../../electron/engine/query/kql/parse.ts';
import { loadParser } from '../../../support/parser.ts';

loadParser();

const table = 'ConfigurationChange';

/** What a diagnostic says and what of the text it stands at. */
function faults(text: string, strict = false) {
  return parse(text, strict).diagnostics.map(({ severity, message, start, length, line, column }) => ({
    severity,
    message,
    at: text.slice(start, start + length),
    place: `${line}:${column}`,
  }));
}

describe('a fault stands where it is in the text as given', () => {
  test.each([
    [`${table} | where Siz > 3`, '1:29', 'Siz', /The name 'Siz' does not refer to any known column/],
    [`${table}\n| where Siz > 3`, '2:9', 'Siz', /'Siz'/],
    [`${table}\r\n  | where Siz > 3`, '2:11', 'Siz', /'Siz'/],
    [`${table}\r| where Siz > 3`, '2:9', 'Siz', /'Siz'/],
    [`// 🦊 first\n${table} | where "🦊" == Siz`, '2:37', 'Siz', /'Siz'/],
    ['Nope | take 3', '1:1', 'Nope', /known table/],
    [`${table} | whre Size == 3`, '1:23', 'whre', /An operator \(where, project/],
    [`${table} | where foo(`, '1:29', 'foo', /'foo' does not refer to any known function/],
    [`${table} | where Size > "a"`, '1:34', '>', /operand types long and string/],
    ["print 'abc", '1:11', '', /' is missing here/],
    [`${table} | where Name == "a" AND Size > 0`, '1:41', 'AND', /in small letters: and\./],
    [`${table} | where Name = "a"`, '1:29', 'Name = "a"', /type bool\. Two values are compared by ==\./],
    [`${table} | where TimeGenerated > "2026-01-31"`, '1:43', '>', /Write a moment as datetime\(/],
    [`${table} | where filesystempath == "a"`, '1:29', 'filesystempath', /it is called FileSystemPath\./],
    ['configurationchange | take 1', '1:1', 'configurationchange', /it is called ConfigurationChange\./],
    [`${table} | where Name = ~ "x"`, '1:35', '', /^A value is expected here\.$/],
    ['.show tables', '1:1', '.show tables', /Commands .* can’t be run/],
    ['', '1:1', '', /empty/],
    [' \n ', '1:1', ' \n ', /empty/],
  ])('%j', (text, place, at, message) => {
    const [first] = faults(text);
    expect(first).toMatchObject({ severity: 'error', place, at });
    expect(first?.message).toMatch(message);
  });

  test('and what the parser guesses behind a fault of syntax is left out', () => {
    expect(faults(`${table} | whre Nope == 3`)).toHaveLength(1);
  });

  test('also behind a string that was mended, and on its line', () => {
    const text = `${table} | where FileSystemPath == "c:\\windows" and Hive == "\\x" and Siz == 1`;
    const [fault, ...notices] = faults(text);
    expect(fault).toMatchObject({ severity: 'error', at: 'Siz', place: `1:${text.indexOf('Siz') + 1}` });
    expect(notices.map(({ at }) => at)).toEqual(['"c:\\windows"', '"\\x"']);
  });

  test('a warning keeps nothing from running', () => {
    expect(faults(`${table} | where "a" == "a" | take 1`)).toEqual([]);
  });
});

describe('a plain string that is wrong only for its backslashes is read as a verbatim one', () => {
  test.each([
    ['print "c:\\windows\\system32"', 'print @"c:\\windows\\system32"'],
    ["print 'c:\\windows'", "print @'c:\\windows'"],
    ['print h"c:\\windows"', 'print h@"c:\\windows"'],
    ['print " c:\\windows\\drivers\\"', 'print @" c:\\windows\\drivers\\"'],
    // `\t` and `\"` are right by themselves: only the end is not
    ['print "c:\\temp\\"', 'print @"c:\\temp\\"'],
    ['print "c:\\temp\\", "b"', 'print @"c:\\temp\\", "b"'],
    ['print "c:\\temp\\", "d:\\query"', 'print @"c:\\temp\\", @"d:\\query"'],
    ['print a = "\\d+\\.log"', 'print a = @"\\d+\\.log"'],
    ['print "one\\n", "c:\\windows"', 'print "one\\n", @"c:\\windows"'],
    // Comments and strings of other kinds hold what they like
    ['// "c:\\windows\nprint "c:\\windows"', '// "c:\\windows\nprint @"c:\\windows"'],
    ['print @"c:\\windows", "c:\\windows"', 'print @"c:\\windows", @"c:\\windows"'],
    ['print ```\n"\\q"```, "\\q"', 'print ```\n"\\q"```, @"\\q"'],
  ])('%j', (text, mended) => {
    const parsed = parse(text, false);
    expect(parsed.mended).toBe(mended);
    expect(parsed.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(parsed.diagnostics.some(({ severity, message }) => severity === 'notice' && /verbatim/.test(message))).toBe(
      true,
    );
  });

  test.each([
    // Right as they are, whatever they may be meant to say
    'print "c:\\new\\table"',
    'print "say \\"hi\\""',
    "print 'c:\\\\windows\\\\'",
    'print @"c:\\windows\\"',
    'print ```c:\\windows```',
    // Wrong, and not for a backslash alone
    'print "say \\"hi',
    'print "c:\\windows',
    "print 'abc",
    'print "a" "\\',
  ])('and %j is not touched', (text) => {
    expect(parse(text, false).mended).toBeNull();
  });

  test('one that stays wrong is a fault, mended or not', () => {
    const { diagnostics } = parse('print "a\\qb said \\"x\\" "', false);
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });

  test('nor is any, when the text is read strictly', () => {
    const parsed = parse('print "c:\\windows"', true);
    expect(parsed.mended).toBeNull();
    expect(parsed.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  });
});
