import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const timeLimit = 60_000;

let built: Promise<string> | undefined;

/** The command line as the build makes it, brought up to date once a process. */
export function builtCli(): Promise<string> {
  // What `npm run tidemark` runs: it bundles first where sources are newer.
  built ??= promisify(execFile)(process.execPath, [resolve(root, 'build/tidemark.mjs'), '--help'], {
    timeout: 3 * timeLimit,
  }).then(() => resolve(root, 'out/main/cli.js'));
  return built;
}

/** How a command ended: with its exit status, or by a signal. */
export interface Ran {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** An open file that takes its standard output. */
  readonly stdout?: number;
  /** Runs it as this account. */
  readonly uid?: number;
}

/** Starts the command line and does not wait for it. */
export async function start(argv: readonly string[], { env, cwd, stdout, uid }: RunOptions): Promise<ChildProcess> {
  return spawn(process.execPath, [await builtCli(), ...argv], {
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
  });
}

/** How another program starts the command line. */
export interface Starter {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: Pick<SpawnOptions, 'cwd' | 'env'>;
}

/** Starts the command line through another program. */
export async function started(
  argv: readonly string[],
  by: (program: string, args: readonly string[]) => Starter,
): Promise<ChildProcess> {
  const { program, args, options } = by(process.execPath, [await builtCli(), ...argv]);
  return spawn(program, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * Runs one command on a terminal of its own (script(1)), where a person answers its question.
 * All that the terminal showed is in `stdout`.
 */
export async function answered(argv: readonly string[], answer: string): Promise<Ran> {
  const quoted = [process.execPath, await builtCli(), ...argv].map((each) => `'${each.replaceAll("'", "'\\''")}'`);
  const child = spawn('script', ['--quiet', '--return', '--command', quoted.join(' '), '/dev/null'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeLimit,
    killSignal: 'SIGKILL',
  });
  let shown = '';
  child.stdout.on('data', (data: Buffer) => {
    const asked = shown.includes('[y/N]');
    shown += data.toString('utf8');
    if (!asked && shown.includes('[y/N]')) child.stdin.write(`${answer}\n`);
  });
  return await ended(child);
}

/** Resolves with how a process ended, and what it said. */
export function ended(child: ChildProcess): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (status, signal) => done({ status, signal, stdout, stderr }));
  });
}

/** Runs one command to its end. */
export async function tidemark(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = await start(argv, options);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeLimit);
  try {
    return await ended(child);
  } finally {
    clearTimeout(timer);
  }
}
