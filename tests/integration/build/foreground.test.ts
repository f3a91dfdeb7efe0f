import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { foreground } from '../../../build/support/foreground.mjs';

const module = new URL('../../../build/support/foreground.mjs', import.meta.url);

/** Says its process id and ends when it is asked to, but not when its parent does. */
const program = `process.on('SIGTERM', () => { console.log('asked'); process.exit(0); });
setInterval(() => {}, 1000);
console.log(process.pid);`;

test('gives the exit status, or the signal as shells have it', async () => {
  expect(await foreground(process.execPath, ['-e', 'process.exitCode = 3'])).toBe(3);
  expect(await foreground(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toBe(128 + 9);
});

test('an npm script whose shell was ended ends its program in order', async () => {
  const script = `import { foreground } from '${module}';
process.exitCode = await foreground(process.execPath, ['-e', ${JSON.stringify(program)}]);`;
  // As npm starts a script, in a shell that stays between the two.
  const shell = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; exit', process.execPath, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const pid = Number((await lines.next()).value);
  try {
    const ended = once(shell, 'exit');
    shell.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(await lines.next()).toEqual({ done: false, value: 'asked' });
    // Its output is closed by the last process that held it.
    expect(await lines.next()).toMatchObject({ done: true });
  } finally {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended, as it should.
    }
  }
});
