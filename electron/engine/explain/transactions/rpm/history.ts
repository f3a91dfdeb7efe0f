import { closeSync, openSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { PackageAction, PackageStep } from '../../../../shared/model/explanation.ts';
import { type Connection, connect } from '../../../sqlite-module.ts';
import { LogError } from '../logs/rotations.ts';

/** One transaction of dnf's history; moments are in seconds since 1970. */
export interface DnfTransaction {
  readonly id: number;
  readonly begin: number;
  /** `null` while it runs, and for good where it was killed. */
  readonly end: number | null;
  /** Who had signed in (loginuid); `null` for nobody. */
  readonly loginUid: number | null;
  readonly command: string | null;
  readonly packages: readonly PackageStep[];
  readonly fault: string | null;
}

/** One form of the history's tables and numbers. */
export interface HistoryForm {
  /** Reads, of each package of each transaction not over by a moment (seconds), the columns of `rowSchema`. */
  readonly rows: string;
  /** What is done to a package, by its number. */
  readonly actions: Readonly<Record<number, PackageAction>>;
  /** Numbers of packages that another one of the transaction takes the place of. */
  readonly replaced: ReadonlySet<number>;
  /** The number of a transaction that failed. */
  readonly failed: number;
  /** What goes before the command line. */
  readonly program: string;
}

const rowSchema = z.object({
  id: z.number(),
  begin: z.number(),
  end: z.number().nullable(),
  uid: z.number(),
  command: z.string().nullable(),
  state: z.number().nullable(),
  action: z.number().nullable(),
  name: z.string().nullable(),
  epoch: z.number().nullable(),
  version: z.string().nullable(),
  release: z.string().nullable(),
  arch: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;

const select = (command: string, state: string, action: string, rpm: string) => `
  SELECT t.id, t.dt_begin AS begin, t.dt_end AS "end", t.user_id AS uid, ${command} AS command, ${state} AS state,
    ${action} AS action, ${rpm}
  WHERE t.dt_end IS NULL OR t.dt_end >= ?
  ORDER BY t.id, i.id`;

/** dnf 4 (libdnf's history.sqlite). It leaves its own name out of the command line. */
export const dnf4: HistoryForm = {
  rows: select(
    't.cmdline',
    't.state',
    'i.action',
    `r.name, r.epoch, r.version, r.release, r.arch FROM trans t
    LEFT JOIN trans_item i ON i.trans_id = t.id LEFT JOIN rpm r ON r.item_id = i.item_id`,
  ),
  actions: { 1: 'installed', 2: 'downgraded', 4: 'installed', 6: 'upgraded', 8: 'removed', 9: 'reinstalled' },
  replaced: new Set([3, 5, 7, 10]),
  failed: 2,
  program: 'dnf ',
};

/** dnf 5 (transaction_history.sqlite). */
export const dnf5: HistoryForm = {
  rows: select(
    't.description',
    't.state_id',
    'i.action_id',
    `n.name, r.epoch, r.version, r.release, a.name AS arch FROM trans t
    LEFT JOIN trans_item i ON i.trans_id = t.id LEFT JOIN rpm r ON r.item_id = i.item_id
    LEFT JOIN pkg_name n ON n.id = r.name_id LEFT JOIN arch a ON a.id = r.arch_id`,
  ),
  actions: { 1: 'installed', 2: 'upgraded', 3: 'downgraded', 4: 'reinstalled', 5: 'removed' },
  replaced: new Set([6]),
  failed: 3,
  program: '',
};

/** Milliseconds for which dnf may write before the history is read at the next time. */
const patience = 2000;

/** Transactions that ended at a moment (seconds) or later, or have no end. Throws a LogError. */
export function readHistory(file: string, form: HistoryForm, moment: number): readonly DnfTransaction[] {
  let connection: Connection | undefined;
  try {
    // SQLite says of every file that it can't open the same.
    closeSync(openSync(file, 'r'));
    connection = connect(addressOf(file), { readOnly: true });
    connection.exec(`PRAGMA busy_timeout = ${patience}`);
    const rows = new Map<number, Row[]>();
    for (const row of connection.prepare(form.rows).iterate(moment)) {
      const parsed = rowSchema.parse(row);
      const known = rows.get(parsed.id);
      if (known === undefined) rows.set(parsed.id, [parsed]);
      else known.push(parsed);
    }
    const said = connection.prepare(
      'SELECT line FROM console_output WHERE trans_id = ? AND file_descriptor = 2 ORDER BY id DESC LIMIT 1',
    );
    const lastWords = (id: number) => lineSchema.parse(said.get(id))?.line;
    return [...rows.values()].flatMap((each) => toTransaction(each, form, lastWords));
  } catch (error) {
    if (error instanceof z.ZodError) throw new LogError(file, 'its tables have an unknown form');
    throw new LogError(file, codeOf(error) ?? messageOf(error));
  } finally {
    connection?.close();
  }
}

/**
 * A database with a journal of its own beside it needs a file for its readers, which a user without rights to the
 * folder can't make. Where the journal is empty, all is in the one file, and it can be read as one that stays as it is
 * (https://www.sqlite.org/wal.html#readonly); nothing is left beside it then.
 */
function addressOf(file: string): string {
  const journal = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return journal === undefined || journal.size === 0 ? `${pathToFileURL(file).href}?immutable=1` : file;
}

const lineSchema = z.object({ line: z.string() }).optional();

/** The system's word, where the file itself may not be opened. */
const codeOf = (error: unknown) =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function toTransaction(
  rows: readonly Row[],
  form: HistoryForm,
  lastWords: (id: number) => string | undefined,
): DnfTransaction[] {
  return rows.slice(0, 1).map(({ id, begin, end, uid, command, state }) => ({
    id,
    begin,
    end,
    // -1 and 2^32 - 1 are both 'nobody'.
    loginUid: uid < 0 || uid === 0xffff_ffff ? null : uid,
    command: command === null || command === '' ? null : form.program + command,
    packages: stepsOf(rows, form),
    fault: state === form.failed ? (lastWords(id) ?? 'Error') : null,
  }));
}

interface Named {
  readonly action: number;
  readonly name: string;
  readonly architecture: string | null;
  readonly version: string;
}

function stepsOf(rows: readonly Row[], form: HistoryForm): readonly PackageStep[] {
  // Groups and environments are items too; they have no name here.
  const items = rows.flatMap(({ action, name, epoch, version, release, arch }): readonly Named[] =>
    action === null || name === null || version === null
      ? []
      : [{ action, name, architecture: arch, version: rpmVersion(epoch ?? 0, version, release ?? '') }],
  );
  const replaced = items.filter((each) => form.replaced.has(each.action));
  const steps: PackageStep[] = [];
  for (const { action, name, architecture, version } of items) {
    const done = form.actions[action];
    if (done === undefined) continue;
    const before = replaced.findIndex((each) => each.name === name && each.architecture === architecture);
    const from = before < 0 ? null : (replaced.splice(before, 1)[0]?.version ?? null);
    const removed = done === 'removed';
    steps.push({ action: done, name, architecture, from: removed ? version : from, to: removed ? null : version });
  }
  // What is left was replaced by a package of another name: it is gone.
  for (const { name, architecture, version } of replaced)
    steps.push({ action: 'removed', name, architecture, from: version, to: null });
  return steps;
}

/** As rpm shows a version: `epoch:version-release`, without an epoch of 0. */
export const rpmVersion = (epoch: number, version: string, release: string): string =>
  `${epoch > 0 ? `${epoch}:` : ''}${version}${release === '' ? '' : `-${release}`}`;
