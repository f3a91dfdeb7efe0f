import type { ItemType } from '../../shared/model/item.ts';
import { markAlertsRead, markTold } from './alerts.ts';
import { approvalWriter } from './approvals.ts';
import { createCauseWriter } from './causes.ts';
import { appendChanges, readLoose } from './change-log.ts';
import { insertRun } from './collections.ts';
import { ContentBuffer } from './contents.ts';
import { deliveryWriter } from './deliveries.ts';
import { endGaps, insertGap } from './gaps.ts';
import type { Save, WriteStore } from './interface.ts';
import {
  countItems,
  deleteItems,
  readBaselines,
  readItems,
  readKnown,
  readKnownInSlices,
  readOtherwise,
  readStamped,
  upsertItems,
  writeBaselines,
} from './inventory.ts';
import { setMeta } from './meta.ts';
import { toMoment } from './moments.ts';
import { insertNotice, markRead } from './notices.ts';
import { createOwnershipMemory } from './package-files.ts';
import { planWriter } from './plans.ts';
import { deleteProblem, settleProblems, writeProblem } from './problems.ts';
import { pruneStore } from './prune.ts';
import { createReader } from './reader.ts';
import { writeEvaluations } from './rules.ts';
import type { Database } from './sqlite.ts';

/**
 * All that the owner of a store can do with it, over a connection that is open and
 * up to date. `closed` is called once it is closed, whatever befell.
 */
export function createWriter(db: Database, closed: () => void): WriteStore {
  const reader = createReader(db);
  const contents = new ContentBuffer(db);
  // A status is asked for several times a second while a collection runs.
  const counts = new Map<ItemType, number>();
  const count = (type: ItemType) => {
    const counted = counts.get(type) ?? countItems(db, type);
    counts.set(type, counted);
    return counted;
  };

  return {
    ...reader,
    countItems: count,
    content: (hash) => contents.get(hash),
    hasContent: (hash) => contents.has(hash),
    has: (hash) => contents.has(hash),
    put: (hash, size, packed) => contents.put(hash, size, packed),
    known: (type, scope) => readKnown(db, type, scope),
    knownInSlices: (type) => readKnownInSlices(db, type),
    items: (type, keys) => readItems(db, type, keys),
    otherwise: (type, seen) => readOtherwise(db, type, seen),
    stamped: (type, prefixes) => readStamped(db, type, prefixes),
    baselines: (type) => readBaselines(db, type),
    loose: (type, ends, since) => readLoose(db, type, ends, since),

    save(save) {
      const result = db.transaction(() => {
        contents.write();
        return writeSave(db, save);
      });
      contents.forget();
      counts.delete(save.type);
      return result;
    },

    causes: createCauseWriter(db),
    deliveries: deliveryWriter(db),
    approvals: approvalWriter(db),
    plans: planWriter(db),
    packageFiles: createOwnershipMemory(db),
    addProblem: (problem, at) => writeProblem(db, problem, toMoment(at), 'watch'),
    endProblem: (problem) => deleteProblem(db, problem),
    openGap: (gap) => insertGap(db, gap),
    closeGaps: (type, at) => endGaps(db, type, at),
    alive: (at) => setMeta(db, 'alive', toMoment(at)),
    setPaused: (paused) => setMeta(db, 'paused', paused),
    addNotice: (notice) => insertNotice(db, notice),
    readNotices: (ids) => markRead(db, ids),

    saveEvaluations: (evaluations) => db.transaction(() => writeEvaluations(db, evaluations)),
    readAlerts: (ids) => markAlertsRead(db, ids),
    tellAlerts: (ids) => markTold(db, ids),

    prune(limits) {
      contents.flush();
      return pruneStore(db, limits);
    },

    verify() {
      contents.flush();
      return reader.verify();
    },

    close() {
      try {
        contents.flush();
        setMeta(db, 'closed', true);
      } finally {
        try {
          db.close();
        } finally {
          closed();
        }
      }
    },
  };
}

/** Everything that one collection led to, within the caller's transaction. */
function writeSave(db: Database, save: Save): ReturnType<WriteStore['save']> {
  const { type, run } = save;
  const at = toMoment(save.at);
  // What a collection finds is as it was found, from when it began to look.
  const lookedAt = run === undefined ? at : toMoment(run.startedAt);
  const changes = appendChanges(db, save.changes);
  const removed = new Set(save.changes.filter(({ category }) => category === 'Removed').map(({ key }) => key));
  deleteItems(db, type, save.deletes, removed, at);
  upsertItems(db, save.upserts, lookedAt);
  writeBaselines(db, type, { begun: save.baselines, forgotten: save.forgotten }, at);
  settleProblems(db, type, save.scope, save.problems, lookedAt, at);
  return {
    changes,
    run: run && insertRun(db, { ...run, type, endedAt: save.at, items: countItems(db, type), changes: changes.length }),
  };
}
