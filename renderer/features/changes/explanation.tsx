import { IconAlertTriangle, IconCircleCheck, IconHelpCircle, IconHourglassLow } from '@tabler/icons-react';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { type Verdict, verdictOf } from '../../../electron/shared/model/explanation.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { verdictWords } from '../../words/explanation.ts';
import { CauseLink } from './causes/cause-link.tsx';
import classes from './explanation.module.css';

interface ExplanationProps {
  readonly change: ListedChange;
  readonly now: Date;
  readonly onOpenCause: (cause: number) => void;
}

const icons: Readonly<Record<Verdict, typeof IconHelpCircle>> = {
  pending: IconHourglassLow,
  explained: IconCircleCheck,
  planned: IconCircleCheck,
  standsOut: IconAlertTriangle,
  unexplained: IconHelpCircle,
};

/** The verdict on a change in one sentence, and what it is tied to. */
export function Explanation({ change, now, onOpenCause }: ExplanationProps) {
  const verdict = verdictOf(change);
  const { explanation } = change;
  const Icon = icons[verdict];
  const causes = [explanation?.causeId, explanation?.planId].filter((id) => id !== null && id !== undefined);
  return (
    <section className={classes.explanation} data-verdict={verdict} aria-label="Explained by">
      <Icon size={15} stroke={1.8} aria-hidden />
      <div>
        <p>{printable(explanation?.why || `${verdictWords[verdict].meaning}.`)}</p>
        {causes.map((id) => (
          <CauseLink key={id} id={id} now={now} onOpen={onOpenCause} />
        ))}
      </div>
    </section>
  );
}
