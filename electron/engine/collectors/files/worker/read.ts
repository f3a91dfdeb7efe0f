import { fstatSync, type Stats } from 'node:fs';
import type { Fields } from '../../../../shared/model/item.ts';
import { isSecretPath, looksSecret } from '../../../content/secrets.ts';
import { groupName, refreshAccounts, userName } from './accounts.ts';
import { Cancelled, type Digest, digest } from './digest.ts';
import { withFile } from './open.ts';
import { platformFields } from './platform-fields.ts';
import { givenUp, type ReadFile, type ReadJob, type ReadOutcome, steps } from './protocol.ts';
import { codeOf, isAbsence, isRacy, kindOf, linkTarget, look, racyStamp, type Status, stampOf } from './status.ts';
import { realKey } from './walk.ts';
import { isOutOfReach } from './windows/volume.ts';

/** How often a file that changes while it is read is read again, and up to which size. */
const attempts = 3;
const againBelow = 64 * 1024 * 1024;

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
  for (let attempt = 1; ; attempt++) {
    const readAt = Date.now();
    const status = look(file.key, file.follow);
    if (status === undefined) return { state: 'absent' };
    if (!status.stats.isFile()) {
      return {
        state: 'seen',
        fields: fieldsOf(file.key, status, undefined, 'none', job.secrets, cancel),
        held: false,
        stamp: mark(status, readAt),
      };
    }
    const read = readContent(file, status, job, cancel);
    if (read === 'replaced' || (read.changed && status.stats.size < againBelow)) {
      if (attempt < attempts) continue;
      // Replaced whenever it is opened: nothing can be said of its content.
      if (read === 'replaced') return { state: 'failed', code: 'EAGAIN' };
    }
    if (read.content === 'kept' && read.digest?.bytes !== undefined) hold(read.digest.bytes);
    return {
      state: 'seen',
      fields: fieldsOf(
        file.key,
        { stats: read.after, link: status.link },
        read.digest,
        read.content,
        job.secrets,
        cancel,
      ),
      stamp: read.changed ? '' : mark(status, readAt),
      held: read.content === 'kept',
      ...(read.digest === undefined ? {} : { read: { length: read.digest.length, prefix: read.digest.prefix } }),
    };
  }
}

const mark = (status: Status, readAt: number) => (isRacy(status, readAt) ? racyStamp(status) : stampOf(status));

interface Content {
  readonly digest: Digest | undefined;
  readonly content: 'kept' | 'secret' | 'tooLarge' | 'off';
  readonly after: Stats;
  /** Whether it changed while it was read. */
  readonly changed: boolean;
}

function readContent(file: ReadFile, status: Status, job: ReadJob, cancel: Int32Array): Content | 'replaced' {
  const { size } = status.stats;
  if (file.maxSize !== null && size > file.maxSize) {
    return { digest: undefined, content: file.keep ? 'tooLarge' : 'off', after: status.stats, changed: false };
  }
  const secret = file.keep && isSecret(file.key, status, job.secrets);
  const wanted = file.keep && !secret && size <= job.contentPerFile;
  const read = withFile(file.key, status, (fd, before) => {
    const found = digest(fd, before.size, wanted && before.size <= job.contentPerFile, job.hash, cancel, file.prefix);
    const after = fstatSync(fd);
    const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs || after.ctimeMs !== before.ctimeMs;
    return { digest: found, after, changed };
  });
  // Without a name left it was removed, or another file was moved over it, while it was read.
  if (read === undefined || read.after.nlink === 0) return 'replaced';
  const { bytes } = read.digest;
  if (!file.keep) return { ...read, content: 'off' };
  if (secret || (bytes !== undefined && looksSecret(bytes))) return { ...read, content: 'secret' };
  return { ...read, content: bytes === undefined ? 'tooLarge' : 'kept' };
}

/** A link to a secret is as secret as what it points to. */
function isSecret(key: string, status: Status, extra: readonly string[]): boolean {
  return isSecretPath(key, extra) || (status.link !== undefined && isSecretPath(realKey(key), extra));
}

const isoTime = (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null);

function fieldsOf(
  key: string,
  status: Status,
  read: Digest | undefined,
  content: string,
  secrets: readonly string[],
  cancel: Int32Array,
): Fields {
  const { stats, link } = status;
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
    ...platformFields(key, link !== undefined, read !== undefined, () => isSecret(key, status, secrets), cancel),
    linkTarget: link !== undefined || stats.isSymbolicLink() ? linkTarget(key) : null,
    content,
  };
}
