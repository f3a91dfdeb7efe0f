import { UnstyledButton } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { InventoryQuery } from '../../../electron/shared/contract/queries.ts';
import { formatCount } from '../../../electron/shared/model/format.ts';
import type { Item, ItemType } from '../../../electron/shared/model/item.ts';
import { useInventory } from '../../api/inventory.ts';
import { useStatus } from '../../api/tracking.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Failure } from '../../components/failure.tsx';
import type { RenderHeader } from '../../components/header-parts.ts';
import { useNow } from '../../components/use-now.ts';
import { firstLook } from '../../words/first-look.ts';
import { typeNames, typeNouns } from '../../words/values.ts';
import classes from './inventory.module.css';
import { InventoryTable } from './inventory-table.tsx';
import { ItemDetail } from './item-detail.tsx';

interface InventoryScreenProps {
  readonly header: RenderHeader;
  readonly onOpenChange: (id: number) => void;
}

/** What there is now, by type. */
export function InventoryScreen({ header, onOpenChange }: InventoryScreenProps) {
  const now = useNow();
  const { data: status } = useStatus();
  const types = status?.types.filter((each) => each.enabled || each.items > 0) ?? [];
  const [chosen, setChosen] = useState<ItemType | null>(null);
  const type = chosen ?? types[0]?.type ?? 'Files';
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<Item | null>(null);
  const [sort, setSort] = useState<InventoryQuery['sort']>();
  const inventory = useInventory(type, text.trim(), sort);
  const items = useMemo(() => inventory.data?.pages.flatMap((page) => page.items) ?? [], [inventory.data]);
  const total = inventory.data?.pages[0]?.total;
  const [, many] = typeNouns[type];
  const { fetchNextPage } = inventory;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const choose = (next: ItemType) => {
    setChosen(next);
    setSort(undefined);
    setOpened(null);
  };

  return (
    <>
      {header({
        title: 'Inventory',
        note: total === undefined ? undefined : `${formatCount(total)} ${text.trim() === '' ? many : 'found'}`,
        search: { label: `Search ${many}`, value: text, onChange: setText },
      })}
      <div className={classes.screen}>
        <div className={classes.types} role="tablist" aria-label="Types">
          {types.map((each) => (
            <UnstyledButton
              key={each.type}
              className={classes.type}
              role="tab"
              aria-selected={each.type === type}
              onClick={() => choose(each.type)}
            >
              {typeNames[each.type].many}
              <span className={classes.count}>{formatCount(each.items)}</span>
            </UnstyledButton>
          ))}
        </div>
        <div className={classes.split}>
          <section className={classes.tableSide} aria-label={typeNames[type].many}>
            {inventory.isError ? (
              <Failure error={inventory.error} onRetry={() => void inventory.refetch()} />
            ) : total === 0 ? (
              <EmptyState
                title={text.trim() === '' ? `No ${many} are tracked` : `No ${many} match “${text.trim()}”`}
                text={
                  text.trim() !== ''
                    ? 'Every word must stand in the name or the path.'
                    : status && firstLook(status)
                      ? 'The first look is still being taken.'
                      : 'What is tracked is chosen in the settings.'
                }
              />
            ) : (
              <InventoryTable
                key={type}
                type={type}
                items={items}
                total={total ?? 0}
                sort={sort}
                onSort={setSort}
                now={now}
                opened={opened?.key ?? null}
                hasMore={inventory.hasNextPage}
                loading={inventory.isFetching}
                onMore={more}
                onOpen={setOpened}
              />
            )}
          </section>
          {opened && <ItemDetail item={opened} now={now} onOpenChange={onOpenChange} onClose={() => setOpened(null)} />}
        </div>
      </div>
    </>
  );
}
