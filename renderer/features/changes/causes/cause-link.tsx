import { UnstyledButton } from '@mantine/core';
import { causeTitle } from '../../../../electron/shared/model/cause-words.ts';
import { printable } from '../../../../electron/shared/model/printable.ts';
import { useCause } from '../../../api/causes.ts';
import classes from '../../../components/detail.module.css';
import { nearTime } from '../../../words/time.ts';

interface CauseLinkProps {
  readonly id: number;
  readonly now: Date;
  readonly onOpen: (cause: number) => void;
}

/** A cause in a line, which opens it. */
export function CauseLink({ id, now, onOpen }: CauseLinkProps) {
  const { data: cause } = useCause(id);
  if (!cause) return null;
  return (
    <UnstyledButton className={classes.link} onClick={() => onOpen(id)}>
      {[causeTitle(cause), nearTime(cause.startedAt, now), cause.user === null ? '' : `by ${printable(cause.user)}`]
        .filter(Boolean)
        .join(' · ')}
    </UnstyledButton>
  );
}
