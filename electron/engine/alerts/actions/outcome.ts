/**
 * What became of one try to hand an alert over. `fault` is one sentence that a person reads: what went wrong, and
 * what to do where that is not plain from it. `output` is what the receiver said, its beginning.
 */
export type Outcome =
  | { readonly kind: 'delivered'; readonly message: string; readonly output: string }
  /** It may go well another time: see `Patience`. `after`: not sooner than that (milliseconds), as the receiver asks. */
  | {
      readonly kind: 'failed';
      readonly patience: Patience;
      readonly fault: string;
      readonly output: string;
      readonly after?: number;
    }
  /** It was not tried, for want of something on this machine; that counts for nothing. */
  | { readonly kind: 'held'; readonly fault: string };

/**
 * How long something is tried again. `day`: for about a day, since a receiver may be down for that long. `hour`: for
 * less than an hour, since a wrong address mends itself only where somebody is at work on the receiver. `none`: the
 * same message would be refused again.
 */
export type Patience = 'day' | 'hour' | 'none';

/** The one where something failed that may be well again later. */
export const failed = (fault: string, output = '', patience: Patience = 'day'): Outcome => ({
  kind: 'failed',
  patience,
  fault,
  output,
});

/** How much of what a receiver says is kept (bytes). */
export const outputKept = 4096;

/** A system's error in words: its message without what names the call. */
export function reason(thrown: unknown): string {
  const { code, message } = thrown as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : words[code];
  return known ?? (message || String(thrown)).replace(/\.$/, '');
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing accepts connections there',
  ECONNRESET: 'the receiver broke the connection off',
  EPIPE: 'the receiver broke the connection off',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'the host can’t be reached',
  ENETUNREACH: 'the network can’t be reached',
  ETIMEDOUT: 'the host does not answer',
  ENOSPC: 'there is no space left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  EACCES: 'this account may not',
  EPERM: 'this account may not',
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such file or directory',
  ENOTDIR: 'a part of the path is no directory',
  EISDIR: 'it is a directory',
};
