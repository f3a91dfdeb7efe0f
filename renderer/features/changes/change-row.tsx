import { memo } from 'react';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { changeTitle, changeWords, placeOf, thingNoun } from '../../../electron/shared/model/words.ts';
import { CategoryMark } from '../../components/category-mark.tsx';
import list from '../../components/list.module.css';
import { pathParts } from '../../words/path.ts';
import { clock, fullTime } from '../../words/time.ts';
import { capitalised, typeNames } from '../../words/values.ts';
import classes from './changes.module.css';
import type { Target } from './entries.ts';
import { AcknowledgedMark, VerdictMark } from './verdict-mark.tsx';

interface ChangeRowProps {
  readonly id: string;
  readonly change: ListedChange;
  /** Whether it stands in the card of its cause. */
  readonly within: boolean;
  readonly selected: boolean;
  readonly active: boolean;
  readonly now: Date;
  readonly onOpen: (target: Target) => void;
}

/** For how long a change that just came in stands out (milliseconds). */
const freshFor = 3000;

/** One change in words. */
export const ChangeRow = memo(function ChangeRow({ id, change, within, selected, active, onOpen }: ChangeRowProps) {
  const open = () => onOpen({ kind: 'change', id: change.id });
  const away = change.how === 'startup';
  const hasPath = change.type === 'Files' || change.type === 'Registry';
  const place = placeOf(change, change.after ?? change.before);
  const [head, tail] = pathParts(place);
  return (
    <div
      id={id}
      className={list.row}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      data-active={active}
      data-within={within}
      data-fresh={Date.now() - Date.parse(change.noticedAt) < freshFor}
      onClick={open}
      onKeyDown={(event) => event.key === ' ' && open()}
    >
      <CategoryMark category={change.category} />
      <div>
        <div className={list.name}>
          <strong>{changeTitle(change)}</strong>
          {change.type !== 'Files' && (
            <span>{change.type === 'Machine' ? typeNames.Machine.one : capitalised(thingNoun(change))}</span>
          )}
          <VerdictMark change={change} within={within} />
        </div>
        <div className={classes.words}>
          {hasPath && (
            <>
              <span className={classes.path} title={place}>
                <span>{head}</span>
                <span>{tail}</span>
              </span>
              <span>&nbsp;·&nbsp;</span>
            </>
          )}
          <span className={classes.said}>{changeWords(change)}</span>
        </div>
      </div>
      <time className={list.time} dateTime={change.noticedAt} title={fullTime(change.noticedAt)}>
        <AcknowledgedMark change={change} />
        {away ? `before ${clock(change.noticedAt)}` : clock(change.noticedAt)}
      </time>
    </div>
  );
});
