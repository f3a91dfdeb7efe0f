import { describe, expect, it } from 'vitest';
import { runTool } from '../../support/run-tool.ts';

const limits = { timeLimit: 20_000, outputLimit: 10_000 };

describe('runTool', () => {
  it('gives the output, in the C locale, of arguments taken as they are', async () => {
    const result = await runTool('printf', ['%s|', 'a b', '$HOME', '; id'], limits);
    expect(result).toEqual({ kind: 'done', output: 'a b|$HOME|; id|', errors: '' });
    const locale = await runTool('printenv', ['LC_ALL'], { ...limits, environment: { LC_ALL: 'de_DE.UTF-8' } });
    expect(locale).toMatchObject({ output: 'C\n' });
  });

  it('tells its failures apart', async () => {
    expect(await runTool('tidemark-no-such-tool', [], limits)).toEqual({ kind: 'notInstalled' });
    expect(await runTool('/etc/passwd', [], limits)).toEqual({ kind: 'notAllowed' });
    expect(await runTool('sh', ['-c', 'echo out; echo why >&2; exit 3'], limits)).toEqual({
      kind: 'exited',
      status: 3,
      signal: null,
      output: 'out\n',
      errors: 'why\n',
    });
    expect(await runTool('sh', ['-c', 'kill -TERM $$'], limits)).toMatchObject({ kind: 'exited', signal: 'SIGTERM' });
    expect(await runTool('yes', [], limits)).toEqual({ kind: 'tooMuchOutput' });
  });

  it('ends a tool that hangs, also when something it started holds its output open', async () => {
    const result = await runTool('sh', ['-c', 'sleep 30 & sleep 30'], { ...limits, timeLimit: 100 });
    expect(result).toEqual({ kind: 'timedOut' });
  });

  it('ends a tool when it is told to', async () => {
    const controller = new AbortController();
    const running = runTool('sleep', ['30'], { ...limits, signal: controller.signal });
    controller.abort();
    expect(await running).toEqual({ kind: 'aborted' });
    expect(await runTool('sleep', ['30'], { ...limits, signal: controller.signal })).toEqual({ kind: 'aborted' });
  });

  it('gives no standard input that could be waited for', async () => {
    expect(await runTool('cat', [], limits)).toEqual({ kind: 'done', output: '', errors: '' });
  });
});
