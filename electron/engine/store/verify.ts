import { createHash } from 'node:crypto';
import { unpack } from '../content/pack.ts';
import { chainAnchor, chainHash, chainHead, hex, type StoredChange } from './chain.ts';
import { changeColumns } from './change-log.ts';
import type { Verification } from './interface.ts';
import type { ChainEnd } from './meta.ts';
import type { Database } from './sqlite.ts';
import { fromStored } from './stored-text.ts';

/** More faults than this are counted, not listed. */
const faultsListed = 100;

/**
 * Checks the database's own integrity, every record of the log against the chain,
 * and every kept content against its hash, all of one moment. The chain shows what
 * was altered by accident or by hand; who has the rights to write the file and the
 * skill to compute the whole chain anew can still forge it.
 */
export function verifyStore(db: Database): Verification {
  const found: string[] = [];
  const counts = db.snapshot(() => {
    checkDatabase(db, found);
    return { changes: checkChain(db, found), contents: checkContents(db, found) };
  });
  const rest = found.length - faultsListed;
  const faults = rest > 0 ? [...found.slice(0, faultsListed), `${rest} more faults are not listed.`] : found;
  return { ...counts, faults };
}

function checkDatabase(db: Database, faults: string[]): void {
  // The search index checks itself by the map of its parts that it last read, which another
  // process may have outdated; a search reads that anew.
  db.get('SELECT rowid FROM change_search WHERE change_search MATCH ? LIMIT 1', '"abc"');
  for (const { integrity_check: said } of db.all<{ readonly integrity_check: string }>('PRAGMA integrity_check')) {
    if (said !== 'ok') faults.push(`The database is damaged: ${said}.`);
  }
}

interface Link extends StoredChange {
  readonly hash: Uint8Array | null;
}

/** Follows the chain from the anchor to the head; returns how many records there are. */
function checkChain(db: Database, faults: string[]): number {
  const head = chainHead(db);
  let previous: ChainEnd = chainAnchor(db);
  let checked = 0;
  const links = db.iterate<Link>(
    `SELECT ${changeColumns}, hash FROM changes LEFT JOIN change_records USING (id) ORDER BY id`,
  );
  for (const link of links) {
    checked += 1;
    const hash = link.hash === null ? '' : hex(link.hash);
    if (link.id <= previous.id) faults.push(`${described(link)} should have been pruned: it was put in by hand.`);
    else if (link.id > previous.id + 1) faults.push(missing(previous.id + 1, link.id - 1));
    else if (link.hash === null || hash !== hex(chainHash(previous.hash, link))) {
      faults.push(`${described(link)} is not as it was stored, or does not follow the one before it.`);
    }
    previous = { id: link.id, hash };
  }
  if (previous.id < head.id) faults.push(`${missing(previous.id + 1, head.id)} The end of the log was cut off.`);
  else if (previous.id > head.id) faults.push(`The log holds changes after number ${head.id}, which was its last one.`);
  else if (previous.hash !== head.hash) faults.push(`Change ${head.id} is not the one that the log ended with.`);
  return checked;
}

function described(link: Link): string {
  return `Change ${link.id} (${link.category} ${link.type} ${fromStored(link.key)})`;
}

function missing(from: number, to: number): string {
  return from === to ? `Change ${from} is missing.` : `Changes ${from} to ${to} are missing.`;
}

interface PackedRow {
  readonly hash: string;
  readonly size: number;
  readonly packed: Uint8Array | null;
}

function checkContents(db: Database, faults: string[]): number {
  let checked = 0;
  const rows = db.iterate<PackedRow>('SELECT hash, size, packed FROM contents LEFT JOIN content_bytes USING (id)');
  for (const { hash, size, packed } of rows) {
    checked += 1;
    const fault = packed === null ? 'has lost its bytes' : contentFault(hash, size, packed);
    if (fault !== undefined) faults.push(`The kept content ${hash} ${fault}.`);
  }
  return checked;
}

function contentFault(hash: string, size: number, packed: Uint8Array): string | undefined {
  try {
    const actual = createHash('sha256').update(unpack(packed, size)).digest('hex');
    return hash === `sha256:${actual}` ? undefined : 'does not match its hash';
  } catch {
    return "can't be unpacked";
  }
}
