import { expect, it } from 'vitest';
import { writeLocks } from '../../electron/engine/file-locks.ts';

it('finds the inodes that are locked for writing, and not those that are only waited for', () => {
  const locks = [
    '1: POSIX  ADVISORY  WRITE 29895 fe:00:402116 0 EOF',
    '1: -> POSIX  ADVISORY  WRITE 30000 fe:00:999 0 EOF',
    '2: FLOCK  ADVISORY  WRITE 30112 fe:00:15089665 0 EOF',
    '3: POSIX  ADVISORY  READ 29113 fe:00:7 0 EOF',
    '4: OFDLCK ADVISORY  WRITE -1 00:1f:8 0 EOF',
    '',
  ].join('\n');
  expect([...writeLocks(locks, 'any').keys()]).toEqual(['402116', '15089665', '8']);
  expect(writeLocks(locks)).toEqual(
    new Map([
      ['402116', new Set([0xfe00])],
      ['8', new Set([0x1f])],
    ]),
  );
  expect(writeLocks('').size).toBe(0);
});
