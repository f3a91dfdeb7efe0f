import { type Column, changeColumns, dataColumns } from '../../../shared/model/table-columns.ts';
import { asList, kusto } from './kusto.ts';

/** The tables that a query can name. */
export const tables: Readonly<Record<'ConfigurationChange' | 'ConfigurationData', readonly Column[]>> = {
  ConfigurationChange: changeColumns,
  ConfigurationData: dataColumns,
};

/** Columns of few words, with these words as the parser offers them when a query is written. */
const vocabularies: Readonly<Record<string, readonly string[]>> = {
  ChangeCategory: ['Added', 'Modified', 'Removed'],
  ConfigChangeType: ['Files', 'Software', 'Daemons', 'WindowsServices', 'Registry'],
  ConfigDataType: ['Files', 'Software', 'Daemons', 'WindowsServices', 'Registry'],
  SoftwareType: ['Application', 'Package', 'Update'],
  SvcChangeType: ['State', 'StartupType', 'Path', 'ServiceAccount'],
  SvcState: ['Running', 'Stopped'],
  SvcPreviousState: ['Running', 'Stopped'],
  SvcStartupType: ['Auto', 'Manual', 'Disabled'],
  SvcPreviousStartupType: ['Auto', 'Manual', 'Disabled'],
};

let globals: Kusto.Language.GlobalState | undefined;

/** What the parser is to know of: a database of both tables, beside the language's own functions. */
export function knownToParser(): Kusto.Language.GlobalState {
  if (globals) return globals;
  const { Symbols, GlobalState } = kusto();
  const scalars = Symbols.ScalarTypes;
  const types = { string: scalars.String, long: scalars.Long, datetime: scalars.DateTime, bool: scalars.Bool };
  const symbols = Object.entries(tables).map(([name, columns]) => {
    const own = columns.map((column) => {
      const words = vocabularies[column.name]?.map((word) => `"${word}"`);
      const examples = words ? asList(words) : null;
      return new Symbols.ColumnSymbol(column.name, types[column.type], null, null, null, examples);
    });
    return new Symbols.TableSymbol.$ctor4(name, own);
  });
  const database = new Symbols.DatabaseSymbol.ctor('Tidemark', symbols);
  const state = GlobalState.Default?.WithDatabase(database);
  if (!state) throw new Error('The parser of queries has no state to begin with.');
  globals = state;
  return state;
}
