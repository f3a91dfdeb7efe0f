import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import type { Cause } from '../../../../electron/shared/model/explanation.ts';
import { counted, formatCount } from '../../../../electron/shared/model/format.ts';
import { tiedTo } from '../../../words/explanation.ts';
import classes from '../explanation.module.css';

/** How many of a cause's changes it explains, in a sentence; that some stand out comes first. */
export function CauseVerdict({ cause }: { readonly cause: Cause }) {
  const all = tiedTo(cause);
  if (all === 0) return null;
  const { standingOut, explained } = cause;
  const rest = all - explained - standingOut;
  const by = cause.kind === 'planned' ? 'the plan or a transaction in it' : 'the transaction';
  const verdict = standingOut > 0 ? 'standsOut' : rest > 0 ? 'unexplained' : 'explained';
  const Icon = { standsOut: IconAlertTriangle, unexplained: IconHelpCircle, explained: IconCircleCheck }[verdict];
  const words = [
    standingOut > 0 && `${counted(standingOut, 'change')} ${standingOut === 1 ? 'stands' : 'stand'} out.`,
    explained === all
      ? `All of it is explained by ${by}.`
      : `${formatCount(explained)} of ${formatCount(all)} are explained by ${by}.`,
    rest > 0 &&
      `Of ${formatCount(rest)} no more is known than that ${rest === 1 ? 'it' : 'they'} happened at that time.`,
  ];
  return (
    <section className={classes.explanation} data-verdict={verdict} aria-label="How much of it is explained">
      <Icon size={15} stroke={1.8} aria-hidden />
      <div>
        <p>{words.filter(Boolean).join(' ')}</p>
      </div>
    </section>
  );
}
