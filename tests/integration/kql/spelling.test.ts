import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expression } from '../../../electron/engine/query/kql/expressions/expression.ts';
import { registerFunctions } from '../../../electron/engine/query/kql/expressions/register.ts';
import { kusto } from '../../../electron/engine/query/kql/kusto.ts';
import type { Expr, Spelling } from '../../../electron/engine/query/kql/plan.ts';
import { knownToParser } from '../../../electron/engine/query/kql/schema.ts';
import type { Node, Scope } from '../../../electron/engine/query/kql/scope.ts';
import { type Connection, openConnection } from '../../../electron/engine/sqlite-module.ts';

/** Columns of the tables, as a machine filled them. */
const columns: Readonly<Record<string, readonly [value: string, spelling: Spelling]>> = {
  FileSystemPath: ['C:\\Windows\\System32\\drivers\\etc\\hosts', 'path'],
  RegistryKey: ['HKEY_LOCAL_MACHINE\\Software\\Run', 'registryKey'],
  Hive: ['HKEY_LOCAL_MACHINE', 'hive'],
};

let connection: Connection;
beforeAll(() => {
  connection = openConnection(':memory:', { readOnly: false });
  registerFunctions(connection);
});
afterAll(() => connection.close());

function holds(condition: string, strict = false): boolean {
  const code = kusto().KustoCode.ParseAndAnalyze(`ConfigurationChange | where ${condition}`, knownToParser());
  let found: Node | undefined;
  const walk = (node: Kusto.Language.Syntax.SyntaxElement | null): void => {
    if (node instanceof kusto().Syntax.FilterOperator) found = node.Condition ?? undefined;
    for (let at = 0; at < (node?.ChildCount ?? 0); at++) walk(node?.GetChild(at) ?? null);
  };
  walk(code?.Syntax ?? null);
  if (found === undefined) throw new Error('There is no condition.');
  const scope: Scope = {
    column: (name): Expr | undefined => {
      const column = columns[name];
      if (column === undefined) return undefined;
      const [value, spelling] = column;
      return { sql: '?', values: [value], type: 'string', ...(strict ? {} : { spelling }) };
    },
    call: () => undefined,
    scalar: () => expect.unreachable(),
    list: () => expect.unreachable(),
    isTable: () => false,
    order: undefined,
  };
  const { sql, values } = expression(found, scope);
  const row = connection.prepare(`SELECT ${sql} AS x`).get(...values.map((value) => value as string));
  return (row as { readonly x: number }).x === 1;
}

describe('a text beside a column of paths or keys', () => {
  const forgiven = [
    "FileSystemPath == @'c:\\windows\\system32\\drivers\\etc\\HOSTS'",
    "FileSystemPath == @' C:\\Windows\\System32\\drivers\\etc\\hosts'",
    "@'c:\\windows\\system32\\drivers\\etc\\hosts' == FileSystemPath",
    "FileSystemPath in (@'c:\\windows\\system32\\drivers\\etc\\hosts')",
    "FileSystemPath in (dynamic(['c:\\\\windows\\\\system32\\\\drivers\\\\etc\\\\hosts']))",
    "RegistryKey == @'HKLM\\software\\run'",
    "RegistryKey in (@'x', @'HKLM\\Software\\Run')",
    'Hive == "HKLM"',
    'Hive in ("HKLM")',
  ];
  for (const condition of forgiven) {
    it(`is forgiven its spelling: ${condition}`, () => {
      expect(holds(condition)).toBe(true);
      expect(holds(condition, true)).toBe(false);
    });
  }

  it('is forgiven in parts of texts too', () => {
    for (const condition of [
      "FileSystemPath contains @'windows\\\\system32'",
      "FileSystemPath startswith @'c:\\\\windows\\\\'",
      "FileSystemPath has @'drivers\\\\etc'",
      "RegistryKey startswith @'HKLM\\Software'",
      "RegistryKey startswith @'HKLM\\\\Software\\\\'",
      "RegistryKey =~ @'hklm\\software\\run'",
      "RegistryKey has_any (@'HKLM\\Software', @'none')",
    ]) {
      expect(holds(condition), condition).toBe(true);
      expect(holds(condition, true), condition).toBe(false);
    }
  });

  it('is denied as well as it is forgiven', () => {
    expect(holds("RegistryKey != @'HKLM\\software\\run'")).toBe(false);
    expect(holds("RegistryKey !in (@'HKLM\\software\\run')")).toBe(false);
    expect(holds("FileSystemPath !contains @'windows\\\\system32'")).toBe(false);
  });

  it('is taken as it stands where case counts, and in a pattern', () => {
    expect(holds("FileSystemPath startswith_cs 'c:'")).toBe(false);
    expect(holds("RegistryKey has_cs 'HKLM'")).toBe(false);
    expect(holds("FileSystemPath matches regex '^c:'")).toBe(false);
  });

  it('has to be another value all the same', () => {
    expect(holds("FileSystemPath == @'c:\\windows\\system32'")).toBe(false);
    expect(holds("RegistryKey == @'HKCU\\software\\run'")).toBe(false);
    expect(holds('Hive == "HKCU"')).toBe(false);
  });
});
