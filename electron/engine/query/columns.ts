/** The columns of the tables, which the window shows too; here with what the engine's rows are made of. */
export {
  type Cell,
  type Column,
  type ColumnType,
  changeColumns,
  dataColumnOf,
  dataColumns,
  type Row,
} from '../../shared/model/table-columns.ts';
