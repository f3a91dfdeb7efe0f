import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { tidemark } from '../support/cli.ts';
import { buildDeb } from '../support/deb.ts';
import { clickNotification, displayed, history } from '../support/dunst.ts';
import { expect, test } from '../support/electron-app.ts';
import { tracks } from '../support/main-job.ts';
import { probes, startPrivateApt } from '../support/private-apt.ts';
import { trackingFiles, writeSettings } from '../support/settings.ts';
import { row } from '../support/window.ts';

test.skip(process.getuid?.() !== 0, 'Only root may give a process mounts of its own, and packages on them.');

const names = ['probe-first', 'probe-second', 'probe-third'];
const program = (name: string) => join(probes, name, 'program');

/** Built into a folder; the second waits, once it is unpacked, until it is let go on. */
function packages(folder: string, version: string, fifo?: string): Promise<string[]> {
  // Not for ever, should the test fail before.
  const postinst = `timeout 60 cat ${fifo} > ${fifo}.read`;
  return Promise.all(
    names.map((name) =>
      buildDeb(folder, {
        name,
        version,
        files: { [program(name)]: `${name} ${version}\n` },
        scripts: fifo !== undefined && name === 'probe-second' ? { postinst } : {},
      }),
    ),
  );
}

test('an upgrade is one notification, an edit in its midst another, and what is expected none', async ({
  launch,
  folder,
  desktop,
}) => {
  const apt = await startPrivateApt(folder);
  try {
    const install = (...files: string[]) =>
      apt.run('apt-get', '--yes', '-o', 'APT::Sandbox::User=root', 'install', ...files);
    await install(...(await packages(folder, '1.0')));
    const fifo = join(folder, 'go-on');
    execFileSync('mkfifo', [fifo]);
    const newer = await packages(folder, '1.1', fifo);
    const notes = join(folder, 'notes.txt');
    const append = (file: string, text: string) => apt.run('sh', '-c', 'printf %s "$2" >> "$1"', 'sh', file, text);
    await append(notes, 'one\n');
    const tracked = trackingFiles([
      { path: probes, pathType: 'directory', recursion: true },
      { path: notes, name: 'Notes' },
    ]);
    const software = { ...tracked.tracking.software, enabled: true };
    writeSettings(folder, { ...tracked, tracking: { ...tracked.tracking, software } });
    const { page } = await launch({ startedBy: (executable) => apt.starter(executable) });
    await tracks(page);
    // Each change by itself, so that those that are looked for are seen while apt is at work.
    await page.getByRole('switch', { name: 'Group by cause' }).click({ force: true });
    const before = (await history(desktop)).length;
    const told = () => displayed(desktop);

    await append(notes, 'two\n');
    await expect.poll(told).toBe(1);
    await history(desktop);
    const [known] = JSON.parse((await tidemark(['changes', '--json', '--data', join(folder, 'data')])).stdout);
    const args = ['expect', String(known.ChangeId), '--scope', 'path', '--data', join(folder, 'data')];
    expect(await tidemark(args)).toMatchObject({ status: 0 });
    await append(notes, 'three\n');
    await expect(row(page, 'notes.txt').first()).toContainText('acknowledged');

    const upgrade = install(...newer);
    // While the upgrade stands still, with what is to be edited unpacked.
    await expect(row(page, program('probe-third'))).toBeVisible({ timeout: 30_000 });
    await append(program('probe-first'), 'by hand\n');
    await expect(row(page, program('probe-first'))).toHaveCount(2);
    execFileSync('sh', ['-c', 'echo > "$1"', 'sh', fifo], { timeout: 10_000 });
    await upgrade;

    // Each leads to what it tells of, in whichever order they come.
    const heading = page.getByRole('complementary').getByRole('heading', { level: 2 });
    await expect(heading).toHaveCount(0);
    const opened = new Set<string>();
    for (const count of [1, 2]) {
      await expect.poll(told, { timeout: 30_000 }).toBeGreaterThan(0);
      await clickNotification(desktop);
      await expect.poll(async () => opened.add((await heading.textContent()) ?? '').size).toBe(count);
    }
    expect([...opened].sort()).toEqual(['apt upgraded 3 packages', 'program']);
    const all = await history(desktop);
    const shown = all.slice(0, all.length - before).map(({ summary, body }) => [summary, body.split('\n')[0]]);
    expect(shown.sort()).toEqual([
      [`${program('probe-first')} changed`, '1 line added'],
      [`${notes} changed`, '1 line added'],
      ['apt upgraded 3 packages', '3 files, 3 packages'],
    ]);
  } finally {
    await apt.stop();
  }
});
