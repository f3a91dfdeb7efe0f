import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RuleFaults } from '../../../electron/engine/alerts/evaluate/faults.ts';
import { KqlQueue } from '../../../electron/engine/alerts/evaluate/kql-queue.ts';
import { Ledger } from '../../../electron/engine/alerts/evaluate/ledger.ts';
import { conditionHash } from '../../../electron/engine/alerts/evaluate/new-alert.ts';
import type { KqlService } from '../../../electron/engine/query/kql/service.ts';
import type { WriteStore } from '../../../electron/engine/store/interface.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import type { Problem } from '../../../electron/shared/model/problem.ts';
import { kql as kqlRule } from '../../support/alerts.ts';
import { testKql } from '../../support/kql-process.ts';
import { testStore } from '../../support/store.ts';
import { change, fileItem, saving } from '../../support/store-samples.ts';

/** A queue over a store of its own, whose service for queries may be made slow or faulty by the test. */
function queueOf(rules: readonly AlertRule[], over: (real: KqlService) => Partial<KqlService>) {
  const { store, dataDir } = testStore();
  const real = testKql(dataDir);
  const service: KqlService = { ...real, ...over(real) };
  const ledger = new Ledger(store);
  const watched = rules.map((rule) => ({ rule, condition: conditionHash(rule.when) }));
  ledger.follow(watched, Date.now());
  const standing: Problem[] = [];
  const faults = new RuleFaults({
    problem: (problem) => void standing.push(problem),
    ended: (problem) => void standing.splice(standing.indexOf(problem), 1),
  });
  const asked = vi.fn();
  const machine = { computer: 'test-machine', id: 'test-id' };
  const save = (outcomes: Parameters<Ledger['save']>[0]) => void ledger.save(outcomes);
  const shared = { store, kql: service, machine, ledger, faults, watched: () => watched, closing: () => false, save };
  const queue = new KqlQueue(shared, asked);
  onTestFinished(() => queue.stop());
  return { store, queue, standing, look: () => queue.look(() => undefined), asked, real };
}

let minutes = 0;
/** A file changed, by itself. */
const changed = (store: WriteStore, key: string) => {
  minutes += 1;
  store.save(saving(minutes, { changes: [change(fileItem(key), minutes)] }));
};

const files = 'ConfigurationChange | where ConfigChangeType == "Files"';

describe('rules in KQL', () => {
  it('are read before anything changes, so that the first change does not wait for the parser', async () => {
    const evaluated = vi.fn<KqlService['evaluate']>();
    const { store, look } = queueOf([kqlRule('files', files)], (real) => ({
      evaluate: (query) => {
        evaluated(query);
        return real.evaluate(query);
      },
    }));
    await look();
    expect(evaluated.mock.calls).toEqual([[{ text: files, strict: false, changes: { after: 0, upTo: 0 } }]]);
    changed(store, '/a');
    await look();
    expect(evaluated.mock.calls.slice(1)).toEqual([[{ text: files, strict: false, changes: { after: 0, upTo: 1 } }]]);
    expect(store.alerts({}).map(({ ruleId }) => ruleId)).toEqual(['files']);
  });

  it('that are slow rest, hold no other up, and have their fault stand meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    const heavy = `${files} | where Size > 0`;
    let tries = 0;
    let isWell = false;
    const { store, look, standing, asked } = queueOf([kqlRule('heavy', heavy), kqlRule('files', files)], (real) => ({
      evaluate: async (query) => {
        if (query.text !== heavy || isWell || (query.changes?.upTo ?? 0) === 0) return await real.evaluate(query);
        tries += 1;
        vi.setSystemTime(Date.now() + 5000);
        throw new Error('It took too long.');
      },
    }));
    await look();
    changed(store, '/a');
    await look();
    changed(store, '/b');
    await look();
    expect(tries).toBe(1);
    expect(store.alerts({}).map(({ ruleId }) => ruleId)).toEqual(['files', 'files']);
    expect(standing.map(({ subject }) => subject)).toEqual(['heavy']);
    isWell = true;
    asked.mockClear();
    await vi.advanceTimersByTimeAsync(21_000);
    expect(asked).toHaveBeenCalled();
    await look();
    // Nothing that changed while it rested is lost.
    expect(
      store
        .alerts({ ruleId: 'heavy' })
        .flatMap(({ changeIds }) => changeIds)
        .sort(),
    ).toEqual([1, 2]);
    expect(standing).toEqual([]);
  });
});
