import { expect, it } from 'vitest';
import {
  readConfig,
  readDelayed,
  readDescription,
  readRecovery,
  readStatuses,
  readTriggers,
} from '../../../electron/engine/collectors/services/structures.ts';
import { Filled } from '../../../electron/engine/collectors/win32/pointed.ts';
import { filled, text, texts, to, uint32 } from '../../support/filled.ts';

/** SERVICE_STATUS_PROCESS: type, state, what it accepts, two exit codes, two of its progress, the process, flags. */
const status = (type: number, state: number, process: number) => [type, state, 0, 0, 0, 0, 0, process, 0].map(uint32);

it('reads the list of services', () => {
  const answer = filled(
    [
      ...[text('Spooler'), text('Print Spooler'), ...status(0x110, 4, 2480), uint32(0)],
      ...[text('W32Time'), to(null), ...status(0x20, 1, 0), uint32(0)],
    ],
    512,
  );
  expect(readStatuses(answer, 2)).toEqual([
    { name: 'Spooler', displayName: 'Print Spooler', type: 0x110, state: 4, processId: 2480 },
    { name: 'W32Time', displayName: 'W32Time', type: 0x20, state: 1, processId: 0 },
  ]);
});

it('reads how a service is configured', () => {
  const answer = filled(
    [
      ...[0x10, 2, 1].map(uint32),
      text('"C:\\Program Files\\A\\a.exe" -k'),
      text('Network'),
      uint32(0),
      texts('RpcSs', '+Base'),
      text('NT AUTHORITY\\LocalService'),
      text('A service'),
    ],
    512,
  );
  expect(readConfig(answer)).toEqual({
    type: 0x10,
    startType: 2,
    command: '"C:\\Program Files\\A\\a.exe" -k',
    dependencies: ['RpcSs', '+Base'],
    account: 'NT AUTHORITY\\LocalService',
    displayName: 'A service',
  });
});

it('tells what a service lacks as none', () => {
  const none = [to(null), to(null), uint32(0), to(null), to(null), to(null)];
  expect(readConfig(filled([...[0x1, 0, 1].map(uint32), ...none], 64))).toMatchObject({
    command: null,
    dependencies: [],
    account: null,
  });
  expect(
    readConfig(filled([...[0x10, 3, 1].map(uint32), ...none.slice(0, 3), texts(), to(null), to(null)], 80)),
  ).toMatchObject({
    dependencies: [],
  });
  expect(readDescription(filled([to(null)], 16))).toBeNull();
  expect(readDescription(filled([text('Keeps time.')], 64))).toBe('Keeps time.');
});

it('reads the delayed start', () => {
  expect([0, 1].map((flag) => readDelayed(filled([uint32(flag)], 8)))).toEqual([false, true]);
});

it('reads triggers with their data', () => {
  const joined = Buffer.from('ba0ae21c519821449430 1ddeb766e809'.replaceAll(' ', ''), 'hex');
  const device = Buffer.from('530bf553b67011d094f200a0c91efb8b', 'hex');
  const ids = Buffer.from('USB\\Class_FF\0USB\\Class_FE\0\0', 'utf16le');
  const item = (type: number, bytes: Buffer) => [uint32(type), uint32(bytes.length), to(bytes)];
  const answer = filled(
    [
      uint32(2),
      to([
        ...[uint32(3), uint32(1), to(joined), uint32(0), to(null)],
        ...[uint32(1), uint32(2), to(device), uint32(2)],
        to([...item(2, ids), ...item(1, Buffer.from([1, 2, 255]))]),
      ]),
      to(null),
    ],
    512,
  );
  expect(readTriggers(answer)).toEqual([
    { type: 3, action: 1, subtype: '{1ce20aba-9851-4421-9430-1ddeb766e809}', data: [] },
    {
      type: 1,
      action: 2,
      subtype: '{53f50b53-70b6-d011-94f2-00a0c91efb8b}',
      data: ['USB\\Class_FF, USB\\Class_FE', '0102ff'],
    },
  ]);
  expect(readTriggers(filled([uint32(0), to(null), to(null)], 24))).toEqual([]);
});

it('reads what is done at a failure', () => {
  const actions = [1, 60_000, 3, 0].map(uint32);
  const answer = filled([uint32(86_400), to(null), text('C:\\repair.exe'), uint32(2), to(actions)], 256);
  expect(readRecovery(answer)).toEqual({
    resetAfter: 86_400,
    rebootMessage: null,
    command: 'C:\\repair.exe',
    actions: [
      { type: 1, delay: 60_000 },
      { type: 3, delay: 0 },
    ],
  });
});

it('refuses an address or a length that leads out of the answer', () => {
  const outside = Buffer.alloc(16);
  outside.writeBigUInt64LE(0x1000n, 0);
  expect(() => new Filled(outside, 0x2000n).text(0)).toThrow(RangeError);
  outside.writeBigUInt64LE(0x2010n, 0);
  expect(() => new Filled(outside, 0x2000n).text(0)).toThrow(RangeError);
  expect(() => new Filled(outside, 0x2000n).slice(8, 9)).toThrow(RangeError);
  // A text that nothing ends is told as far as it goes.
  const endless = Buffer.concat([Buffer.alloc(8), Buffer.from('abcd', 'utf16le')]);
  endless.writeBigUInt64LE(0x2008n, 0);
  expect(new Filled(endless, 0x2000n).text(0)).toBe('abcd');
});
