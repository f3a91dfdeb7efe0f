import { counted } from '../../electron/shared/model/format.ts';
import type { Notice } from '../../electron/shared/model/notice.ts';

/** The one thing that a notification told of; `null` where it told of several. An alert counts with its changes as one. */
export function onlyThing({ alertIds, changeIds, count }: Notice): { kind: 'alert' | 'change'; id: number } | null {
  const [alert] = alertIds;
  const [change] = changeIds;
  if (count > 1) return null;
  if (alert !== undefined) return { kind: 'alert', id: alert };
  return change === undefined ? null : { kind: 'change', id: change };
}

/** How many alerts, and changes of which no rule alerts, a notification told of. */
export function noticeCount({ alertIds, count }: Notice): string {
  const changes = count - alertIds.length;
  return [alertIds.length > 0 ? counted(alertIds.length, 'alert') : '', changes > 0 ? counted(changes, 'change') : '']
    .filter(Boolean)
    .join(', ');
}
