import { expect, it } from 'vitest';
import {
  copiesName,
  isCopy,
  keyOf,
  oneOfCopies,
  serviceItem,
} from '../../../electron/engine/collectors/services/items.ts';
import type { ServiceDetails } from '../../../electron/engine/collectors/services/manager.ts';
import type { ServiceStatus } from '../../../electron/engine/collectors/services/structures.ts';
import {
  isPending,
  kindWord,
  programOf,
  recoveryLines,
  startupWord,
  stateWord,
  triggerLine,
} from '../../../electron/engine/collectors/services/words.ts';

const status: ServiceStatus = { name: 'W32Time', displayName: 'Windows Time', type: 0x20, state: 4, processId: 1184 };
const details: ServiceDetails = {
  config: {
    type: 0x20,
    startType: 2,
    command: 'C:\\Windows\\system32\\svchost.exe -k LocalService',
    dependencies: ['RpcSs', '+Base'],
    account: 'NT AUTHORITY\\LocalService',
    displayName: 'Windows Time',
  },
  description: 'Keeps time.',
  delayed: true,
  triggers: [{ type: 3, action: 1, subtype: '{1ce20aba-9851-4421-9430-1ddeb766e809}', data: [] }],
  recovery: { resetAfter: 86_400, rebootMessage: null, command: null, actions: [{ type: 1, delay: 60_000 }] },
};

it('makes an item of a service', () => {
  expect(serviceItem(status, details)).toEqual({
    type: 'WindowsServices',
    key: 'w32time',
    name: 'W32Time',
    fields: {
      displayName: 'Windows Time',
      state: 'Running',
      startup: 'Auto',
      delayed: true,
      triggers: 'Start: domain joined',
      command: 'C:\\Windows\\system32\\svchost.exe -k LocalService',
      account: 'NT AUTHORITY\\LocalService',
      dependencies: 'RpcSs\n+Base',
      recovery: 'Restart the service after 60 s\nCounted anew after 86400 s',
      controller: 'C:\\Windows\\system32\\svchost.exe',
      kind: 'Shared process',
      description: 'Keeps time.',
      processId: 1184,
    },
  });
});

it('tells what a service does not have from what this Windows does not know', () => {
  const { fields: none } = serviceItem(
    { ...status, processId: 0 },
    { ...details, triggers: [], recovery: { ...noRecovery } },
  );
  expect([none.triggers, none.recovery, none.processId]).toEqual([null, null, null]);
  const { triggers: _, recovery: __, ...known } = details;
  const { fields: old } = serviceItem(status, { ...known, triggers: undefined, recovery: undefined });
  expect([old.triggers, old.recovery]).toEqual(['unsupported', 'unsupported']);
});

const noRecovery = { resetAfter: 0, rebootMessage: null, command: null, actions: [] };

it('gives the copies for users one name, whatever session they are of', () => {
  const copy = (name: string, state: number): ServiceStatus => ({ ...status, name, state, type: 0xe0 });
  expect(copiesName('CDPUserSvc_3a2f1')).toBe('CDPUserSvc_*');
  expect(copiesName('My_Service')).toBe('My_Service');
  const kept = oneOfCopies([copy('CDPUserSvc_1a2', 1), copy('CDPUserSvc_9f8', 4), copy('OneSyncSvc_9f8', 1)]);
  expect(kept.map((each) => each.name)).toEqual(['CDPUserSvc_9f8', 'OneSyncSvc_9f8']);
  const item = serviceItem(copy('CDPUserSvc_9f8', 4), {
    ...details,
    config: { ...details.config, type: 0xe0, displayName: 'Connected Devices_9f8' },
  });
  expect(item).toMatchObject({
    key: 'cdpusersvc_*',
    name: 'CDPUserSvc_*',
    fields: { displayName: 'Connected Devices_*', kind: 'Shared process, for one user' },
  });
  // The service that they are copies of lasts.
  expect([0x60, 0xe0, 0x20].map((type) => isCopy({ type }))).toEqual([false, true, false]);
});

it('knows names in any case', () => {
  expect(keyOf('SPOOLER')).toBe(keyOf('Spooler'));
});

it('says states, start-ups and kinds in words', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 9].map(stateWord)).toEqual([
    ...['Stopped', 'StartPending', 'StopPending', 'Running', 'ContinuePending', 'PausePending', 'Paused'],
    'State 9',
  ]);
  expect([1, 2, 3, 4, 5, 6, 7].filter(isPending)).toEqual([2, 3, 5, 6]);
  expect([0, 1, 2, 3, 4, 7].map(startupWord)).toEqual(['Boot', 'System', 'Auto', 'Manual', 'Disabled', 'Start 7']);
  expect([0x1, 0x2, 0x10, 0x110, 0x50, 0xd0, 0x400].map(kindWord)).toEqual([
    'Kernel driver',
    'File system driver',
    'Own process',
    'Own process, interactive',
    'Own process, template for users',
    'Own process, for one user',
    'Type 1024',
  ]);
});

it('says triggers in a line', () => {
  const device = { type: 1, action: 1, subtype: '{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}', data: ['USB\\Class_FF'] };
  expect(triggerLine(device)).toBe('Start: device {53f5630d-b6bf-11d0-94f2-00a0c91efb8b} USB\\Class_FF');
  expect(
    triggerLine({ type: 4, action: 2, subtype: '{a144ed38-8e12-4de4-9d96-e64740b1a524}', data: ['445, TCP'] }),
  ).toBe('Stop: firewall port closed 445, TCP');
  expect(triggerLine({ type: 99, action: 7, subtype: null, data: [] })).toBe('Action 7: type 99');
});

it('says what is done at a failure, and nothing where nothing is', () => {
  const actions = [
    { type: 3, delay: 1500 },
    { type: 2, delay: 0 },
    { type: 0, delay: 0 },
  ];
  const told = recoveryLines({
    actions,
    command: 'C:\\repair.exe',
    rebootMessage: 'Back soon',
    resetAfter: 0xffffffff,
  });
  expect(told?.split('\n')).toEqual([
    'Run C:\\repair.exe after 1.5 s',
    'Restart Windows after 0 s',
    'Nothing after 0 s',
    'Message before a restart of Windows: Back soon',
    'Never counted anew',
  ]);
  expect(recoveryLines({ ...noRecovery, actions: [{ type: 0, delay: 0 }] })).toBeNull();
});

it('finds the program of a command', () => {
  const commands = [
    '"C:\\Program Files\\A\\a.exe" -k x',
    'C:\\Program Files\\A b\\a.EXE /s',
    'C:\\Windows\\system32\\svchost.exe -k netsvcs',
    '\\SystemRoot\\System32\\drivers\\tcpip.sys',
    'C:\\a.exe.dir\\b.exe',
    'agent --run',
    null,
  ];
  expect(commands.map(programOf)).toEqual([
    'C:\\Program Files\\A\\a.exe',
    'C:\\Program Files\\A b\\a.EXE',
    'C:\\Windows\\system32\\svchost.exe',
    '\\SystemRoot\\System32\\drivers\\tcpip.sys',
    'C:\\a.exe.dir\\b.exe',
    'agent',
    null,
  ]);
});
