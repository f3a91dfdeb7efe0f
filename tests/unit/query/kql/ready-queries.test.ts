import { describe, expect, test } from 'vitest';
import { parse } from '../../../../electron/engine/query/kql/parse.ts';
import { readyQueries } from '../../../../electron/shared/model/ready-queries.ts';

describe('the queries that come with Tidemark', () => {
  test.each(readyQueries.map((query) => [query.id, query] as const))('%s has no fault', (_id, { text }) => {
    expect(parse(text, false).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('are the eight of the overview and some of our own, under ids that no two share', () => {
    expect(readyQueries.filter(({ from }) => from === 'azure')).toHaveLength(8);
    expect(new Set(readyQueries.map(({ id }) => id)).size).toBe(readyQueries.length);
  });

  test('hold two that are no valid KQL as printed, which a strict reading refuses', () => {
    const refused = readyQueries.filter(({ text }) =>
      parse(text, true).diagnostics.some(({ severity }) => severity === 'error'),
    );
    expect(refused.map(({ id }) => id)).toEqual(['azure-driver-files', 'azure-hosts-content']);
  });

  test('are written as printed', () => {
    const [drivers, hosts] = readyQueries;
    expect(drivers?.text).toBe(
      'ConfigurationChange\n| where ConfigChangeType == "Files" and FileSystemPath contains " c:\\windows\\system32\\drivers\\"',
    );
    expect(hosts?.text).toBe(
      'ConfigurationChange\n| where FieldsChanged contains "FileContentChecksum" and FileSystemPath == "c:\\windows\\system32\\drivers\\etc\\hosts"',
    );
  });
});
