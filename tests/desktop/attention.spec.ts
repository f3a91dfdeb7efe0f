import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AlertRule } from '../../electron/shared/model/alert-rule.ts';
import { alertRuleSchema } from '../../electron/shared/model/alert-rule.ts';
import { type Attention, attentionSchema } from '../../electron/shared/model/attention.ts';
import { ask, heard } from '../support/bridge.ts';
import type { DesktopSession } from '../support/desktop-session.ts';
import { clickNotification, displayed, history, pause, type Shown } from '../support/dunst.ts';
import { expect, test } from '../support/electron-app.ts';
import { tracks } from '../support/main-job.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { settingsOnDisk } from '../support/window.ts';

/** A rule that fires when a file of this name changes. */
const rule = (name: string, part: Partial<AlertRule> = {}): AlertRule =>
  alertRuleSchema.parse({ id: name, name: `Rule ${name}`, when: { kind: 'simple', things: [name] }, ...part });

/** Tracks files of these names, in which nothing is yet, under rules and an attention budget. */
function prepare(folder: string, names: readonly string[], rules: readonly AlertRule[], attention: object = {}) {
  const files = Object.fromEntries(names.map((name) => [name, join(folder, name)]));
  for (const file of Object.values(files)) writeFileSync(file, 'old\n');
  writeSettings(folder, {
    ...trackingFiles(Object.values(files).map((path) => ({ path }))),
    alerts: { rules: [...rules], actions: [] },
    attention: attentionSchema.parse(attention),
  });
  return (name: string) => writeFileSync(join(folder, name), `new ${Date.now()}\n`);
}

async function budget(page: Page, folder: string, attention: Partial<Attention>): Promise<void> {
  const settings = settingsOnDisk(folder);
  await ask(page, 'settings.set', {
    settings: { ...settings, attention: { ...settings.attention, ...attention } },
  });
}

/** What was shown since: what other tests of the session showed is left out. */
async function since(desktop: DesktopSession): Promise<() => Promise<readonly Shown[]>> {
  const before = (await history(desktop)).length;
  return async () => {
    const all = await history(desktop);
    return all.slice(0, all.length - before);
  };
}

const summaries = async (shown: () => Promise<readonly Shown[]>) => (await shown()).map(({ summary }) => summary);
const state = (page: Page) => ask(page, 'attention.get', {});

/** Counts the sounds that the page makes from now on and that have died away. */
const countSounds = (page: Page) =>
  page.evaluate(() => {
    const Real = globalThis.AudioContext;
    const sounds: AudioContext[] = [];
    Object.assign(globalThis, {
      sounds,
      AudioContext: class extends Real {
        constructor() {
          super();
          sounds.push(this);
        }
      },
    });
  });
const sounds = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { sounds: AudioContext[] }).sounds.map(({ state }) => state));

/** From an hour ago until in an hour, by the clock. */
function nowQuiet() {
  const time = (offset: number) => new Date(Date.now() + offset * 3_600_000).toTimeString().slice(0, 5);
  return { enabled: true, from: time(-1), to: time(1) };
}

test('in quiet hours a critical alert is shown, and sounds; a warning waits, and comes with the digest after them', async ({
  launch,
  folder,
  desktop,
}) => {
  const rules = [rule('keys', { severity: 'critical', why: 'Whoever has it can sign in.' }), rule('start-up')];
  const change = prepare(folder, ['keys', 'start-up', 'other'], rules, { quietHours: nowQuiet() });
  const { page } = await launch();
  await tracks(page);
  const shown = await since(desktop);
  const sounded = heard(page, 'sound');
  await countSounds(page);

  change('start-up');
  await expect.poll(() => state(page)).toMatchObject({ value: { quiet: true, held: 1 } });
  change('other');
  await expect.poll(() => state(page)).toMatchObject({ value: { held: 2 } });
  change('keys');
  await expect.poll(() => displayed(desktop)).toBe(1);
  expect(await sounded).toEqual({ severity: 'critical' });
  await expect.poll(() => sounds(page)).toEqual(['closed']);
  // The change that fired it is not told besides
  expect(await state(page)).toMatchObject({ value: { held: 2 } });
  const [critical, ...others] = await shown();
  expect(others).toEqual([]);
  expect(critical).toMatchObject({ summary: 'Critical: Rule keys', urgency: 'critical' });
  expect(critical?.body).toContain('Whoever has it can sign in.');

  await budget(page, folder, { quietHours: { ...settingsOnDisk(folder).attention.quietHours, enabled: false } });
  await expect.poll(() => displayed(desktop)).toBe(1);
  const [digest, ...rest] = await shown();
  expect(rest).toHaveLength(1);
  expect(digest).toMatchObject({ summary: '1 alert and 1 change', urgency: '' });
  expect(digest?.body).toContain('Held back in quiet hours');
  expect(await state(page)).toMatchObject({ value: { quiet: false, held: 0 } });
});

test('what is over a rule’s limit is told in one; what was held when Tidemark ended is told at its next start', async ({
  launch,
  folder,
  desktop,
}) => {
  const change = prepare(folder, ['busy'], [rule('busy', { mostPerHour: 1 })]);
  const first = await launch();
  await tracks(first.page);
  let shown = await since(desktop);
  for (const held of [0, 1, 2]) {
    change('busy');
    await expect.poll(() => state(first.page)).toMatchObject({ value: { held } });
    await expect.poll(() => summaries(shown)).toEqual(['Rule busy']);
  }
  await first.electron.close();

  shown = await since(desktop);
  const { page } = await launch();
  await expect.poll(() => summaries(shown)).toEqual(['2 alerts: Rule busy']);
  expect((await shown())[0]?.body).toContain('Not told before Tidemark ended');
  expect(await ask(page, 'alerts.list', {})).toMatchObject({ value: { unread: 3 } });
});

test('a change that fired an alert is one notification, a click on it opens the alert, and it waits while dunst is paused', async ({
  launch,
  folder,
  desktop,
}) => {
  const change = prepare(folder, ['watched', 'plain'], [rule('watched')]);
  const { page } = await launch();
  await tracks(page);
  const shown = await since(desktop);
  const opened = heard(page, 'show');

  change('watched');
  await expect.poll(() => displayed(desktop)).toBe(1);
  await clickNotification(desktop);
  expect(await opened).toEqual({ screen: 'alerts', alertId: 1 });
  const read = () => ask(page, 'alerts.list', {});
  await expect.poll(read).toMatchObject({ value: { unread: 0, alerts: [{ id: 1, read: true }] } });
  change('plain');
  await expect.poll(() => summaries(shown)).toEqual([`${join(folder, 'plain')} changed`, 'Rule watched']);

  await pause(desktop, true);
  await expect.poll(() => state(page)).toMatchObject({ value: { doNotDisturb: true } });
  change('watched');
  await expect.poll(() => state(page)).toMatchObject({ value: { held: 1 } });
  await pause(desktop, false);
  await expect.poll(() => displayed(desktop)).toBe(1);
  expect((await shown())[0]?.body).toContain('Held back while the desktop was not to be disturbed');
});
