import { Button } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { TidemarkError } from '../../electron/shared/contract/errors.ts';
import { causeTitle } from '../../electron/shared/model/cause-words.ts';
import { counted } from '../../electron/shared/model/format.ts';
import { useEndPlan } from '../api/causes.ts';
import { useStatus } from '../api/tracking.ts';
import { useNow } from '../components/use-now.ts';
import { tiedTo } from '../words/explanation.ts';
import { nearTime } from '../words/time.ts';
import classes from './shell.module.css';

/** Says while a plan is open that what happens is grouped under it, and ends it. */
export function PlanBanner({ onShow }: { readonly onShow: (cause: number) => void }) {
  const { data: status } = useStatus();
  const now = useNow();
  const end = useEndPlan();
  const plan = status?.plan;
  if (!plan) return null;
  const changes = tiedTo(plan);
  const failure = end.error && TidemarkError.from(end.error);
  return (
    <section className={classes.banner} data-tone="plan" aria-label="The plan that is open">
      <IconClipboardList className={classes.planMark} size={17} stroke={1.8} aria-hidden />
      <div>
        <strong>{causeTitle(plan)}</strong>
        {` – since ${nearTime(plan.startedAt, now)}, ${changes === 0 ? 'no changes so far' : `${counted(changes, 'change')} so far`}. What happens now is grouped under it.`}
        {failure && ` ${failure.message} ${failure.advice}`}
      </div>
      <Button onClick={() => onShow(plan.id)}>Show</Button>
      <Button variant="filled" loading={end.isPending} onClick={() => end.mutate()}>
        End
      </Button>
    </section>
  );
}
