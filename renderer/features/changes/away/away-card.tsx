import { Button, CloseButton } from '@mantine/core';
import { IconChevronDown, IconMoonStars } from '@tabler/icons-react';
import { useState } from 'react';
import type { Away } from '../../../../electron/shared/contract/causes.ts';
import { formatCount } from '../../../../electron/shared/model/format.ts';
import { useAway } from '../../../api/causes.ts';
import { useKept } from '../../../components/use-kept.ts';
import { awayHeading, awayKey, awayWords } from '../../../words/away.ts';
import type { Target } from '../entries.ts';
import classes from './away.module.css';
import { AwaySummary } from './away-summary.tsx';

interface AwayCardProps {
  readonly now: Date;
  readonly onOpen: (target: Target) => void;
}

/** The newest time in which nobody was there, until it was looked at or dismissed; nothing where nothing changed in it. */
export function AwayCard({ now, onOpen }: AwayCardProps) {
  const { data } = useAway();
  const [looked, setLooked] = useKept('tidemark.away.looked');
  const [open, setOpen] = useState<string | null>(null);
  const away: Away | undefined = data?.[0];
  if (!away || away.changes === 0) return null;
  const key = awayKey(away);
  // What is open stays so until it is closed; from then on it was looked at.
  if (looked === key && open !== key) return null;
  const { standingOut } = away;
  return (
    <section className={classes.card} aria-label="While you were away">
      <div className={classes.top}>
        <IconMoonStars size={16} stroke={1.8} aria-hidden />
        <div className={classes.words}>
          <strong>While you were away</strong>
          <span>{awayHeading(away, now)}</span>
          <p>{awayWords(away)}</p>
        </div>
        {standingOut > 0 && (
          <span className={classes.bad}>
            {`${formatCount(standingOut)} ${standingOut === 1 ? 'stands' : 'stand'} out`}
          </span>
        )}
        <Button
          aria-expanded={open === key}
          rightSection={<IconChevronDown size={14} stroke={1.8} className={classes.chevron} data-open={open === key} />}
          onClick={() => {
            setOpen(open === key ? null : key);
            setLooked(key);
          }}
        >
          {open === key ? 'Close' : 'Look'}
        </Button>
        {open !== key && <CloseButton size="sm" aria-label="Dismiss" onClick={() => setLooked(key)} />}
      </div>
      {open === key && <AwaySummary away={away} now={now} onOpen={onOpen} />}
    </section>
  );
}
