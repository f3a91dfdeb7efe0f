import { fstatSync } from 'node:fs';
import type { Fields } from '../../../../shared/model/item.ts';
import { groupName, refreshAccounts, userName } from '../../../accounts.ts';
import { isSecretPath, looksSecret } from '../../../content/secrets.ts';
import { Cancelled, type Digest, digest } from './digest.ts';
import { type ToOpen, withFile } from './open.ts';
import { platformFields } from './platform-fields.ts';
import { givenUp, type ReadFile, type ReadJob, type ReadOutcome, steps } from './protocol.ts';
import {
  codeOf,
  type FileStats,
  isAbsence,
  isRacy,
  kindOf,
  linkTarget,
  look,
  racyStamp,
  type Status,
  stampOf,
} from './status.ts';
import { realKey } from './walk.ts';
import { isOutOfReach } from './windows/volume.ts';

/** How often a file that changes while it is read is read again, and up to which size. */
export const attempts = 3;
export const againBelow = 64 * 1024 * 1024;

/** What was read, and the bytes to be kept of it by their place in the job. */
export interface ReadTogether {
  readonly outcomes: readonly ReadOutcome[];
  readonly held: ReadonlyMap<number, Buffer>;
}

/** Reads files one after the other. */
export function readAll(job: ReadJob): ReadTogether {
  const cancel = new Int32Array(job.cancel);
  const held = new Map<number, Buffer>();
  refreshAccounts();
  const outcomes = job.files.map((file, index): ReadOutcome => {
    Atomics.add(cancel, steps, 1);
    if (Atomics.load(cancel, givenUp) !== 0) return { state: 'failed', code: 'ECANCELED' };
    try {
      return readOne(file, job, cancel, (bytes) => held.set(index, bytes));
    } catch (error) {
      if (error instanceof Cancelled) return { state: 'failed', code: 'ECANCELED' };
      const code = codeOf(error);
      return isAbsence(code) ? { state: 'absent' } : { state: 'failed', code };
    }
  });
  return { outcomes: outcomes.map((each, index) => withinReach(each, job.files[index])), held };
}

/** What is absent because the whole drive or server is gone is not known to be absent. */
function withinReach(outcome: ReadOutcome, file: ReadFile | undefined): ReadOutcome {
  const away = outcome.state === 'absent' && file !== undefined && isOutOfReach(file.key);
  return away ? { state: 'failed', code: 'ENODEV' } : outcome;
}

function readOne(file: ReadFile, job: ReadJob, cancel: Int32Array, hold: (bytes: Buffer) => void): ReadOutcome {
  const at = { file, job, cancel, hold };
  return (file.owner === -1 ? undefined : readAsSeen(at)) ?? lookAndRead(at);
}

interface Reading {
  readonly file: ReadFile;
  readonly job: ReadJob;
  readonly cancel: Int32Array;
  readonly hold: (bytes: Buffer) => void;
}

/** Reads what the walk saw to be a regular file, without another look; undefined for what it has to be looked at again. */
function readAsSeen(at: Reading): ReadOutcome | undefined {
  const readAt = Date.now();
  try {
    const read = readContent(at, { owner: at.file.owner, linked: false, same: undefined });
    if (read === 'replaced' || (read.changed && read.before.size < againBelow)) return undefined;
    return seen(at, read, undefined, readAt);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    return undefined;
  }
}

function lookAndRead(at: Reading): ReadOutcome {
  const { file } = at;
  for (let attempt = 1; ; attempt++) {
    const readAt = Date.now();
    const status = look(file.key, file.follow);
    if (status === undefined) return { state: 'absent' };
    const { stats, link } = status;
    const tooLarge = file.maxSize !== null && stats.size > file.maxSize;
    if (!stats.isFile() || tooLarge) {
      const content = !stats.isFile() ? 'none' : file.keep ? 'tooLarge' : 'off';
      const more = platformFields({ key: file.key, follow: link !== undefined }, () => secret(at, link), at.cancel);
      const fields = JSON.stringify(fieldsOf(file.key, status, undefined, content, more));
      return { state: 'seen', fields, held: false, stamp: mark(status, readAt) };
    }
    const read = readContent(at, { owner: stats.uid, linked: link !== undefined, same: stats }, link);
    if (read === 'replaced' || (read.changed && stats.size < againBelow)) {
      if (attempt < attempts) continue;
      // Replaced whenever it is opened: nothing can be said of its content.
      if (read === 'replaced') return { state: 'failed', code: 'EAGAIN' };
    }
    return seen(at, read, link, readAt);
  }
}

/** What is told of a file that was read. */
function seen({ file, hold }: Reading, read: Content, link: FileStats | undefined, readAt: number): ReadOutcome {
  const { digest: found, content, before, after, changed, platform } = read;
  if (content === 'kept' && found.bytes !== undefined) hold(found.bytes);
  return {
    state: 'seen',
    fields: JSON.stringify(fieldsOf(file.key, { stats: after, link }, found, content, platform)),
    stamp: changed ? '' : mark({ stats: before, link }, readAt),
    held: content === 'kept',
    read: { sha256: found.sha256, length: found.length, prefix: found.prefix },
  };
}

export const mark = (status: Status, readAt: number) => (isRacy(status, readAt) ? racyStamp(status) : stampOf(status));

interface Content {
  readonly digest: Digest;
  readonly content: 'kept' | 'secret' | 'tooLarge' | 'off';
  readonly before: FileStats;
  readonly after: FileStats;
  /** Whether it changed while it was read. */
  readonly changed: boolean;
  readonly platform: Fields;
}

function readContent(at: Reading, to: ToOpen, link?: FileStats): Content | 'replaced' {
  const { file, job, cancel } = at;
  const isSecretFile = file.keep && secret(at, link);
  const read = withFile(file.key, to, (fd, before) => {
    const wanted = file.keep && !isSecretFile && before.size <= job.contentPerFile;
    const found = digest(fd, before.size, wanted, job.hash, cancel, file.prefix);
    const asked = { key: file.key, follow: link !== undefined, fd };
    const platform = platformFields(asked, () => isSecretFile || secret(at, link), cancel);
    const after = fstatSync(fd);
    const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || after.ctimeMs !== before.ctimeMs;
    return { digest: found, before, after, changed, platform };
  });
  // Without a name left it was removed, or another file was moved over it, while it was read.
  if (read === undefined || read.after.nlink === 0) return 'replaced';
  const { bytes } = read.digest;
  if (!file.keep) return { ...read, content: 'off' };
  if (isSecretFile || (bytes !== undefined && looksSecret(bytes))) return { ...read, content: 'secret' };
  return { ...read, content: bytes === undefined ? 'tooLarge' : 'kept' };
}

/** A link to a secret is as secret as what it points to. */
function secret({ file: { key }, job: { secrets } }: Reading, link: FileStats | undefined): boolean {
  return isSecretPath(key, secrets) || (link !== undefined && isSecretPath(realKey(key), secrets));
}

const isoTime = (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null);

function fieldsOf(key: string, status: Status, read: Digest | undefined, content: string, more: Fields): Fields {
  const { stats, link } = status;
  return fieldsFrom(status, read, content, {
    platform: more,
    linkTarget: link !== undefined || stats.isSymbolicLink() ? linkTarget(key) : null,
  });
}

/** The fields of what was seen, in whatever way: `more` is what is asked for apart from the status. */
export function fieldsFrom(
  { stats, link }: Status,
  read: Pick<Digest, 'sha256' | 'checksum'> | undefined,
  content: string,
  more: { readonly platform: Fields; readonly linkTarget: string | null },
): Fields {
  const regular = stats.isFile();
  const posix = process.platform !== 'win32';
  return {
    kind: kindOf(stats),
    // A folder's own size and times follow its entries, which are reported themselves; a device's follow its use.
    size: regular ? stats.size : null,
    checksum: read?.checksum ?? null,
    ...(read === undefined || read.sha256 === read.checksum ? {} : { contentHash: read.sha256 }),
    modified: regular || stats.isSymbolicLink() ? isoTime(stats.mtimeMs) : null,
    created: stats.birthtimeMs > 0 ? isoTime(stats.birthtimeMs) : null,
    mode: posix ? (stats.mode & 0o7777).toString(8).padStart(4, '0') : null,
    owner: posix ? userName(stats.uid) : null,
    group: posix ? groupName(stats.gid) : null,
    fileId: `${(link ?? stats).dev}:${(link ?? stats).ino}`,
    ...more.platform,
    linkTarget: more.linkTarget,
    content,
  };
}
