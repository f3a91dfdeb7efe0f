import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDpkgSource } from '../../../electron/engine/explain/ownership/dpkg/index.ts';
import { createOwnership } from '../../../electron/engine/explain/ownership/index.ts';
import { createTransactions } from '../../../electron/engine/explain/transactions/index.ts';
import type { AlertRule } from '../../../electron/shared/model/alert-rule.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { readyRules } from '../../../electron/shared/model/ready-rules/ready-rules.ts';
import { kql, simple, withRules } from '../../support/alerts.ts';
import { AptRoot } from '../../support/apt.ts';
import { DpkgRoot } from '../../support/dpkg.ts';
import { type TestEngine, testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

let root: DpkgRoot;
let apt: AptRoot;
let folder: string;
const names = ['tidemark-alpha', 'tidemark-beta'];
/** Packages are unpacked where they say, into the test's own folder: their paths are those that are tracked. */
const onMachine = ['-o', 'DPkg::Options::=--instdir=/'];

beforeEach(async () => {
  root = await DpkgRoot.create();
  apt = await AptRoot.on(root);
  folder = temporaryFolder();
});

afterEach(async () => {
  await root.dpkg('--instdir=/', '--purge', '--force-all', ...names).catch(() => undefined);
  for (const name of names) rmSync(join('/usr/share', name), { recursive: true, force: true });
  await root.remove();
});

const path = (name: string) => join(folder, name);
const build = (name: string, version: string, files: readonly string[]) =>
  root.build({
    name,
    version,
    ...(name === 'tidemark-alpha' ? { conffile: path('etc/alpha.conf') } : {}),
    files: Object.fromEntries(files.map((each) => [path(each), `${each} of ${version}\n`])),
  });
const install = (...files: readonly string[]) => apt.apt([...onMachine, 'install', ...files]);

function engine(dataDir?: string, ...rules: readonly AlertRule[]): Promise<TestEngine> {
  const options = { history: apt.history, dpkgLog: apt.dpkgLog, adminDir: root.adminDir };
  return testEngine({
    ...(dataDir === undefined ? {} : { dataDir }),
    settings: withRules(trackingFiles([{ path: folder, pathType: 'directory', recursion: true }]), ...rules),
    explainer: (store) => ({
      ownership: createOwnership({
        memory: store.packageFiles,
        sources: [createDpkgSource({ adminDir: root.adminDir })],
      }),
      transactions: createTransactions({ debian: options }),
    }),
  });
}

const brief = ({ category, explanation }: ListedChange) => [
  category,
  explanation?.verdict,
  explanation?.tie,
  explanation?.package?.name,
  explanation?.bytes,
];

describe('With dpkg and apt', () => {
  it('an upgrade is one cause, and what was edited by hand in the same minute is not swallowed by it', async () => {
    const alpha = ['bin/alpha', 'share/old'];
    await install(
      await build('tidemark-alpha', '1', alpha),
      await build('tidemark-beta', '1', ['bin/beta', 'share/beta']),
    );
    const tidemark = await engine();
    await tidemark.ready();
    const upgrade = install(await build('tidemark-alpha', '2', ['bin/alpha', 'share/new']));
    appendFileSync(path('bin/beta'), 'edited\n');
    await upgrade;
    appendFileSync(path('etc/alpha.conf'), 'edited=1\n');
    rmSync(path('share/beta'));
    writeFileSync(path('etc/notes'), 'mine');
    const [changed, added, gone, edited, conffile, taken, notes] = await Promise.all(
      ['bin/alpha', 'share/new', 'share/old', 'bin/beta', 'etc/alpha.conf', 'share/beta', 'etc/notes'].map((name) =>
        tidemark.explained(path(name)),
      ),
    );
    expect([changed, added, gone].map((each) => each && brief(each))).toEqual([
      ['Modified', 'explained', 'package', 'tidemark-alpha', 'shipped'],
      ['Added', 'explained', 'package', 'tidemark-alpha', 'shipped'],
      ['Removed', 'explained', 'package', 'tidemark-alpha', 'unknown'],
    ]);
    expect([edited, taken].map((each) => each && brief(each))).toEqual([
      ['Modified', 'standsOut', null, 'tidemark-beta', 'altered'],
      ['Removed', 'standsOut', null, 'tidemark-beta', 'unknown'],
    ]);
    expect(conffile && brief(conffile)).toEqual(['Modified', 'unexplained', null, 'tidemark-alpha', 'altered']);
    expect(notes && brief(notes)).toEqual(['Added', 'unexplained', null, undefined, null]);
    const { causes } = await tidemark.engine.request('causes.list', {});
    expect(causes).toEqual([
      expect.objectContaining({ kind: 'transaction', tool: 'apt', explained: causes[0]?.counts.Files, standingOut: 0 }),
    ]);
    expect(changed?.explanation).toMatchObject({ cause: 'apt upgraded tidemark-alpha', causeId: causes[0]?.id });
    const { cards } = await tidemark.engine.request('changes.cards', {});
    const single = cards.flatMap((card) => (card.kind === 'change' ? [card.change.key] : []));
    expect(single).toEqual(expect.arrayContaining(['bin/beta', 'share/beta', 'etc/alpha.conf'].map(path)));
    expect(cards.filter(({ kind }) => kind === 'cause')).toHaveLength(1);
  });

  it('rules that ask for what stands out are silent about an upgrade, however they ask', async () => {
    await install(await build('tidemark-alpha', '1', ['bin/alpha']), await build('tidemark-beta', '1', ['bin/beta']));
    const query = 'ConfigurationChange | where Verdict == "standsOut"';
    const tidemark = await engine(
      undefined,
      ...readyRules.filter(({ rule }) => rule.id === 'ready-packaged-file-altered').map(({ rule }) => rule),
      kql('altered-kql', query),
      simple('any', { things: ['*/alpha'] }),
    );
    await tidemark.ready();
    await install(await build('tidemark-alpha', '2', ['bin/alpha']));
    await tidemark.explained(path('bin/alpha'));
    appendFileSync(path('bin/beta'), 'edited\n');
    const { id } = await tidemark.explained(path('bin/beta'));
    const alerts = () => tidemark.of('alert').map(({ ruleId, changeIds }) => [ruleId, changeIds]);
    await tidemark.until('both rules', () =>
      ['ready-packaged-file-altered', 'altered-kql'].every((rule) => alerts().some(([of]) => of === rule)),
    );
    expect(alerts().filter(([rule]) => rule !== 'any')).toEqual(
      expect.arrayContaining([
        ['ready-packaged-file-altered', [id]],
        ['altered-kql', [id]],
      ]),
    );
    expect(alerts().filter(([rule]) => rule !== 'any')).toHaveLength(2);
    // One that asks for no cause need not wait for it.
    expect(alerts().some(([rule]) => rule === 'any')).toBe(true);
  });

  it('what it may have done is pending while it is at work, and explained when it ends', async () => {
    await install(await build('tidemark-alpha', '1', ['bin/alpha']));
    const tidemark = await engine();
    await tidemark.ready();
    const go = path('go');
    const slow = await root.build({
      name: 'tidemark-alpha',
      version: '2',
      files: { [path('bin/alpha')]: 'two\n' },
      scripts: { postinst: `n=0; while [ ! -e ${go} ] && [ $n -lt 300 ]; do sleep 0.1; n=$((n + 1)); done` },
    });
    const upgrade = install(slow);
    const pending = await tidemark.until('a pending change', () =>
      tidemark
        .of('explained')
        .flatMap(({ changes }) => changes)
        .find((each) => each.key === path('bin/alpha')),
    );
    expect(pending.explanation).toMatchObject({ verdict: 'pending' });
    writeFileSync(go, '');
    await upgrade;
    expect(brief(await tidemark.explained(path('bin/alpha')))).toEqual([
      ...['Modified', 'explained', 'package', 'tidemark-alpha', 'shipped'],
    ]);
  });

  it('an upgrade while Tidemark did not run is told as a part of the time away', async () => {
    await install(await build('tidemark-alpha', '1', ['bin/alpha']), await build('tidemark-beta', '1', ['bin/beta']));
    const before = await engine();
    await before.ready();
    await before.engine.close();
    await install(await build('tidemark-alpha', '2', ['bin/alpha', 'bin/more']));
    appendFileSync(path('bin/beta'), 'edited\n');
    mkdirSync(dirname(path('srv/x')), { recursive: true });
    writeFileSync(path('srv/x'), 'x');
    const tidemark = await engine(before.dataDir);
    const [away] = await tidemark.until(
      'the summary of the time away',
      () => tidemark.of('away').length > 0 && tidemark.of('away'),
    );
    expect(away).toMatchObject({ reason: 'notRunning', standingOut: 1 });
    expect(away?.causes.map(({ tool, packages }) => [tool, packages.map(({ name }) => name)])).toEqual([
      ['apt', ['tidemark-alpha']],
    ]);
    expect(away?.others[0]).toMatchObject({ key: path('bin/beta'), explanation: { verdict: 'standsOut' } });
    expect(away?.others.map(({ key }) => key)).toContain(path('srv/x'));
    expect(away?.changes).toBe((await tidemark.log()).length);
    expect(await tidemark.engine.request('away.list', {})).toEqual([away]);
  });
});
