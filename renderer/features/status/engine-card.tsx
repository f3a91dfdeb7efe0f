import type { EngineState, Result } from '../../../electron/shared/contract/contract.ts';
import { formatBytes, formatCount } from '../../../electron/shared/model/format.ts';
import type { Status } from '../../../electron/shared/model/status.ts';
import { nearTime } from '../../words/time.ts';
import { FactList } from './fact-list.tsx';
import classes from './status.module.css';

interface EngineCardProps {
  readonly status: Status;
  readonly engine: EngineState | undefined;
  readonly about: Result<'app.about'> | undefined;
  readonly now: Date;
}

/** The engine, the space used, and where things lie. */
export function EngineCard({ status, engine, about, now }: EngineCardProps) {
  const { space } = status;
  const facts: readonly (readonly [string, string])[] = [
    ['Engine', engineWords(engine, status, now)],
    ['Log', `${formatCount(space.changes)} changes`],
    ['Space', `${formatBytes(space.database)}, ${formatBytes(space.content)} of it kept content`],
    ...(about
      ? ([
          ['Machine', about.machine],
          ['Data', about.dataDir],
          ['Settings', about.settingsFile],
          ['Version', `Tidemark ${about.version} on Electron ${about.electron}`],
        ] as const)
      : []),
  ];
  return (
    <section className={classes.card} aria-labelledby="status-engine">
      <div className={classes.top}>
        <h2 id="status-engine">Engine and space</h2>
      </div>
      <FactList facts={facts} />
    </section>
  );
}

function engineWords(engine: EngineState | undefined, status: Status, now: Date): string {
  switch (engine?.state) {
    case 'starting':
      return 'starting';
    case 'restarting':
      return 'being started again';
    case 'failed':
      return 'stopped';
    case 'running': {
      const since = status.engine ? ` since ${nearTime(status.engine.startedAt, now)}` : '';
      const times =
        engine.restarts > 0 ? `, restarted ${engine.restarts === 1 ? 'once' : `${engine.restarts} times`}` : '';
      return `running${since}, process ${engine.pid}${times}`;
    }
    case undefined:
      return '–';
  }
}
