import { expect, it } from 'vitest';
import { z } from 'zod';
import { onMachine } from '../support/machine/suite.ts';
import { Tidemark } from '../support/machine/tidemark.ts';

const types = ['Files', 'Software', 'Daemons', 'Machine'] as const;
const statusSchema = z.object({
  engine: z.object({ pid: z.number() }).nullable(),
  problems: z.array(z.unknown()),
  types: z.array(z.object({ type: z.string(), items: z.number() })),
});

onMachine('A quiet whole machine', (booted) => {
  it('gives no change and no problem in three collections that read everything again', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    await tidemark.run('collect');
    for (let time = 0; time < 3; time += 1) await tidemark.run('collect', ...types, '--full');

    expect(await tidemark.changes()).toEqual([]);
    const status = statusSchema.parse(JSON.parse(await tidemark.run('status', '--json')));
    expect(status.problems).toEqual([]);
    for (const type of types) {
      expect([type, status.types.find((each) => each.type === type)?.items ?? 0]).not.toEqual([type, 0]);
      expect((await tidemark.inventory(type)).length).toBe(status.types.find((each) => each.type === type)?.items);
    }
  });

  it('refuses a second owner, naming the first, and lets readers in', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const watching = await tidemark.watch();
    const { engine } = statusSchema.parse(JSON.parse(await tidemark.run('status', '--json')));
    // The number that is named is the running process's.
    expect(await machine.run('cat', `/proc/${engine?.pid}/cmdline`)).toContain(tidemark.data);

    for (const command of [['watch'], ['collect'], ['collect', 'Software', '--full']]) {
      const refused = await tidemark.attempt(...command);
      expect(refused.status).toBe(1);
      expect(refused.errors.trim().split('\n')).toHaveLength(1);
      expect(refused.errors).toContain(`${engine?.pid}`);
    }
    for (const command of [['changes'], ['inventory', 'Daemons'], ['status'], ['verify'], ['tracked']]) {
      expect([command, (await tidemark.attempt(...command)).status]).toEqual([command, 0]);
    }
    expect(await watching.stop()).toBe(0);
    expect((await tidemark.attempt('collect', 'Software')).status).toBe(0);
  });

  it('answers with the statuses that scripts go by', async () => {
    const machine = booted();
    const tidemark = new Tidemark(machine);
    const status = async (...args: string[]) => (await tidemark.attempt(...args)).status;

    expect(await status('changes')).toBe(1);
    expect(await status('collect', 'Software')).toBe(0);
    expect(await status('changes', '--json')).toBe(0);
    expect(await status('show', '1')).toBe(1);
    expect(await status('diff', '1')).toBe(1);
    expect(await status('inventory', 'Nonsense')).toBe(2);
    expect(await status('changes', '--since', 'once')).toBe(2);
    expect(await status('nonsense')).toBe(2);
    expect(await status('--help')).toBe(0);
    await machine.write(`${tidemark.data}/settings.json`, '{ "version": 1, ');
    expect(await status('settings', 'check')).toBe(1);
    expect(await status('watch')).toBe(1);
    expect(await machine.run('cat', `${tidemark.data}/settings.json`)).toBe('{ "version": 1, ');
  });
});
