import { describe, expect, test } from 'vitest';
import { complete } from '../../../../electron/engine/query/kql/complete.ts';
import { translateText } from '../../../../electron/engine/query/kql/translate-text.ts';

/** What is suggested where the bar stands in a text, and what of the text it replaces. */
function at(marked: string) {
  const position = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const { start, length, items } = complete({ text, strict: false, position });
  const labels = (kind: string) => items.filter((item) => item.kind === kind).map(({ label }) => label);
  return { replaced: text.slice(start, start + length), start, items, labels };
}

describe('what could stand at a place of a query', () => {
  test('begins with its tables', () => {
    expect(at('Conf¦').labels('table')).toEqual(['ConfigurationChange', 'ConfigurationData']);
    expect(at('Conf¦').replaced).toBe('Conf');
  });

  test('behind a bar are the operators that Tidemark has, and no others', () => {
    const { labels } = at('ConfigurationChange | ¦');
    expect(labels('operator')).toEqual(expect.arrayContaining(['where', 'summarize', 'mv-expand', 'render', 'join']));
    expect(labels('operator')).not.toEqual(expect.arrayContaining(['evaluate']));
    expect(labels('operator')).not.toEqual(expect.arrayContaining(['make-series']));
  });

  test('in an expression are the columns of its table, functions, and variables', () => {
    const found = at('let limit1 = 3; let mine = (a:string) { a }; ConfigurationChange | where S¦');
    expect(found.replaced).toBe('S');
    expect(found.labels('column')).toEqual(expect.arrayContaining(['SvcName', 'ChangeId', 'Size']));
    expect(found.labels('variable')).toEqual(['limit1']);
    expect(found.labels('function')).toEqual(expect.arrayContaining(['ago', 'tolower', 'mine']));
    expect(found.labels('function')).not.toEqual(expect.arrayContaining(['beta_cdf']));
    expect(at('ConfigurationData | where ¦').labels('column')).not.toEqual(expect.arrayContaining(['ChangeId']));
  });

  test('between values are the string operators; the cursor comes to stand between quotes', () => {
    const { items, labels } = at('ConfigurationChange | where SvcName ¦');
    expect(labels('operator')).toEqual(expect.arrayContaining(['contains', '!has', 'matches regex', 'in~', '==']));
    expect(items.find(({ label }) => label === 'contains')).toMatchObject({ before: 'contains "', after: '"' });
  });

  test('are the words of a column that has few', () => {
    expect(at('ConfigurationChange | where ConfigChangeType == ¦').labels('value')).toEqual(
      expect.arrayContaining(['Files', 'Software', 'Daemons']),
    );
  });

  test('are charts that can be drawn', () => {
    expect(at('ConfigurationChange | count | render ¦').labels('value')).toEqual(
      expect.arrayContaining(['timechart', 'barchart']),
    );
    expect(at('ConfigurationChange | count | render ¦').labels('value')).not.toEqual(
      expect.arrayContaining(['treemap']),
    );
  });

  test('is found behind a string that is read as a verbatim one too, at its place in the text as given', () => {
    const text = 'ConfigurationChange | where FileSystemPath == "c:\\windows\\x" and Svc¦';
    const found = at(text);
    expect(found.replaced).toBe('Svc');
    expect(found.start).toBe(text.indexOf('Svc¦'));
    expect(found.labels('column')).toEqual(expect.arrayContaining(['SvcName']));
  });

  test.each([0, 5, 1000])('at %i of an odd text fails nothing', (position) => {
    expect(complete({ text: '"\\q ((( \0', strict: false, position }).items).toBeInstanceOf(Array);
  });

  test('every operator that is offered is one that can be run', () => {
    const offered = at('ConfigurationChange | ¦').labels('operator');
    expect(offered.toSorted()).toEqual(Object.keys(examples).toSorted());
    for (const [name, rest] of Object.entries(examples)) {
      const text = `ConfigurationChange | ${name} ${rest}`;
      expect([text, translateText({ text, strict: false, scope: 'all' }).diagnostics]).toEqual([text, []]);
    }
  });
});

const examples: Readonly<Record<string, string>> = {
  as: 'Found',
  count: '',
  distinct: 'Name',
  extend: 'a = Size',
  getschema: '',
  join: '(ConfigurationData) on Name',
  limit: '3',
  lookup: '(ConfigurationData) on Name',
  'mv-expand': 'a = split(FieldsChanged, ",")',
  order: 'by Size',
  project: 'Size',
  'project-away': 'Size',
  'project-keep': 'Size',
  'project-rename': 'a = Size',
  'project-reorder': 'Size',
  render: 'timechart',
  search: '"a"',
  serialize: '',
  sort: 'by Size asc',
  summarize: 'count() by Name',
  take: '3',
  top: '3 by Size',
  union: 'ConfigurationData',
  where: 'Size > 3',
};
