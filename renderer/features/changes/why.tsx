import { actorWords } from '../../../electron/shared/model/cause-words.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { verdictOf } from '../../../electron/shared/model/explanation.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { useCause } from '../../api/causes.ts';
import classes from '../../components/detail.module.css';
import { packageWords, shippedWords, verdictWords } from '../../words/explanation.ts';
import { exactTime } from '../../words/time.ts';
import { capitalised } from '../../words/values.ts';
import { CauseFacts } from './causes/cause-facts.tsx';
import { CauseLink } from './causes/cause-link.tsx';

interface WhyProps {
  readonly change: ListedChange;
  readonly now: Date;
  readonly onOpenCause: (cause: number) => void;
}

/** All that is known of a change's cause, and that the rest is not. */
export function Why({ change, now, onOpenCause }: WhyProps) {
  const { explanation, acknowledged } = change;
  const { label, meaning } = verdictWords[verdictOf(change)];
  return (
    <dl className={classes.lines}>
      <dt>Verdict</dt>
      <dd>
        {capitalised(label)}
        <small>{`${meaning}.`}</small>
      </dd>
      <dt>Package</dt>
      <dd>
        {explanation?.package ? (
          <>
            {packageWords(explanation.package)}
            <small>{`of ${printable(explanation.package.manager)}`}</small>
          </>
        ) : (
          'none that is known'
        )}
      </dd>
      {explanation?.bytes && (
        <>
          <dt>Its bytes</dt>
          <dd>{capitalised(shippedWords[explanation.bytes])}</dd>
        </>
      )}
      {explanation?.conffile && (
        <>
          <dt>Configuration</dt>
          <dd>The package marks this file as one to be edited.</dd>
        </>
      )}
      {explanation?.causeId != null && <Transaction id={explanation.causeId} now={now} onOpenCause={onOpenCause} />}
      {explanation?.planId != null && (
        <>
          <dt>Plan</dt>
          <dd>
            <CauseLink id={explanation.planId} now={now} onOpen={onOpenCause} />
          </dd>
        </>
      )}
      <dt>Who</dt>
      <dd>
        {explanation?.actor ? (
          <>
            {actorWords(explanation.actor)}
            <small>{`process ${explanation.actor.pid}`}</small>
          </>
        ) : (
          'Unknown'
        )}
      </dd>
      <dt>Acknowledged</dt>
      <dd>
        {acknowledged ? (
          <>
            {capitalised(exactTime(acknowledged.at, now))}
            {acknowledged.expectationId !== null && ', since it was expected'}
            {acknowledged.reason !== '' && <small>{printable(acknowledged.reason)}</small>}
          </>
        ) : (
          'No'
        )}
      </dd>
    </dl>
  );
}

function Transaction({ id, now, onOpenCause }: { id: number; now: Date; onOpenCause: (cause: number) => void }) {
  const { data: cause } = useCause(id);
  return (
    <>
      <dt>Transaction</dt>
      <dd>
        <CauseLink id={id} now={now} onOpen={onOpenCause} />
      </dd>
      {cause && <CauseFacts cause={cause} now={now} />}
    </>
  );
}
