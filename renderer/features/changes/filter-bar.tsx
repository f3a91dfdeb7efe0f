import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { categories } from '../../../electron/shared/model/change.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import { type ItemType, itemTypes } from '../../../electron/shared/model/item.ts';
import { CategoryMark } from '../../components/category-mark.tsx';
import list from '../../components/list.module.css';
import { PillClear, PillMenu, PillSwitch } from '../../components/pill-menu.tsx';
import { span } from '../../words/time.ts';
import { typeColours, typeNames } from '../../words/values.ts';
import classes from './changes.module.css';
import { periodIds, periods } from './period.ts';
import type { View } from './view.ts';

interface FilterBarProps {
  readonly view: View;
  /** The types this machine has; until they are known, all are offered. */
  readonly types: readonly ItemType[] | undefined;
  /** How many changes the filter matches. */
  readonly total: number | undefined;
  /** How many of them nothing explains, and how many nobody acknowledged. */
  readonly open: { readonly unexplained: number | undefined; readonly unacknowledged: number | undefined };
  /** Whether changes of one cause stand together. */
  readonly grouped: boolean;
  readonly now: Date;
  /** What else one can look at. */
  readonly menu: ReactNode;
  readonly onGroup: (grouped: boolean) => void;
  readonly onNarrow: (part: Partial<View>) => void;
}

const toggled = <T,>(list: readonly T[], value: T): readonly T[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value];

/** The filters as pills, and how many changes they leave. */
export function FilterBar(props: FilterBarProps) {
  const { view, types = itemTypes, total, open, grouped, now, menu, onGroup, onNarrow } = props;
  const typeWords = view.types.map((type) => typeNames[type].many).join(', ');
  return (
    <div className={list.filters}>
      <PillMenu
        label={`Type: ${typeWords || 'any'}`}
        active={view.types.length > 0}
        several
        choices={types.map((value) => ({
          value,
          label: typeNames[value].many,
          mark: <span className={classes.swatch} style={{ background: typeColours[value] }} />,
        }))}
        chosen={view.types}
        onToggle={(type) => onNarrow({ types: toggled(view.types, type) })}
      />
      <PillMenu
        label={(view.categories.length > 0
          ? categories.filter((each) => view.categories.includes(each))
          : categories
        ).join(', ')}
        active={view.categories.length > 0}
        several
        choices={categories.map((value) => ({ value, label: value, mark: <CategoryMark category={value} /> }))}
        chosen={view.categories}
        onToggle={(category) => onNarrow({ categories: toggled(view.categories, category) })}
      />
      <PillMenu
        label={periods[view.period].label}
        active={view.period !== 'week'}
        choices={periodIds.map((value) => ({ value, label: periods[value].label }))}
        chosen={[view.period]}
        onToggle={(period) => onNarrow({ period, span: null })}
      />
      <PillSwitch
        label="Unexplained"
        on={view.unexplained}
        count={open.unexplained}
        onToggle={() => onNarrow({ unexplained: !view.unexplained })}
      />
      <PillSwitch
        label="Not acknowledged"
        on={view.unacknowledged}
        count={open.unacknowledged}
        onToggle={() => onNarrow({ unacknowledged: !view.unacknowledged })}
      />
      {view.span && (
        <PillClear label={span(view.span.since, view.span.until, now)} onClear={() => onNarrow({ span: null })} />
      )}
      {view.text.trim() !== '' && <PillClear label={`“${view.text.trim()}”`} onClear={() => onNarrow({ text: '' })} />}
      <output className={list.total}>{total !== undefined && counted(total, 'change')}</output>
      <Switch
        size="xs"
        label="Group by cause"
        labelPosition="left"
        checked={grouped}
        onChange={(event) => onGroup(event.currentTarget.checked)}
      />
      {menu}
    </div>
  );
}
