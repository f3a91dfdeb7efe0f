import { categories } from '../../../electron/shared/model/change.ts';
import { counted } from '../../../electron/shared/model/format.ts';
import { type ItemType, itemTypes } from '../../../electron/shared/model/item.ts';
import { CategoryMark } from '../../components/category-mark.tsx';
import list from '../../components/list.module.css';
import { PillClear, PillMenu } from '../../components/pill-menu.tsx';
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
  readonly now: Date;
  readonly onNarrow: (part: Partial<View>) => void;
}

const toggled = <T,>(list: readonly T[], value: T): readonly T[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value];

/** The filters as pills, and how many changes they leave. */
export function FilterBar({ view, types = itemTypes, total, now, onNarrow }: FilterBarProps) {
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
      {view.span && (
        <PillClear label={span(view.span.since, view.span.until, now)} onClear={() => onNarrow({ span: null })} />
      )}
      {view.text.trim() !== '' && <PillClear label={`“${view.text.trim()}”`} onClear={() => onNarrow({ text: '' })} />}
      <output className={list.total}>{total !== undefined && counted(total, 'change')}</output>
    </div>
  );
}
