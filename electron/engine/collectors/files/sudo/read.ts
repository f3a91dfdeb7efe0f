import { refreshAccounts } from '../../../accounts.ts';
import { isSecretPath, looksSecret } from '../../../content/secrets.ts';
import { nativePath } from '../keys.ts';
import { attributesFrom } from '../worker/attributes/attributes.ts';
import type { Digest } from '../worker/digest.ts';
import type { ReadFile, ReadJob, ReadOutcome } from '../worker/protocol.ts';
import { againBelow, attempts, fieldsFrom, mark, type ReadTogether } from '../worker/read.ts';
import { codeOf, isAbsence, type Status } from '../worker/status.ts';
import type { Member, Reader } from './archive.ts';
import type { Sudo } from './commands.ts';
import { milliseconds } from './listing.ts';
import type { TarFault } from './messages.ts';
import { kernelDevices } from './pseudo.ts';
import { Sight } from './sight.ts';
import { StreamDigest } from './stream-digest.ts';

/** A file that is being read. */
interface Reading {
  readonly file: ReadFile;
  readonly index: number;
  readonly status: Status;
  readonly path: Buffer;
  readonly secret: boolean;
  /** `head`: it is too large for its content to be read. */
  readonly part: 'whole' | 'head' | 'nothing';
  readonly digest: StreamDigest | undefined;
  member: Member | undefined;
}

/** Links may lead anywhere here: the walk has seen to mounts before. */
const anywhere = () => false;

/** Reads files as `readAll` does, many by one run of the commands: a look before, the contents, a look after. */
export async function readThrough(sudo: Sudo, job: ReadJob): Promise<ReadTogether> {
  refreshAccounts();
  const kernel = kernelDevices();
  const outcomes: ReadOutcome[] = [];
  const held = new Map<number, Buffer>();
  let todo = job.files.map((file, index) => ({ file, index }));
  for (let attempt = 1; todo.length > 0; attempt++) {
    const readAt = Date.now();
    const before = await seen(sudo, todo);
    const readings: Reading[] = [];
    for (const { file, index } of todo) {
      const reading = begin(file, index, before, job);
      if ('state' in reading) outcomes[index] = reading;
      else readings.push(reading);
    }
    const faults = await readContents(sudo, readings);
    const after = await seen(sudo, readings);
    todo = [];
    for (const reading of readings) {
      const outcome = judge(reading, { before, after, job, readAt, kernel, faults, last: attempt === attempts });
      if (outcome === 'again') {
        todo.push(reading);
        continue;
      }
      const { bytes, ...plain } = outcome;
      outcomes[reading.index] = plain.outcome;
      if (bytes !== undefined) held.set(reading.index, bytes);
    }
  }
  return { outcomes, held };
}

async function seen(sudo: Sudo, files: readonly { readonly file: ReadFile }[]): Promise<Sight> {
  const sight = new Sight(sudo, anywhere);
  if (files.length === 0) return sight;
  await sight.ask(files.map(({ file: { key } }) => ({ key, folder: false })));
  await sight.follow([]);
  return sight;
}

/** A file's status by now; or what becomes of one that has none. */
function statusOf({ key, follow }: ReadFile, sight: Sight): Status | ReadOutcome {
  try {
    return sight.look(key, follow) ?? { state: 'absent' };
  } catch (error) {
    const code = codeOf(error);
    return isAbsence(code) ? { state: 'absent' } : { state: 'failed', code };
  }
}

function begin(file: ReadFile, index: number, sight: Sight, job: ReadJob): Reading | ReadOutcome {
  const status = statusOf(file, sight);
  if ('state' in status) return status;
  const { stats, link } = status;
  const real = link === undefined ? file.key : sight.real(file.key);
  const secret = isSecretPath(file.key, job.secrets) || isSecretPath(real, job.secrets);
  const part = stats.isSocket()
    ? 'nothing'
    : stats.isFile() && file.maxSize !== null && stats.size > file.maxSize
      ? 'head'
      : 'whole';
  const wanted = file.keep && !secret && stats.size <= job.contentPerFile;
  const digest = stats.isFile() && part === 'whole' ? new StreamDigest(job.hash, wanted, file.prefix) : undefined;
  const path = Buffer.from(nativePath(real));
  return { file, index, status, path, secret, part, digest, member: undefined };
}

/** Runs tar over all whose content is wanted, then over each alone of which the header is enough. */
async function readContents(sudo: Sudo, readings: readonly Reading[]): Promise<ReadonlyMap<string, TarFault>> {
  const faults = new Map<string, TarFault>();
  const whole = readings.filter((each) => each.part === 'whole');
  const groups = [whole, ...readings.filter((each) => each.part === 'head').map((each) => [each])];
  for (const group of groups) {
    if (group.length === 0) continue;
    const headOnly = group[0]?.part === 'head';
    const found = await sudo.read(
      group.map((each) => each.path),
      readerInto(group),
      () => headOnly && group[0]?.member !== undefined,
    );
    for (const [path, fault] of found) faults.set(path, fault);
  }
  return faults;
}

/** Gives each reading its member. What two of them lead to comes twice, in their order. */
function readerInto(readings: readonly Reading[]): Reader {
  const waiting = new Map<string, Reading[]>();
  for (const each of readings) {
    const name = each.path.toString('latin1');
    waiting.set(name, [...(waiting.get(name) ?? []), each]);
  }
  let current: Reading | undefined;
  return {
    member: (member) => {
      current = waiting.get(member.path.toString('latin1'))?.shift();
      if (current !== undefined) current.member = member;
    },
    bytes: (piece) => current?.digest?.add(piece),
  };
}

interface Around {
  readonly before: Sight;
  readonly after: Sight;
  readonly job: ReadJob;
  readonly readAt: number;
  readonly kernel: ReadonlySet<number>;
  readonly faults: ReadonlyMap<string, TarFault>;
  readonly last: boolean;
}

interface Judged {
  readonly outcome: ReadOutcome;
  /** Content to be kept. */
  readonly bytes?: Buffer;
}

function judge(reading: Reading, around: Around): Judged | 'again' {
  const { file, member, digest, part } = reading;
  const { last, readAt } = around;
  const fault = around.faults.get(reading.path.toString('latin1'));
  const status = statusOf(file, around.after);
  if ('state' in status) return { outcome: status };
  const { stats } = status;
  if (stats.isFile() && around.kernel.has(stats.dev)) return { outcome: { state: 'failed', code: 'EPSEUDO' } };
  if (part !== 'nothing' && (member === undefined || !sameKind(member, status))) {
    if (fault?.kind === 'failed' && !isAbsence(fault.code)) return { outcome: { state: 'failed', code: fault.code } };
    // Replaced whenever it is read: nothing can be said of its content.
    return last ? { outcome: { state: 'failed', code: 'EAGAIN' } } : 'again';
  }
  const changed = digest !== undefined && (fault !== undefined || !sameState(member, status));
  if (changed && stats.size < againBelow && !last) return 'again';
  // The bytes that tar put in the place of those that were missing are no content.
  if (fault !== undefined) return { outcome: { state: 'failed', code: 'EAGAIN' } };
  const read = digest?.end();
  const content = contentOf(reading, read, status);
  return {
    outcome: {
      state: 'seen',
      fields: JSON.stringify(
        fieldsFrom(status, read, content, {
          platform: attributesOf(reading),
          linkTarget: around.after.target(file.key),
        }),
      ),
      stamp: changed ? '' : mark(status, readAt),
      held: content === 'kept',
      ...(read === undefined ? {} : { read: { sha256: read.sha256, length: read.length, prefix: read.prefix } }),
    },
    ...(content === 'kept' && read?.bytes !== undefined ? { bytes: read.bytes } : {}),
  };
}

function contentOf({ file, secret, part }: Reading, read: Digest | undefined, { stats }: Status): string {
  if (!stats.isFile()) return 'none';
  if (!file.keep) return 'off';
  if (part === 'head') return 'tooLarge';
  if (secret || (read?.bytes !== undefined && looksSecret(read.bytes))) return 'secret';
  return read?.bytes === undefined ? 'tooLarge' : 'kept';
}

/** tar(1) leaves sockets out, so that nothing can be said of their attributes. */
function attributesOf({ member, secret }: Reading) {
  return attributesFrom(
    (use) => {
      for (const [name, value] of member?.attributes ?? []) use(name, value);
      return member === undefined ? 'unsupported' : 'done';
    },
    () => secret,
  );
}

function sameKind({ kind }: Member, { stats }: Status): boolean {
  if (stats.isFile()) return kind === '0';
  if (stats.isDirectory()) return kind === '5';
  if (stats.isSymbolicLink()) return kind === '2';
  if (stats.isFIFO()) return kind === '6';
  return stats.isBlockDevice() ? kind === '4' : kind === '3';
}

/** Whether a file was, when its first byte was read, what it is after its last. */
const sameState = (member: Member | undefined, { stats }: Status) =>
  member !== undefined &&
  member.size === stats.size &&
  milliseconds(member.modified) === stats.mtimeMs &&
  milliseconds(member.changed) === stats.ctimeMs;
