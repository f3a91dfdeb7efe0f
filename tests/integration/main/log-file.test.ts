import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from '../../../electron/main/lifecycle/log-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the log', () => {
  it('holds each line with its time, for its owner alone', () => {
    const log = new LogFile(join(folder, 'tidemark.log'));
    log.write('First.');
    log.write('Second,\nwith two lines.\n');
    const text = readFileSync(join(folder, 'tidemark.log'), 'utf8');
    expect(text).toMatch(/^\d{4}-\S+Z First\.\n\d{4}-\S+Z Second,\n {2}with two lines\.\n$/);
    expect(statSync(join(folder, 'tidemark.log')).mode & 0o777).toBe(0o600);
  });

  it('keeps to its bounds however much is written', () => {
    const log = new LogFile(join(folder, 'tidemark.log'));
    for (let line = 0; line < 1000; line += 1) log.write(`${line} ${'x'.repeat(10_000)}`);
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3 * 1024 * 1024);
    expect(readFileSync(join(folder, 'tidemark.log'), 'utf8')).toContain('Z 999 x');
  });

  it('is no fault of its own where it cannot be written', () => {
    expect(() => new LogFile(join(folder, 'no', 'such', 'folder.log')).write('Lost.')).not.toThrow();
  });
});
