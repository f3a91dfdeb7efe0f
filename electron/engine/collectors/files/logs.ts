/**
 * Logs that grow: what is remembered of one, and which names a rotated one may have.
 * The rest of a rotation is told by bytes alone: whatever holds the old ones is the old log.
 */

/** What a growing log held when it was last read: so many bytes, of this digest. */
export interface LogMark {
  readonly size: number;
  /** 'sha256:<hex>' */
  readonly digest: string;
}

/** What became of a growing log since its mark was made. */
export type LogState = 'grown' | 'rotated' | 'changed';

/**
 * `prefix`: the digest of as many bytes of what is there now as the mark has, `undefined` where
 * there are not so many. `heldElsewhere`: whether a rotated file holds the mark's bytes.
 */
export function judgeLog(before: LogMark, prefix: string | undefined, heldElsewhere: boolean): LogState {
  if (prefix === before.digest) return 'grown';
  return heldElsewhere ? 'rotated' : 'changed';
}

/** Appended to a stamp; a stamp without it is the state alone. */
export const markText = ({ size, digest }: LogMark) => `#${size}.${digest}`;

const marked = /#(\d+)\.(\w+:[0-9a-f]+)$/;

/** A stamp's two parts: the mark of the file's state, and what was remembered of a log. */
export function splitStamp(stamp: string): { readonly state: string; readonly mark: LogMark | undefined } {
  const found = marked.exec(stamp);
  if (found === null) return { state: stamp, mark: undefined };
  const [whole, size, digest = ''] = found;
  return { state: stamp.slice(0, -whole.length), mark: { size: Number(size), digest } };
}

/** The endings of what logrotate(8) compresses by gzip, xz, bzip2 or zstd. */
const compressed = /\.(gz|xz|bz2|zst)$/;

/** What a rotated log is compressed by, as its name says it. */
export const compressedBy = (name: string): string | undefined => compressed.exec(name)?.[1];

/**
 * The name that a log has before it is rotated: without the ending of a compression, and without the number or date
 * that logrotate(8) puts at the end (`app.log.1`, `app.log-20260301`) or before the
 * extension (`app-20260301.log`).
 */
export function logStem(name: string): string {
  const plain = name.replace(compressed, '');
  const ended = plain.replace(/[.-]\d+(?:[-_.]\d+)*$/, '');
  return ended === plain ? plain.replace(/[.-]\d+(?:[-_]\d+)*(?=\.[A-Za-z]+$)/, '') : ended;
}

/**
 * Whether a log that is gone is to be waited for: it was given a rotated name, and a new one takes its
 * place as soon as something is written. A log that was rotated before only went on to its next name.
 */
export const isAwaited = (name: string, rotatedTo: string) =>
  logStem(name) === name && rotatedTo.replace(compressed, '') !== name;
