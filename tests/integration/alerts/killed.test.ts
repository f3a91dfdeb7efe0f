import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../electron/engine/store/open.ts';
import { Database } from '../../../electron/engine/store/sqlite.ts';
import { simple, withRules } from '../../support/alerts.ts';
import { testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { StoreChild } from '../../support/store-child.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Settings that track a folder, with a rule of every change. */
function settingsOf(root: string) {
  return withRules(
    trackingFiles([{ path: root, pathType: 'directory' }]),
    simple('any', { types: ['Files'], things: ['/etc/file-*'] }, { actions: ['desktop', 'mail'] }),
  );
}

/** Every alert of a store, the oldest first, and what waits to be delivered. */
function kept(dataDir: string) {
  const { store } = openStore(dataDir, 'a test');
  const alerts = store.alerts({ limit: 1000 }).toReversed();
  const deliveries = alerts.flatMap(({ id }) => store.deliveries.ofAlert(id));
  store.close();
  return { alerts, deliveries };
}

describe('a kill between the commit of a change and the evaluation of its rules', () => {
  it('loses no alert and makes none twice', { timeout: 60_000 }, async () => {
    const root = temporaryFolder();
    const dataDir = join(temporaryFolder(), 'data');
    const settings = settingsOf(root);
    // The rule is known to the store, at the end of an empty log.
    const first = await testEngine({ dataDir, settings });
    await first.ready();
    await first.engine.close();

    let alerted = 0;
    for (let round = 0; round < 3; round += 1) {
      // Commits changes and evaluates nothing, until it is killed.
      const child = await StoreChild.start('write', dataDir);
      let said = 0;
      while (said < 20) if ((await child.line()) !== undefined) said += 1;
      await child.kill();

      const again = await testEngine({ dataDir, settings });
      const changes = (await again.engine.request('changes.list', { limit: 1000, text: '/etc/file-' })).changes;
      await again.until('all changes looked at', () =>
        again.of('alertsLooked').some(({ upTo }) => upTo >= (changes[0]?.id ?? 0)),
      );
      await again.engine.close();
      const { alerts, deliveries } = kept(dataDir);
      // Each of its changes was found by a collection of its own: one alert a change, in their order.
      expect(alerts.map(({ changeIds }) => changeIds)).toEqual(changes.toReversed().map(({ id }) => [id]));
      expect(deliveries.map(({ alertId }) => alertId)).toEqual(alerts.map(({ id }) => id));
      expect(alerts.length).toBeGreaterThanOrEqual(alerted + 20);
      alerted = alerts.length;
    }
  });

  it('leaves either all of an evaluation or nothing of it', async () => {
    const root = temporaryFolder();
    const dataDir = join(temporaryFolder(), 'data');
    const settings = withRules(
      trackingFiles([{ path: root, pathType: 'directory' }]),
      simple('any', {}, { actions: ['mail'] }),
    );
    const test = await testEngine({ dataDir, settings });
    await test.ready();
    // A fault that strikes when the alert is written and its delivery is not.
    const side = new Database(`${dataDir}/tidemark.db`, { readOnly: false });
    side.exec(`CREATE TRIGGER fault BEFORE INSERT ON deliveries BEGIN SELECT RAISE(ABORT, 'struck'); END`);
    writeFileSync(join(root, 'a'), 'a\n');
    await test.until('the fault to be told', () => test.of('problem').some(({ type }) => type === 'Alerts'));
    expect((await test.engine.request('alerts.list', {})).alerts).toEqual([]);
    side.exec('DROP TRIGGER fault');
    side.close();
    rmSync(join(root, 'a'));
    await test.until('both alerts', () => test.of('alert').length === 2);
    const { alerts } = await test.engine.request('alerts.list', {});
    expect(alerts.map(({ summary }) => summary).toReversed()).toEqual([
      expect.stringMatching(/a: new file/),
      expect.stringMatching(/a: file removed/),
    ]);
    await test.until('the problem to be over', () => {
      // That there is no action `mail` is a problem of its own.
      const problems = test.of('status').at(-1)?.problems;
      return problems?.every(({ type }) => type !== 'Alerts');
    });
  });
});
