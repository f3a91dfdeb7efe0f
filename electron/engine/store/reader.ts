import { statSync } from 'node:fs';
import { countAlerts, readAlert, readAlerts, readUntold } from './alerts.ts';
import { approvalReader } from './approvals.ts';
import { readAway, readAwayTimes } from './away.ts';
import { readCards } from './cards.ts';
import { createCauseReader } from './causes.ts';
import { chainAnchor, chainHead } from './chain.ts';
import { readChanges, readHistory } from './change-log.ts';
import { countMatching, readChangePage, readTimeline } from './change-pages.ts';
import {
  readChangesInOrder,
  readEnds,
  readFoundTogether,
  readKnownSince,
  readLastBefore,
  readMoments,
} from './change-ranges.ts';
import { lastRun } from './collections.ts';
import { contentBytes, hasContent, readContent } from './contents.ts';
import { deliveryReader } from './deliveries.ts';
import { readGaps } from './gaps.ts';
import type { ReadStore } from './interface.ts';
import { countItems } from './inventory.ts';
import { InventoryOrders } from './inventory-order.ts';
import { readInventory } from './inventory-page.ts';
import { MatchCounts } from './match-counts.ts';
import { getMeta } from './meta.ts';
import { fromMoment } from './moments.ts';
import { createNoiseReader } from './noise.ts';
import { countUnread, readNotices } from './notices.ts';
import { planReader } from './plans.ts';
import { readProblems } from './problems.ts';
import { readCursors, readRuleHistory } from './rules.ts';
import type { Database } from './sqlite.ts';
import { verifyStore } from './verify.ts';

/** What can be read of a store, over a connection that is open. */
export function createReader(db: Database): ReadStore {
  const matches = new MatchCounts(db);
  const orders = new InventoryOrders(db);
  return {
    changes: (query) => readChangePage(db, query),
    countChanges: (filter) => countMatching(db, filter, matches),
    cards: (query) => readCards(db, query),
    change: (id) => readChanges(db, [id])[0],
    changesInOrder: (query) => readChangesInOrder(db, query),
    foundTogether: (id) => readFoundTogether(db, id),
    logEnds: () => readEnds(db),
    lastBefore: (moment) => readLastBefore(db, moment),
    changesById: (ids) => readChanges(db, ids),
    momentsOfChange: (range, limit) => readMoments(db, range, limit),
    knownSince: () => readKnownSince(db),
    history: (type, key, limit) => readHistory(db, type, key, limit),
    timeline: (query) => readTimeline(db, query),
    inventory: (query) => readInventory(db, query, orders),
    countItems: (type) => countItems(db, type),
    content: (hash) => readContent(db, hash),
    hasContent: (hash) => hasContent(db, hash),
    problems: () => readProblems(db),
    gaps: (filter) => readGaps(db, filter),
    awayTimes: (limit) => readAwayTimes(db, limit),
    away: (time, othersAtMost) => db.snapshot(() => readAway(db, time, othersAtMost)),
    lastCollection: (type, which) => lastRun(db, type, which),
    notices: (limit) => readNotices(db, limit),
    unreadNotices: () => countUnread(db),
    alerts: (query) => readAlerts(db, query),
    alert: (id) => readAlert(db, id),
    untoldAlerts: () => readUntold(db),
    alertCounts: () => countAlerts(db),
    ruleCursors: () => readCursors(db),
    ruleHistory: (since) => readRuleHistory(db, since),
    space: () => readSpace(db),
    lastAlive: () => {
      const alive = getMeta(db, 'alive');
      return alive === undefined ? undefined : fromMoment(alive);
    },
    paused: () => getMeta(db, 'paused'),
    verify: () => verifyStore(db),
    causes: createCauseReader(db),
    noise: createNoiseReader(db),
    deliveries: deliveryReader(db),
    approvals: approvalReader(db),
    plans: planReader(db),
    close: () => db.close(),
  };
}

function readSpace(db: Database): ReturnType<ReadStore['space']> {
  const size = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return {
    database: size(db.file) + size(`${db.file}-wal`),
    content: contentBytes(db),
    changes: chainHead(db).id - chainAnchor(db).id,
  };
}
