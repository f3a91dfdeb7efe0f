import { expect, it, onTestFinished } from 'vitest';
import { Questions } from '../../support/kql.ts';
import { testStore } from '../../support/store.ts';
import { at, change, fileItem, saving } from '../../support/store-samples.ts';

it('a moment of which changes are no longer kept is refused, not answered from what is left', () => {
  const { store, dataDir } = testStore();
  const hosts = fileItem('/etc/hosts');
  store.save(saving(0, { changes: [change(hosts, 0)] }));
  const later = 3 * 24 * 60;
  store.save(saving(later, { changes: [change(hosts, later)] }));
  store.prune({ days: 1, contentTotal: 1e9, now: at(later) });
  store.close();
  const questions = new Questions(dataDir);
  onTestFinished(() => questions.close());
  const counted = (minutes: number) =>
    questions.rows('ConfigurationChange | count', { scope: 'past', known: { asOf: Date.parse(at(minutes)) } });
  expect(counted(later)).toEqual([[1]]);
  expect(() => counted(5)).toThrow(/no longer kept/);
});
