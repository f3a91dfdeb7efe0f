import { IconCheck, IconHourglassLow } from '@tabler/icons-react';
import type { Change } from '../../../electron/shared/model/change.ts';
import { verdictOf } from '../../../electron/shared/model/explanation.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { verdictWords } from '../../words/explanation.ts';
import { fullTime } from '../../words/time.ts';
import classes from './verdict-mark.module.css';

interface VerdictMarkProps {
  readonly change: Change;
  /** Whether it stands in the card of its cause, which says already that it is explained. */
  readonly within: boolean;
}

/** What is known of a change's cause, in a word: loud where it stands out, quiet where all is well, nothing where nothing is known. */
export function VerdictMark({ change, within }: VerdictMarkProps) {
  const verdict = verdictOf(change);
  const { label, meaning } = verdictWords[verdict];
  const title = printable(change.explanation?.why || meaning);
  if (verdict === 'pending') {
    return (
      <span className={classes.pending} title={title}>
        <IconHourglassLow size={12} stroke={1.8} aria-hidden />
        <span className="visually-hidden">{label}</span>
      </span>
    );
  }
  if (within && change.explanation?.tie === 'during' && verdict !== 'standsOut') {
    return (
      <span className={classes.mark} data-verdict="unexplained" title={title}>
        at that time
      </span>
    );
  }
  if (verdict === 'unexplained' || (within && verdict !== 'standsOut')) return null;
  return (
    <span className={classes.mark} data-verdict={verdict} title={title}>
      {label}
    </span>
  );
}

/** That a change was said to be all right. */
export function AcknowledgedMark({ change }: { readonly change: Change }) {
  const { acknowledged } = change;
  if (!acknowledged) return null;
  const reason = acknowledged.reason === '' ? '' : `: ${printable(acknowledged.reason)}`;
  return (
    <span className={classes.acknowledged} title={`Acknowledged ${fullTime(acknowledged.at)}${reason}`}>
      <IconCheck size={13} stroke={2.2} aria-hidden />
      <span className="visually-hidden">acknowledged</span>
    </span>
  );
}

/** Both, for a list in short. */
export const changeMarks = (within: boolean) => (change: Change) => (
  <span className={classes.marks}>
    <VerdictMark change={change} within={within} />
    <AcknowledgedMark change={change} />
  </span>
);
