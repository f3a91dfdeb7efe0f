import { UnstyledButton } from '@mantine/core';
import { actorWords } from '../../../electron/shared/model/cause-words.ts';
import type { Change, ListedChange } from '../../../electron/shared/model/change.ts';
import { fieldDefinition } from '../../../electron/shared/model/fields.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import { changeWords } from '../../../electron/shared/model/words.ts';
import classes from '../../components/detail.module.css';
import { between, exactTime, fullTime } from '../../words/time.ts';
import { howWords } from '../../words/values.ts';

interface ChangeFactsProps {
  readonly change: ListedChange;
  /** The other end of a move. */
  readonly otherEnd: Change | null;
  readonly now: Date;
  readonly onOpen: (id: number) => void;
}

/** When it was noticed, when it can have happened, how it was noticed, by whom, what changed, and that it was acknowledged. */
export function ChangeFacts({ change, otherEnd, now, onOpen }: ChangeFactsProps) {
  const fields = change.fieldsChanged.map((name) => (fieldDefinition(change.type, name)?.label ?? name).toLowerCase());
  const words = changeWords(change);
  const { explanation, acknowledged } = change;
  const by = explanation?.actor
    ? actorWords(explanation.actor)
    : explanation?.requestedBy && `${explanation.requestedBy}, who asked for the transaction`;
  return (
    <dl className={classes.facts}>
      <dt>Noticed</dt>
      <dd>
        <time dateTime={change.noticedAt} title={fullTime(change.noticedAt)}>
          {exactTime(change.noticedAt, now)}
        </time>
        {`, ${howWords[change.how]}`}
      </dd>
      <dt>Happened</dt>
      <dd title={`${fullTime(change.since)} – ${fullTime(change.noticedAt)}`}>
        {between(change.since, change.noticedAt, now)}
      </dd>
      <dt>By</dt>
      <dd>{by ? printable(by) : 'unknown'}</dd>
      <dt>Changed</dt>
      <dd>
        {words}
        {otherEnd && (
          <UnstyledButton className={classes.otherEnd} onClick={() => onOpen(otherEnd.id)}>
            {otherEnd.category === 'Removed' ? 'Show where it was' : 'Show where it is'}
          </UnstyledButton>
        )}
        {fields.length > 0 && <span className={classes.fields}>{` (${fields.join(', ')})`}</span>}
      </dd>
      {acknowledged && (
        <>
          <dt>Acknowledged</dt>
          <dd>
            {exactTime(acknowledged.at, now)}
            {acknowledged.expectationId !== null && ', since it was expected'}
            {acknowledged.reason !== '' && `: ${printable(acknowledged.reason)}`}
          </dd>
        </>
      )}
    </dl>
  );
}
