import { appendFile, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { type DpkgRun, dpkgParser, runBegins } from '../../../electron/engine/explain/transactions/debian/dpkg-log.ts';
import { RememberedLog } from '../../../electron/engine/explain/transactions/logs/remembered-log.ts';
import type { LogError } from '../../../electron/engine/explain/transactions/logs/rotations.ts';
import { temporaryFolder } from '../../support/temporary.ts';

let log: string;
/** Lines that were taken from the log so far. */
let taken = 0;
let remembered: RememberedLog<DpkgRun>;
const signal = new AbortController().signal;

beforeEach(() => {
  log = join(temporaryFolder('tidemark-log-'), 'dpkg.log');
  taken = 0;
  remembered = new RememberedLog(log, {
    begins: runBegins,
    parser: () => {
      const parser = dpkgParser();
      return {
        open: parser.open,
        add: (line) => {
          taken += 1;
          return parser.add(line);
        },
      };
    },
  });
});

const run = (day: string, ...names: readonly string[]) =>
  [
    `${day} 10:00:00 startup archives install`,
    ...names.map((name) => `${day} 10:00:01 install ${name}:all <none> 1`),
    '',
  ].join('\n');

/** The packages of each run that the log tells of, the lines that were taken to tell it, and what can't be read. */
async function look(moment = '2026-01-01') {
  const before = taken;
  const faults: LogError[] = [];
  const request = { moment: Date.parse(moment), zone: 'UTC', signal };
  const entries = await remembered.read({ ...request, fault: (error) => faults.push(error) });
  return {
    runs: entries.map(({ name, entry }) => [name.slice(5, 10), ...entry.packages.map((each) => each.name)].join(' ')),
    lines: taken - before,
    faults: faults.map(({ path, code }) => `${path.slice(log.length)} ${code}`),
  };
}

const nothingNew = { lines: 0, faults: [] };

describe('a log that was read', () => {
  it('is not read again as long as nothing is written to it', async () => {
    await writeFile(log, run('2026-03-01', 'one') + run('2026-03-02', 'two'));
    const runs = ['03-01 one', '03-02 two'];
    expect(await look()).toEqual({ runs, lines: 4, faults: [] });
    expect(await look()).toEqual({ runs, ...nothingNew });
    expect(await look('2026-03-20')).toEqual({ runs, ...nothingNew });
  });

  it('is read on from where it ended, in the midst of a run and of a line', async () => {
    await writeFile(log, `${run('2026-03-01', 'one')}2026-03-01 10:00:02 install ha`);
    expect(await look()).toEqual({ runs: ['03-01 one'], lines: 2, faults: [] });
    await appendFile(log, 'lf:all <none> 1\n');
    expect(await look()).toEqual({ runs: ['03-01 one half'], lines: 1, faults: [] });
    await appendFile(log, run('2026-03-02', 'two'));
    expect(await look()).toEqual({ runs: ['03-01 one half', '03-02 two'], lines: 2, faults: [] });
    expect(await look()).toMatchObject(nothingNew);
  });

  it('is known under the name that it is put aside by, and read once more where it is packed', async () => {
    await writeFile(log, run('2026-03-01', 'one'));
    await look();
    await rename(log, `${log}.1`);
    expect(await look()).toEqual({ runs: ['03-01 one'], ...nothingNew });
    await writeFile(log, run('2026-03-02', 'two'));
    expect(await look()).toEqual({ runs: ['03-01 one', '03-02 two'], lines: 2, faults: [] });
    await writeFile(`${log}.2.gz`, gzipSync(await readFile(`${log}.1`)));
    const { atime, mtime } = await stat(`${log}.1`);
    await utimes(`${log}.2.gz`, atime, mtime);
    await rm(`${log}.1`);
    expect(await look()).toEqual({ runs: ['03-01 one', '03-02 two'], lines: 2, faults: [] });
    expect(await look()).toEqual({ runs: ['03-01 one', '03-02 two'], ...nothingNew });
  });

  it('is read anew where it was cut, and where more was written since than before', async () => {
    await writeFile(log, run('2026-03-01', 'one', 'two') + run('2026-03-02', 'three'));
    await look();
    await truncate(log, run('2026-03-01', 'one').length);
    expect(await look()).toEqual({ runs: ['03-01 one'], lines: 2, faults: [] });
    await truncate(log);
    await appendFile(log, run('2026-03-03', 'a', 'b', 'c', 'd', 'e', 'f') + run('2026-03-04', 'g'));
    expect(await look()).toEqual({ runs: ['03-03 a b c d e f', '03-04 g'], lines: 9, faults: [] });
    await truncate(log);
    expect(await look()).toEqual({ runs: [], ...nothingNew });
  });

  it('is read anew where another file is in its place, or other bytes of the same size', async () => {
    await writeFile(log, run('2026-03-01', 'one'));
    await look();
    await writeFile(`${log}.new`, run('2026-03-01', 'two'));
    await rename(`${log}.new`, log);
    expect((await look()).runs).toEqual(['03-01 two']);
    await writeFile(log, run('2026-03-01', 'six'));
    await utimes(log, new Date(), new Date(Date.now() + 5000));
    expect((await look()).runs).toEqual(['03-01 six']);
  });

  it('is read further back once that is asked for, and then remembered so', async () => {
    const days = Array.from({ length: 200 }, (_, day) =>
      new Date(Date.UTC(2026, 0, day + 1)).toISOString().slice(0, 10),
    );
    const many = Array.from({ length: 50 }, (_, at) => `package-of-a-long-name-${at}`);
    await writeFile(log, days.map((day) => run(day, ...many)).join(''));
    const late = await look('2026-07-19T09:00:00Z');
    expect(late.lines).toBeLessThan(100 * 51);
    expect(late.runs.at(-1)).toMatch(/^07-19 /);
    expect((await look('2026-07-19T09:30:00Z')).lines).toBe(0);
    const all = await look('2026-01-01');
    expect(all.runs).toHaveLength(200);
    expect(all.runs.slice(-late.runs.length)).toEqual(late.runs);
    expect(await look('2026-07-19T09:00:00Z')).toEqual({ ...late, ...nothingNew });
  });

  it('that is damaged tells so at each look, and is not read for it', async () => {
    await writeFile(`${log}.1.gz`, gzipSync(run('2026-03-01', 'one')).subarray(0, 30));
    await writeFile(log, run('2026-03-02', 'two'));
    expect((await look()).faults).toEqual(['.1.gz Z_BUF_ERROR']);
    expect(await look()).toEqual({ runs: ['03-02 two'], lines: 0, faults: ['.1.gz Z_BUF_ERROR'] });
    await writeFile(`${log}.1.gz`, gzipSync(run('2026-03-01', 'one')));
    expect(await look()).toEqual({ runs: ['03-01 one', '03-02 two'], lines: 2, faults: [] });
  });

  it('is read anew after a reading that was broken off', async () => {
    await writeFile(log, run('2026-03-01', 'one'));
    await look();
    await appendFile(log, run('2026-03-02', 'two'));
    const request = { moment: 0, zone: 'UTC', fault: () => undefined, signal: AbortSignal.abort(new Error('enough')) };
    await expect(remembered.read(request)).rejects.toThrow('enough');
    expect((await look()).runs).toEqual(['03-01 one', '03-02 two']);
  });

  it('is read once for two who ask at the same time', async () => {
    await writeFile(log, run('2026-03-01', 'one'));
    const [first, second] = await Promise.all([look(), look()]);
    expect(second.runs).toEqual(first.runs);
    expect(taken).toBe(2);
  });
});
