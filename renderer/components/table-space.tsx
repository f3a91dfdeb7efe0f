import classes from './data-table.module.css';

interface TableSpaceProps {
  /** In pixels. */
  readonly height: number;
  readonly columns: number;
}

/** Room for the rows of a table that are not in the page. */
export function TableSpace({ height, columns }: TableSpaceProps) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td className={classes.space} colSpan={columns} style={{ height }} />
    </tr>
  );
}
