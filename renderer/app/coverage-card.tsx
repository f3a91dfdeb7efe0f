import { UnstyledButton } from '@mantine/core';
import { useEngineState, useStatus } from '../api/tracking.ts';
import { useNow } from '../components/use-now.ts';
import { coverage } from '../words/coverage.ts';
import classes from './shell.module.css';

/** A line that breaks between its parts alone. */
const unbroken = (line: string) => line.replaceAll(' ', '\u00a0').replaceAll('·\u00a0', '· ');

/** How tracking goes, always in sight; a click opens what is behind it. */
export function CoverageCard({ onOpen }: { readonly onOpen: () => void }) {
  const now = useNow();
  const { data: status } = useStatus();
  const engine = useEngineState().data;
  const down = engine !== undefined && engine.state !== 'running';
  if (!status || down) {
    const title =
      engine?.state === 'failed' ? 'Not tracking' : engine?.state === 'restarting' ? 'Starting again' : 'Starting';
    return (
      <UnstyledButton className={classes.coverage} onClick={onOpen}>
        <div className={classes.state}>
          <span className={classes.dot} data-tone={engine?.state === 'failed' ? 'attention' : 'busy'} />
          {title}
        </div>
      </UnstyledButton>
    );
  }
  const { tone, title, counts, lastFull } = coverage(status, now);
  return (
    <UnstyledButton
      className={classes.coverage}
      onClick={onOpen}
      aria-label={`${title}. ${counts.join(', ')}. Open the status`}
    >
      <div className={classes.state}>
        <span className={classes.dot} data-tone={tone} />
        {title}
      </div>
      {counts.map((line) => (
        <div key={line}>{unbroken(line)}</div>
      ))}
      {lastFull && <div>{lastFull}</div>}
    </UnstyledButton>
  );
}
