import { expect, test } from 'vitest';
import { streamTool } from '../../../electron/engine/stream-tool.ts';

const environment = { PATH: '/usr/bin:/bin' };

/** Runs a program of this Node, and gathers what it writes. */
async function run(program: string, options: Partial<Parameters<typeof streamTool>[2]> = {}) {
  const pieces: Buffer[] = [];
  const result = await streamTool(process.execPath, ['-e', program], {
    input: Buffer.alloc(0),
    patience: 30_000,
    environment,
    signal: new AbortController().signal,
    output: (piece) => {
      pieces.push(piece);
      return 'more';
    },
    ...options,
  });
  return { result, output: Buffer.concat(pieces) };
}

test('what goes in comes out, however much, and the status is told', async () => {
  const input = Buffer.alloc(5 * 1024 * 1024 + 3, 'some bytes \0 and more');
  const { result, output } = await run(
    "process.stdin.pipe(process.stdout); process.on('exit', () => { process.exitCode = 3 })",
    { input },
  );
  expect(output.equals(input)).toBe(true);
  expect(result).toMatchObject({ kind: 'ended', status: 3 });
});

test('nothing of these surroundings reaches it, and it has no terminal', async () => {
  const { output } = await run(
    "let tty = 'none'; try { require('fs').openSync('/dev/tty'); tty = 'one' } catch {} console.log(JSON.stringify({ ...process.env, tty }))",
  );
  expect(JSON.parse(output.toString())).toEqual({ ...environment, tty: 'none' });
});

test('one that falls silent is given up, even if it takes no signal', async () => {
  const { result, output } = await run(
    "process.on('SIGTERM', () => {}); process.stdout.write('begun'); setInterval(() => {}, 1000)",
    { patience: 1000 },
  );
  expect(result).toMatchObject({ kind: 'timedOut' });
  expect(output.toString()).toBe('begun');
  // One of this account can be ended, and is.
  if (result.kind === 'timedOut') await result.over;
});

test('one that closes its output and stays is given up too', async () => {
  const { result } = await run("require('fs').closeSync(1); require('fs').closeSync(2); setInterval(() => {}, 1000)", {
    patience: 1000,
  });
  expect(result).toMatchObject({ kind: 'timedOut' });
});

test('one that writes again and again is not given up', async () => {
  const { result } = await run(
    "let n = 0; const t = setInterval(() => { process.stdout.write('.'); if (++n === 8) clearInterval(t) }, 250)",
    { patience: 1500 },
  );
  expect(result).toMatchObject({ kind: 'ended', status: 0 });
});

test('it ends with the collection, and as soon as its output is enough', async () => {
  const endless = "const more = () => process.stdout.write('x'.repeat(65536), more); more()";
  const controller = new AbortController();
  const reason = new Error('given up');
  const output = () => {
    controller.abort(reason);
    return 'more' as const;
  };
  await expect(run(endless, { signal: controller.signal, output })).rejects.toBe(reason);
  expect((await run(endless, { output: () => 'enough' })).result).toEqual({ kind: 'enough' });
  const broken = new Error('not what was expected');
  const failing = () => {
    throw broken;
  };
  await expect(run(endless, { output: failing })).rejects.toBe(broken);
});

test('words on standard error are kept, up to a limit; a program that is not there is told', async () => {
  const { result } = await run("process.stderr.write('e'.repeat(1e6)); process.exitCode = 1");
  expect(result).toMatchObject({ kind: 'ended', status: 1, whole: false });
  expect(result.kind === 'ended' && result.errors.length).toBe(256 * 1024);
  const options = { input: Buffer.alloc(0), patience: 1000, environment, signal: new AbortController().signal };
  const absent = await streamTool('/nowhere/at/all', [], { ...options, output: () => 'more' });
  expect(absent).toEqual({ kind: 'notStarted', code: 'ENOENT' });
});
