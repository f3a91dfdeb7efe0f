import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultOf, runTool } from '../../../electron/engine/collectors/run-tool.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const limits = { timeLimit: 20_000, outputLimit: 10_000, signal: new AbortController().signal };
const shell = (script: string, options: Partial<Parameters<typeof runTool>[2]> = {}) =>
  runTool('sh', ['-c', script], { ...limits, ...options });

describe('a tool of a collector', () => {
  it('gets its arguments as they are, no input, the C locale and the usual path', async () => {
    const result = await runTool('printf', ['%s|', 'a b', '$HOME', '; id'], limits);
    expect(result).toEqual({ kind: 'done', output: Buffer.from('a b|$HOME|; id|'), errors: '' });
    const told = await shell('cat; echo "$LC_ALL $LANGUAGE $PATH $(printenv HOME || echo none) $EXTRA"', {
      environment: { EXTRA: 'more' },
    });
    expect(told.kind === 'done' && told.output.toString()).toBe(
      'C.UTF-8 C /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin none more\n',
    );
  });

  it('tells how it ended', async () => {
    const failed = await shell('echo out; echo why >&2; exit 3');
    expect(failed).toEqual({ kind: 'failed', status: 3, output: Buffer.from('out\n'), errors: 'why' });
    const results = [
      failed,
      await shell('kill -TERM $$'),
      await shell('yes'),
      await shell('sleep 30', { timeLimit: 100 }),
      await runTool('tidemark-no-such-tool', [], limits),
      await runTool('/etc/passwd', [], limits),
    ];
    expect(results.map((result) => result.kind !== 'done' && faultOf('it', result))).toEqual([
      'it ended with status 3 (why)',
      'it was ended by a signal',
      'it printed more than is read of it',
      'it did not end in time',
      'it is not installed',
      'it could not be started (EACCES)',
    ]);
  });

  it('is given up after its time in all, however busily it writes', async () => {
    expect(await shell('while :; do echo; sleep 0.02; done', { timeLimit: 300 })).toEqual({ kind: 'timedOut' });
  });

  it.each(['told to stop', 'out of time'])('is killed with what it started when it is %s', async (why) => {
    const pids = join(temporaryFolder(), 'pids');
    const stop = new AbortController();
    const script = `sleep 600 & echo $! $$ > ${pids}.new; mv ${pids}.new ${pids}; wait`;
    const running = shell(script, { signal: stop.signal, timeLimit: why === 'out of time' ? 1000 : 20_000 });
    const given = running.then(
      (result) => result.kind,
      (error: Error) => error.message,
    );
    await expect.poll(() => readFile(pids, 'utf8').catch(() => '')).not.toBe('');
    if (why === 'told to stop') stop.abort(new Error('stopped'));
    expect(await given).toBe(why === 'told to stop' ? 'stopped' : 'timedOut');
    const started = (await readFile(pids, 'utf8')).trim().split(' ').map(Number);
    expect(started).toHaveLength(2);
    for (const pid of started) await expect.poll(() => isRunning(pid)).toBe(false);
  });
});

/** Whether there is such a process; one that ended and waits to be asked for its status is none. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
