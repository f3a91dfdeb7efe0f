import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { createMachineCollector } from '../../../electron/engine/collectors/machine/index.ts';
import { fieldDefinitions } from '../../../electron/shared/model/fields.ts';
import { Observer } from '../../support/collect.ts';

it('finds this machine, and the same one again, whatever it does meanwhile', async () => {
  const observer = new Observer(createMachineCollector());
  await observer.look();
  expect(observer.last?.problems).toEqual([]);
  const first = JSON.stringify([...observer.items.values()]);

  const kinds = new Set([...observer.items.values()].map(({ item }) => item.fields.part));
  for (const kind of ['os', 'cpu', 'memory', 'filesystem', 'user']) expect(kinds).toContain(kind);
  expect(observer.fields('os')?.detail).toContain(`Host name: ${hostname()}`);
  expect(observer.fields('filesystem:/')).toBeDefined();
  const passwd = await readFile('/etc/passwd', 'utf8');
  const users = [...observer.items.keys()].filter((key) => key.startsWith('user:'));
  expect(users.length).toBe(passwd.split('\n').filter((line) => /^[^+:-]/.test(line)).length);
  const names = new Set(fieldDefinitions.Machine.map((each) => each.name));
  for (const { item } of observer.items.values()) expect(new Set(Object.keys(item.fields))).toEqual(names);

  // Work that moves loads, clocks, free memory and free space.
  const filled = Buffer.alloc(64 * 1024 * 1024, 1);
  expect(filled.reduce((sum, each) => sum + each, 0)).toBe(filled.length);
  expect(await observer.look({ full: true })).toEqual([]);
  expect(JSON.stringify(observer.last?.observed)).toBe(first);
  expect(await observer.look()).toEqual([]);
  expect(observer.last?.observed).toEqual([]);
});
