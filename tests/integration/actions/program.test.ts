import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { perform } from '../../../electron/engine/alerts/actions/perform.ts';
import { anAction, means, sampleMessage } from '../../support/actions.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A script of the test's own, run by sh itself. */
function script(text: string, over: object = {}) {
  const folder = temporaryFolder();
  const file = join(folder, 'action.sh');
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return { folder, action: anAction('program', { program: file, timeLimit: 5, ...over }) };
}

const alive = (pid: number) => {
  try {
    // A zombie is gone: its parent has only not asked yet.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Waits until processes whose numbers stand in a file are gone. */
async function gone(file: string): Promise<boolean> {
  const pids = readFileSync(file, 'utf8').trim().split('\n').map(Number);
  for (let tries = 0; tries < 100 && pids.some(alive); tries++) await delay(20);
  return pids.length > 0 && !pids.some(alive);
}

describe('a program', () => {
  it('gets its arguments as they are and the alert as JSON on its standard input', async () => {
    const { folder, action } = script('printf "%s\\n" "$@" > "$0.args"; cat > "$0.input"; echo done', {
      arguments: ['two words', '$(touch hacked); `id`', '*', ''],
    });
    expect(await perform(action, sampleMessage(), means())).toEqual({
      kind: 'delivered',
      message: `${action.program} ended with status 0.`,
      output: 'done\n',
    });
    expect(readFileSync(join(folder, 'action.sh.args'), 'utf8')).toBe('two words\n$(touch hacked); `id`\n*\n\n');
    expect(JSON.parse(readFileSync(join(folder, 'action.sh.input'), 'utf8'))).toMatchObject({
      format: 'tidemark.alert.1',
      delivery: sampleMessage().key,
      alert: { summary: '/etc/sudoers was modified' },
    });
  });

  it('gets a small environment: no secret that Tidemark was started with', async () => {
    vi.stubEnv('TIDEMARK_TEST_TOKEN', 'secret');
    vi.stubEnv('LD_PRELOAD', '');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { action } = script('env; pwd');
    const outcome = await perform(action, sampleMessage(), means());
    const output = outcome.kind === 'delivered' ? outcome.output : '';
    const names = output.split('\n').flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(names).toEqual(
      expect.arrayContaining(['PATH', 'TIDEMARK_DELIVERY', 'TIDEMARK_OCCASION', 'TIDEMARK_SEVERITY']),
    );
    expect(names).not.toContain('TIDEMARK_TEST_TOKEN');
    expect(names).not.toContain('LD_PRELOAD');
    expect(output).toMatch(/\n\/\n$/);
  });

  it('that ends with another status failed, and its output of both streams is kept', async () => {
    const { action } = script('echo to one; echo to the other >&2; exit 3');
    expect(await perform(action, sampleMessage(), means())).toEqual({
      kind: 'failed',
      patience: 'day',
      fault: `${action.program} ended with status 3.`,
      output: 'to one\nto the other\n',
    });
  });

  it('that hangs is ended with all that it started', async () => {
    const { folder, action } = script(
      'sleep 600 & echo $! > "$0.pids"; (sleep 600 & echo $! >> "$0.pids"; wait) & wait',
      {
        timeLimit: 1,
      },
    );
    const started = Date.now();
    const outcome = await perform(action, sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'failed', fault: `${action.program} did not end within 1 s and was ended.` });
    expect(Date.now() - started).toBeLessThan(3000);
    expect(await gone(join(folder, 'action.sh.pids'))).toBe(true);
  });

  it('that asks not to be ended is ended all the same', async () => {
    const { action } = script('trap "" TERM HUP INT; while :; do sleep 1; done', { timeLimit: 1 });
    expect(await perform(action, sampleMessage(), means())).toMatchObject({ kind: 'failed' });
  });

  it('leaves nothing of its group behind, and what it left open keeps nobody waiting', async () => {
    const { folder, action } = script('sleep 600 & echo $! > "$0.pids"; echo out');
    const started = Date.now();
    expect(await perform(action, sampleMessage(), means())).toMatchObject({ kind: 'delivered', output: 'out\n' });
    expect(Date.now() - started).toBeLessThan(3000);
    expect(await gone(join(folder, 'action.sh.pids'))).toBe(true);
  });

  it('that floods its output is read to the end, and the beginning kept', async () => {
    const { action } = script('head -c 50000000 /dev/zero | tr "\\0" x; head -c 50000000 /dev/zero | tr "\\0" y >&2');
    const outcome = await perform(action, sampleMessage(), means());
    expect(outcome).toMatchObject({ kind: 'delivered', output: 'x'.repeat(2048) + 'y'.repeat(2048) });
  });

  it('that reads nothing of a large alert does not hang it', async () => {
    const rows = Array.from({ length: 20 }, () => ({ Name: 'x'.repeat(100_000) }));
    for (const text of ['exec 0<&-; exit 0', 'sleep 0.2']) {
      expect(await perform(script(text).action, sampleMessage({ rows }), means())).toMatchObject({ kind: 'delivered' });
    }
  });

  it('that can’t be started is said to be, in words', async () => {
    const missing = anAction('program', { program: '/nonexistent/program' });
    expect(await perform(missing, sampleMessage(), means())).toMatchObject({
      kind: 'failed',
      patience: 'hour',
      fault: expect.stringContaining('there is no such file or directory'),
    });
    const relative = anAction('program', { program: 'sh' });
    expect(await perform(relative, sampleMessage(), means())).toMatchObject({
      fault: expect.stringContaining('no absolute path'),
    });
    const file = join(temporaryFolder(), 'no-program');
    writeFileSync(file, 'text', { mode: 0o644 });
    expect(existsSync(file)).toBe(true);
    expect(await perform(anAction('program', { program: file }), sampleMessage(), means())).toMatchObject({
      fault: expect.stringContaining('this account may not'),
    });
  });

  it('is ended where Tidemark closes', async () => {
    const { action } = script('sleep 600', { timeLimit: 600 });
    const closing = new AbortController();
    const running = perform(action, sampleMessage(), means({}, { signal: closing.signal }));
    setTimeout(() => closing.abort(), 100);
    expect(await running).toMatchObject({ kind: 'failed', fault: expect.stringContaining('Tidemark closes') });
  });
});
