import { formatCount } from '../../../electron/shared/model/format.ts';
import { type LimitUse, nearLimits, percentUsed, type WatchUse } from '../../../electron/shared/model/watch-use.ts';
import { FactList } from './fact-list.tsx';
import classes from './status.module.css';

interface WatchCardProps {
  readonly use: WatchUse;
}

/** What live watching takes of what the system allows, and how to raise a limit that is nearly used up. */
export function WatchCard({ use }: WatchCardProps) {
  const near = nearLimits(use);
  const facts: readonly (readonly [string, string])[] = [
    ['Watches', limitWords(use.watches)],
    ['Instances', limitWords(use.instances)],
    ...(use.queuedEvents === null ? [] : ([['Queue', `${formatCount(use.queuedEvents)} events`]] as const)),
  ];
  return (
    <section className={classes.card} aria-labelledby="status-watching">
      <div className={classes.top}>
        <h2 id="status-watching">Live watching</h2>
        {!use.complete && <span>not every process counted</span>}
      </div>
      <FactList facts={facts} />
      {near.map((limit) => (
        <div key={limit.setting} className={classes.warning} role="status">
          {`${limit.setting} is nearly used up. To raise it, run:`}
          <code>{limit.raise.command}</code>
        </div>
      ))}
    </section>
  );
}

function limitWords(use: LimitUse): string {
  const { limit, held, used } = use;
  const all = limit === null ? `${formatCount(used)} by your account` : `${formatCount(used)} of ${formatCount(limit)}`;
  const percent = percentUsed(use);
  return `${formatCount(held)} by Tidemark; ${all} in use${percent === null ? '' : `, ${percent} %`}`;
}
