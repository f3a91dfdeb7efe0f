import { ActionIcon, Anchor, Loader, Progress, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { counted, formatCount } from '../../../electron/shared/model/format.ts';
import type { ItemType } from '../../../electron/shared/model/item.ts';
import { printable } from '../../../electron/shared/model/printable.ts';
import type { TypeStatus } from '../../../electron/shared/model/status.ts';
import { usePlatformWords } from '../../api/platform.ts';
import { about, fullTime, nearTime } from '../../words/time.ts';
import { howWords, typeColours, typeNames } from '../../words/values.ts';
import classes from './status.module.css';

interface TypeTableProps {
  readonly types: readonly TypeStatus[];
  readonly now: Date;
  readonly busy: boolean;
  readonly onCollect: (type: ItemType) => void;
  readonly onSettings: () => void;
}

/** Each type with its last and next collection, its watch and its limit. */
export function TypeTable({ types, now, busy, onCollect, onSettings }: TypeTableProps) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">Items</th>
          <th scope="col">Last collection</th>
          <th scope="col">Next</th>
          <th scope="col">Live watch</th>
          <th scope="col">Last full read</th>
          <th scope="col">
            <span className="visually-hidden">Collect</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {types.map((each) => (
          <tr key={each.type} data-off={!each.enabled}>
            <th scope="row">
              <span className={classes.swatch} style={{ background: typeColours[each.type] }} />
              {typeNames[each.type].many}
            </th>
            <td>
              {formatCount(each.items)}
              <LimitUse items={each.items} limit={each.limit} onSettings={onSettings} />
            </td>
            {each.enabled ? (
              <>
                <td>
                  <LastRun status={each} now={now} />
                </td>
                <td title={each.nextAt ? fullTime(each.nextAt) : undefined}>
                  {each.nextAt ? about(each.nextAt, now) : '–'}
                </td>
                <td>
                  {each.live.armed
                    ? each.live.watched > 0
                      ? `armed over ${formatCount(each.live.watched)}`
                      : 'armed'
                    : each.type === 'Machine'
                      ? 'by schedule alone'
                      : 'not armed'}
                  <Unwatched unwatched={each.live.unwatched} />
                  <BySchedule mounts={each.bySchedule} />
                </td>
                <td title={each.lastFull ? fullTime(each.lastFull) : undefined}>
                  {each.lastFull ? nearTime(each.lastFull, now) : '–'}
                </td>
              </>
            ) : (
              <td colSpan={4}>switched off</td>
            )}
            <td className={classes.action}>
              {each.enabled && (
                <Tooltip label={`Collect ${typeNames[each.type].many.toLowerCase()} now`}>
                  <ActionIcon
                    aria-label={`Collect ${typeNames[each.type].many.toLowerCase()} now`}
                    disabled={busy || each.running !== null}
                    onClick={() => onCollect(each.type)}
                  >
                    {each.running ? <Loader size={14} /> : <IconRefresh size={16} />}
                  </ActionIcon>
                </Tooltip>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The folders that the live watch could not be set on. */
function Unwatched({ unwatched: { folders, first } }: { readonly unwatched: TypeStatus['live']['unwatched'] }) {
  const { directory, directories } = usePlatformWords();
  if (folders === 0) return null;
  const [one = ''] = first;
  const words = folders === 1 ? one : `${one} and ${counted(folders - 1, `more ${directory}`, `more ${directories}`)}`;
  return (
    <div
      className={classes.bySchedule}
      title={first.map(printable).join('\n')}
    >{`by schedule: ${printable(words)}`}</div>
  );
}

/** The file systems that no live watch tells of. */
function BySchedule({ mounts }: { readonly mounts: TypeStatus['bySchedule'] }) {
  return mounts.map(({ path, fileSystem }) => (
    <div key={path} className={classes.bySchedule} title={path}>{`by schedule: ${fileSystem} on ${path}`}</div>
  ));
}

function LastRun({ status, now }: { readonly status: TypeStatus; readonly now: Date }) {
  const { running, last } = status;
  if (running) {
    const { done, expected, baseline } = running;
    const percent = expected ? Math.min(100, (done / expected) * 100) : null;
    return (
      <>
        {`${baseline ? 'First look' : 'Running'}: ${formatCount(done)}${expected === null ? '' : ` of ${formatCount(expected)}`}`}
        <Progress value={percent ?? 100} animated={percent === null} size={4} mt={3} aria-label="Collection" />
      </>
    );
  }
  if (!last) return <>not yet</>;
  const seconds = (Date.parse(last.endedAt) - Date.parse(last.startedAt)) / 1000;
  const took = seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
  const found = last.baseline ? 'baseline' : last.changes === 0 ? 'no changes' : counted(last.changes, 'change');
  return (
    <span title={`${fullTime(last.endedAt)}, ${howWords[last.how]}`}>
      {`${nearTime(last.endedAt, now)} · ${found} · ${took}`}
    </span>
  );
}

/** Says aloud how near a limit is, and where to raise it. */
function LimitUse({
  items,
  limit,
  onSettings,
}: {
  readonly items: number;
  readonly limit: number | null;
  readonly onSettings: () => void;
}) {
  if (limit === null) return null;
  const share = items / limit;
  if (share < 0.8) return <span className={classes.limit}>{`of ${formatCount(limit)}`}</span>;
  return (
    <Anchor component="button" type="button" className={classes.near ?? ''} onClick={onSettings}>
      {`${Math.floor(share * 100)} % of the limit: raise it`}
    </Anchor>
  );
}
