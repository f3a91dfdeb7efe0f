import { expect, it } from 'vitest';
import { deriveMachineId } from '../../../electron/engine/query/machine-identity.ts';

const machineId = '0123456789abcdef0123456789abcdef';

it('makes a version 4 UUID that stays the same and does not give the machine id away', () => {
  const id = deriveMachineId(`${machineId}\n`);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(deriveMachineId(machineId)).toBe(id);
  expect(deriveMachineId('1123456789abcdef0123456789abcdef')).not.toBe(id);
  expect(id.replaceAll('-', '')).not.toContain(machineId.slice(0, 8));
});

it('has no id where the system has none', () => {
  expect(deriveMachineId('')).toBe('');
  expect(deriveMachineId('uninitialized\n')).toBe('');
});
