import type { Notice } from '../../shared/model/notice.ts';
import { fromMoment, toMoment } from './moments.ts';
import type { Database } from './sqlite.ts';
import { fromStored, toStored } from './stored-text.ts';

interface NoticeRow {
  readonly id: number;
  readonly shown_at: number;
  readonly title: string;
  readonly body: string;
  readonly change_ids: string;
  readonly alert_ids: string;
  readonly count: number;
  readonly read: number;
}

function toNotice(row: NoticeRow): Notice {
  return {
    id: row.id,
    shownAt: fromMoment(row.shown_at),
    title: fromStored(row.title),
    body: fromStored(row.body),
    changeIds: JSON.parse(row.change_ids) as number[],
    alertIds: JSON.parse(row.alert_ids) as number[],
    count: row.count,
    read: row.read === 1,
  };
}

/** The newest first. */
export function readNotices(db: Database, limit: number): readonly Notice[] {
  return db.all<NoticeRow>('SELECT * FROM notices ORDER BY id DESC LIMIT ?', limit).map(toNotice);
}

export function countUnread(db: Database): number {
  return db.number('SELECT count(*) AS n FROM notices WHERE read = 0');
}

export function insertNotice(db: Database, notice: Omit<Notice, 'id' | 'read'>): Notice {
  const row = db.returning<NoticeRow>(
    `INSERT INTO notices (shown_at, title, body, change_ids, alert_ids, count, read)
     VALUES (?, ?, ?, ?, ?, ?, 0) RETURNING *`,
    toMoment(notice.shownAt),
    toStored(notice.title),
    toStored(notice.body),
    JSON.stringify(notice.changeIds),
    JSON.stringify(notice.alertIds),
    notice.count,
  );
  return toNotice(row);
}

/** Marks notices as read: those named, or all. */
export function markRead(db: Database, ids: readonly number[] | undefined): void {
  if (ids === undefined) db.run('UPDATE notices SET read = 1 WHERE read = 0');
  else
    db.run(
      'UPDATE notices SET read = 1 WHERE read = 0 AND id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    );
}
