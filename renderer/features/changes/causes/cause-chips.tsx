import { IconCheck } from '@tabler/icons-react';
import { causeCounts } from '../../../../electron/shared/model/cause-words.ts';
import type { Cause } from '../../../../electron/shared/model/explanation.ts';
import { formatCount } from '../../../../electron/shared/model/format.ts';
import { tiedTo } from '../../../words/explanation.ts';
import classes from './causes.module.css';

/** What there is of each type, but of a single change, whose title says it. */
function chipsOf(counts: Cause['counts']): readonly string[] {
  return tiedTo({ counts }) < 2 ? [] : causeCounts({ counts }).split(', ');
}

/** How many changes of what a cause has, what of it stands out, and what was acknowledged. */
export function CauseChips({ cause }: { readonly cause: Cause }) {
  const { counts, explained, standingOut, acknowledged, fault } = cause;
  const all = tiedTo(cause);
  return (
    <>
      {standingOut > 0 && (
        <span className={classes.chip} data-tone="bad">
          {`${formatCount(standingOut)} ${standingOut === 1 ? 'stands' : 'stand'} out`}
        </span>
      )}
      {fault !== null && (
        <span className={classes.chip} data-tone="bad">
          failed
        </span>
      )}
      {chipsOf(counts).map((words) => (
        <span key={words} className={classes.chip}>
          {words}
        </span>
      ))}
      {all > 0 && explained === all && <span className={classes.chip}>all explained</span>}
      {acknowledged > 0 && (
        <span className={classes.chip}>
          <IconCheck size={12} stroke={2.2} aria-hidden />
          {acknowledged === all ? 'acknowledged' : `${formatCount(acknowledged)} acknowledged`}
        </span>
      )}
    </>
  );
}
