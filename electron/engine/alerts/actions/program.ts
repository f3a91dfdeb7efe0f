import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';
import type { Action } from '../../../shared/model/action.ts';
import { type Message, messageJson } from './message.ts';
import { failed, type Outcome, outputKept, reason } from './outcome.ts';

export type ProgramAction = Extract<Action, { readonly kind: 'program' }>;

/**
 * What a program is given of Tidemark's own environment: where its account and its session are, and its language.
 * Nothing else, so that no secret that Tidemark was started with gets to it.
 */
const passedOn = [
  ...['HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'],
  ...['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['SystemRoot', 'SystemDrive', 'windir', 'TEMP', 'TMP', 'USERPROFILE', 'USERNAME', 'APPDATA', 'LOCALAPPDATA'],
  ...['ProgramData', 'ProgramFiles', 'COMSPEC', 'PATHEXT'],
];
const searchPath =
  process.platform === 'win32'
    ? `${process.env.SystemRoot}\\System32;${process.env.SystemRoot}`
    : '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** How long output may lag behind the end of the program (milliseconds), while something it started still holds it. */
const outputAwaited = 500;

/** Runs a program with an alert on its standard input, and ends it, with all that it started, at its time limit. */
export async function deliverToProgram(
  { program, arguments: list, timeLimit }: ProgramAction,
  message: Message,
  { signal }: { readonly signal: AbortSignal },
): Promise<Outcome> {
  if (!isAbsolute(program)) return failed(`${program} is no absolute path. Enter the whole path.`, '', 'hour');
  const env = Object.fromEntries(passedOn.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  let child: ChildProcess;
  try {
    child = spawn(program, [...list], {
      cwd: process.platform === 'win32' ? (process.env.SystemRoot ?? 'C:\\') : '/',
      env: {
        ...env,
        PATH: searchPath,
        TIDEMARK_DELIVERY: message.key,
        TIDEMARK_OCCASION: message.occasion,
        TIDEMARK_SEVERITY: message.alert.severity,
      },
      // A group of its own, so that all of it can be ended.
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  } catch (thrown) {
    return failed(`${program} can’t be started: ${reason(thrown)}.`, '', 'hour');
  }
  return await run(child, program, timeLimit, `${JSON.stringify(messageJson(message))}\n`, signal);
}

function run(child: ChildProcess, program: string, limit: number, input: string, signal: AbortSignal) {
  return new Promise<Outcome>((resolve) => {
    const output = [kept(child.stdout), kept(child.stderr)];
    let cutShort: string | undefined;
    const stop = (why: string) => {
      cutShort = why;
      endGroup(child);
    };
    const timer = setTimeout(() => stop(`did not end within ${limit} s and was ended`), limit * 1000);
    const abort = () => stop('was ended, since Tidemark closes');
    signal.addEventListener('abort', abort, { once: true });

    let over = false;
    const finish = (outcome: (said: string) => Outcome) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      const said = output.map((read) => read()).join('');
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
      resolve(outcome(said));
    };
    child.once('error', (error) => finish(() => failed(`${program} can’t be started: ${reason(error)}.`, '', 'hour')));
    child.once('exit', (status, by) => {
      // What it left running belongs to it: a program that wants to stay behind makes itself a session of its own.
      endGroup(child);
      const done = () => finish((said) => verdict(program, status, by, cutShort, said));
      child.once('close', done);
      setTimeout(done, outputAwaited);
    });
    // One that reads nothing, or ends before it has read all, is no fault.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    if (signal.aborted) abort();
  });
}

function verdict(
  program: string,
  status: number | null,
  by: NodeJS.Signals | null,
  cutShort: string | undefined,
  said: string,
): Outcome {
  if (cutShort !== undefined) return failed(`${program} ${cutShort}.`, said);
  if (status === 0) return { kind: 'delivered', message: `${program} ended with status 0.`, output: said };
  return failed(`${program} ended ${status === null ? `by ${by}` : `with status ${status}`}.`, said);
}

/** Reads a stream to its end, so that nobody waits for its reader, and keeps its beginning. */
function kept(stream: Readable | null): () => string {
  const pieces: Buffer[] = [];
  let size = 0;
  stream?.on('data', (piece: Buffer) => {
    if (size >= outputKept / 2) return;
    pieces.push(piece);
    size += piece.length;
  });
  stream?.on('error', () => undefined);
  return () =>
    Buffer.concat(pieces)
      .subarray(0, outputKept / 2)
      .toString('utf8');
}

/** Ends a program and all of its group; nothing where nothing of it is left. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    execFile('taskkill', ['/T', '/F', '/PID', String(pid)], { timeout: 10_000, windowsHide: true }, () => undefined);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: all of it has ended already.
  }
}
