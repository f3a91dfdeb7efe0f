import type { Relation } from '../relation.ts';
import type { Work } from '../work.ts';
import { changeTable } from './change-table.ts';
import { dataTable } from './data-table.ts';

/** The tables of the store, by their names. */
export const tableNames = ['ConfigurationChange', 'ConfigurationData'] as const;

export function storeTable(name: string, { context, primary }: Work): Relation | undefined {
  if (name === 'ConfigurationChange') return changeTable(context, primary);
  return name === 'ConfigurationData' ? dataTable(context) : undefined;
}
