import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useEngineState, useRestartEngine } from '../api/tracking.ts';
import { useNow } from '../components/use-now.ts';
import { plainTimes } from '../words/time.ts';
import classes from './shell.module.css';

/** Says aloud that nothing is tracked because the engine is gone, and what to do. */
export function EngineBanner() {
  const engine = useEngineState().data;
  const now = useNow();
  const restart = useRestartEngine();
  if (engine?.state === 'restarting') {
    return (
      <div className={classes.banner} role="status">
        <IconRefresh size={17} aria-hidden />
        <div>
          <strong>Tracking is being started again.</strong> {engine.reason} Nothing that was stored is lost.
        </div>
      </div>
    );
  }
  if (engine?.state !== 'failed') return null;
  return (
    <div className={classes.banner} data-tone="bad" role="alert">
      <IconAlertTriangle size={17} aria-hidden />
      <div>
        <strong>{plainTimes(engine.message, now)}</strong> {engine.advice}
      </div>
      <Button loading={restart.isPending} onClick={() => restart.mutate()}>
        Restart
      </Button>
    </div>
  );
}
