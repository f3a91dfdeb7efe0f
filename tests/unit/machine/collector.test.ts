import { describe, expect, it } from 'vitest';
import { createMachineCollector } from '../../../electron/engine/collectors/machine/index.ts';
import type { Part } from '../../../electron/engine/collectors/machine/part.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { Observer } from '../../support/collect.ts';

const cpu: Part = {
  key: 'cpu',
  name: 'Processor',
  summary: 'A fast one',
  detail: [
    ['Cores', 4],
    ['Socket', ''],
  ],
};
const disk: Part = { key: 'disk:S1', name: 'S1', summary: 'A disk', detail: [] };

/** A machine whose answers a test sets. */
function machine() {
  let answer: () => Promise<readonly Part[] | 'unsupported'> = async () => [cpu];
  const collector = createMachineCollector({
    timeLimit: 50,
    sources: [
      { id: 'cpu', read: () => answer() },
      { id: 'disk', read: async () => [disk] },
    ],
  });
  return {
    collector,
    observer: new Observer(collector),
    answers: (given: typeof answer) => {
      answer = given;
    },
  };
}

describe('the machine collector', () => {
  it('makes an item of each part, without blank details', async () => {
    const { observer } = machine();
    await observer.look();
    expect(observer.items.get('cpu')?.item).toEqual({
      type: 'Machine',
      key: 'cpu',
      name: 'Processor',
      fields: { part: 'cpu', summary: 'A fast one', detail: 'Cores: 4' },
    });
    expect(observer.fields('disk:S1')).toMatchObject({ part: 'disk' });
    expect(await observer.look()).toEqual([]);
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('no tool'))],
    ['hangs', () => new Promise<never>(() => undefined)],
    ['tells nothing', async () => [{ ...cpu, summary: '' }]],
  ])('removes nothing when a part %s, names it and goes on', async (_, answer) => {
    const { observer, answers } = machine();
    await observer.look();
    answers(answer);
    expect(await observer.look()).toEqual([]);
    expect(observer.last?.sources).toEqual([
      { id: 'cpu', state: 'unreadable' },
      { id: 'disk', state: 'collected' },
    ]);
    expect(observer.last?.problems).toMatchObject([{ kind: 'unreadable', subject: 'cpu' }]);
  });

  it('sees a part change, go, and a kind that this system does not have', async () => {
    const { observer, answers } = machine();
    await observer.look();
    answers(async () => [{ ...cpu, detail: [['Cores', 8]] }]);
    expect(await observer.look()).toEqual([{ key: 'cpu', what: 'Modified', fields: ['detail'] }]);
    answers(async () => 'unsupported');
    expect(await observer.look()).toEqual([]);
    answers(async () => []);
    expect(await observer.look()).toEqual([{ key: 'cpu', what: 'Removed', fields: [] }]);
  });

  it('takes a part that never told anything for none', async () => {
    const { observer, answers } = machine();
    answers(async () => [{ ...cpu, summary: '' }]);
    await observer.look();
    expect([...observer.items.keys()]).toEqual(['disk:S1']);
    expect(observer.last?.problems).toEqual([]);
  });

  it('is asked for by its setting', () => {
    const { collector } = machine();
    expect(collector.enabled(settingsSchema.parse({}))).toBe(true);
    expect(collector.enabled(settingsSchema.parse({ tracking: { machine: { enabled: false } } }))).toBe(false);
  });
});
