import { IconChevronDown, IconClipboardList, IconPackage } from '@tabler/icons-react';
import { memo } from 'react';
import { causeTitle } from '../../../../electron/shared/model/cause-words.ts';
import { counted, formatCount } from '../../../../electron/shared/model/format.ts';
import list from '../../../components/list.module.css';
import { causeLine, tiedTo } from '../../../words/explanation.ts';
import { clock, fullTime, nearTime } from '../../../words/time.ts';
import type { CauseCard, Target } from '../entries.ts';
import { CauseChips } from './cause-chips.tsx';
import classes from './causes.module.css';

interface CauseRowProps {
  readonly id: string;
  readonly card: CauseCard;
  /** Whether its changes are shown below it. */
  readonly open: boolean;
  readonly selected: boolean;
  readonly active: boolean;
  readonly now: Date;
  readonly onOpen: (target: Target) => void;
  readonly onUnfold: (cause: number) => void;
}

/** All changes of one cause as a card. A click shows it whole; its foot opens it in place. */
export const CauseRow = memo(function CauseRow(props: CauseRowProps) {
  const { id, card, open, selected, active, now, onOpen, onUnfold } = props;
  const { cause, matching, newest } = card;
  const show = () => onOpen({ kind: 'cause', id: cause.id });
  const Icon = cause.kind === 'planned' ? IconClipboardList : IconPackage;
  const all = tiedTo(cause);
  const words = matching < all ? `${formatCount(matching)} of ${counted(all, 'change')}` : counted(matching, 'change');
  // What was found at a start has its own time, which is not that of its heading.
  const time = newest[0]?.how === 'startup' ? nearTime(cause.startedAt, now) : clock(cause.startedAt);
  return (
    <div
      id={id}
      className={`${list.row} ${classes.card}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      data-active={active}
      data-open={open}
      onClick={show}
      onKeyDown={(event) => event.key === ' ' && show()}
    >
      <span className={classes.mark} aria-hidden>
        <Icon size={14} stroke={1.8} />
      </span>
      <div className={classes.middle}>
        <div className={list.name}>
          <strong>{causeTitle(cause)}</strong>
          {cause.endedAt === null && <span>still going on</span>}
        </div>
        <div className={classes.line}>{causeLine(cause)}</div>
        <div className={classes.chips}>
          <CauseChips cause={cause} />
          {/* For the mouse: by the keyboard it is done with the arrows, as the words below say. */}
          <span
            className={classes.unfold}
            aria-hidden
            onClick={(event) => {
              event.stopPropagation();
              onUnfold(cause.id);
            }}
          >
            {words}
            <IconChevronDown size={14} stroke={1.8} data-open={open} />
          </span>
          <span className="visually-hidden">
            {`${words}, ${open ? 'shown below. Left arrow hides them' : 'right arrow shows them'}`}
          </span>
        </div>
      </div>
      <time className={list.time} dateTime={cause.startedAt} title={fullTime(cause.startedAt)}>
        {time}
      </time>
    </div>
  );
});
