import { CloseButton } from '@mantine/core';
import type { Item } from '../../../electron/shared/model/item.ts';
import { changeTitle, placeOf } from '../../../electron/shared/model/words.ts';
import { useHistory } from '../../api/changes.ts';
import { ChangeHistory } from '../../components/change-history.tsx';
import { FieldTable } from '../../components/field-table.tsx';
import classes from './inventory.module.css';

interface ItemDetailProps {
  readonly item: Item;
  readonly now: Date;
  readonly onOpenChange: (id: number) => void;
  readonly onClose: () => void;
}

/** One item with all its fields and what happened to it. */
export function ItemDetail({ item, now, onOpenChange, onClose }: ItemDetailProps) {
  const history = useHistory(item.type, item.key);
  return (
    <aside className={classes.detail} aria-label="The item">
      <div className={classes.head}>
        <div>
          <h2>{changeTitle(item)}</h2>
          <div className={classes.key}>{placeOf(item, item.fields)}</div>
        </div>
        <CloseButton size="sm" aria-label="Close the detail" onClick={onClose} />
      </div>
      <FieldTable type={item.type} after={item.fields} now={now} />
      <h3 className={classes.section}>Changes</h3>
      {history.data && history.data.length > 0 ? (
        <ChangeHistory changes={history.data} now={now} onOpen={onOpenChange} />
      ) : (
        <p className={classes.quiet}>{history.isPending ? '' : 'None since it has been tracked.'}</p>
      )}
    </aside>
  );
}
