import { appendFile, chmod, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDebianTransactions } from '../../../electron/engine/explain/transactions/debian/index.ts';
import type { Transaction } from '../../../electron/shared/model/explanation.ts';
import { AptRoot } from '../../support/apt.ts';
import { DpkgRoot } from '../../support/dpkg.ts';
import { asNobody } from '../../support/nobody.ts';
import { runTool } from '../../support/run-tool.ts';

let root: DpkgRoot;
let apt: AptRoot;

beforeEach(async () => {
  root = await DpkgRoot.create();
  apt = await AptRoot.on(root);
});

afterEach(() => root.remove());

const options = () => ({ history: apt.history, dpkgLog: apt.dpkgLog, adminDir: root.adminDir });
const source = () => createDebianTransactions(options());
const read = (moment = 0) => source().since(moment, new AbortController().signal);
const transactions = async (moment = 0) => (await read(moment)).transactions;
const brief = ({ tool, user, packages, fault }: Transaction) => ({
  tool,
  user,
  fault,
  packages: packages
    .map(({ action, name, architecture, from, to }) => `${action} ${name}:${architecture} ${from} ${to}`)
    .sort(),
});

describe('apt and dpkg, real', () => {
  it('are told apart, each transaction once, with what it did and who asked', async () => {
    const began = Date.now();
    const one = await root.build({ name: 'tidemark-one', version: '1' });
    const two = await root.build({ name: 'tidemark-one', version: '2' });
    const three = await root.build({ name: 'tidemark-three', version: '1', conffile: '/etc/tidemark-three.conf' });
    await apt.apt(['install', one, three], { SUDO_UID: '65534' });
    await apt.apt(['install', two]);
    await apt.apt(['--reinstall', 'install', two]);
    await apt.apt(['install', one]);
    await nextSecond();
    await root.dpkg('-i', two);
    await apt.apt(['purge', 'tidemark-three']);
    await root.dpkg('--remove', 'tidemark-one');
    const found = await transactions();
    expect(found.map(brief).sort(byText)).toEqual(
      [
        {
          tool: 'apt',
          user: 'nobody',
          fault: null,
          packages: ['installed tidemark-one:all null 1', 'installed tidemark-three:all null 1'],
        },
        { tool: 'apt', user: null, fault: null, packages: ['upgraded tidemark-one:all 1 2'] },
        { tool: 'apt', user: null, fault: null, packages: ['reinstalled tidemark-one:all 2 2'] },
        { tool: 'apt', user: null, fault: null, packages: ['downgraded tidemark-one:all 2 1'] },
        { tool: 'dpkg', user: null, fault: null, packages: ['upgraded tidemark-one:all 1 2'] },
        { tool: 'apt', user: null, fault: null, packages: ['purged tidemark-three:all 1 null'] },
        { tool: 'dpkg', user: null, fault: null, packages: ['removed tidemark-one:all 2 null'] },
      ].sort(byText),
    );
    expect(new Set(found.map((each) => each.identity)).size).toBe(found.length);
    expect(found.find((each) => each.tool === 'apt')?.command).toMatch(/^apt-get .* install /);
    for (const { startedAt, endedAt } of found) {
      expect(Date.parse(startedAt)).toBeGreaterThan(began - 1000);
      expect(Date.parse(endedAt ?? '')).toBeLessThan(Date.now() + 1000);
    }
    expect(await transactions(Date.now() + 1000)).toEqual([]);
  });

  it('names packages whose triggers alone ran', async () => {
    const listening = await root.build({
      name: 'tidemark-listens',
      version: '1',
      scripts: { triggers: 'interest-noawait /usr/share/tidemark-speaks', postinst: 'exit 0' },
    });
    await apt.apt(['install', listening]);
    await nextSecond();
    const before = Date.now();
    await apt.apt(['install', await root.build({ name: 'tidemark-speaks', version: '1' })]);
    const [found] = (await transactions(before)).slice(-1);
    expect(brief(found as Transaction).packages).toEqual([
      'configured tidemark-listens:all 1 1',
      'installed tidemark-speaks:all null 1',
    ]);
  });

  it('say what failed', async () => {
    const broken = await root.build({ name: 'tidemark-broken', version: '1', scripts: { postinst: 'exit 7' } });
    await expect(apt.apt(['install', broken])).rejects.toThrow();
    await nextSecond();
    await expect(root.dpkg('--configure', 'tidemark-broken')).rejects.toThrow();
    expect((await transactions()).map(({ tool, fault }) => [tool, fault]).sort()).toEqual([
      ['apt', 'Sub-process /usr/bin/dpkg returned an error code (1)'],
      ['dpkg', 'status half-configured tidemark-broken:all'],
    ]);
  });

  it('run while they hold their lock, and were interrupted where they ended without a word', async () => {
    const gate = join(root.folder, 'gate');
    const reached = join(root.folder, 'reached');
    for (const path of [gate, reached]) await runTool('mkfifo', [path], { timeLimit: 5000, outputLimit: 1000 });
    const slow = await root.build({
      name: 'tidemark-slow',
      version: '1',
      scripts: { postinst: `echo there > ${reached}\nread line < ${gate}` },
    });
    // What it writes is read before its pipe is closed, which would end it otherwise.
    const there = readFile(reached);
    const installing = apt.apt(['install', slow]);
    await there;
    expect(await source().busy()).toBe(true);
    const [running] = await transactions(Date.now() + 60_000);
    expect(running).toMatchObject({ tool: 'apt', endedAt: null, fault: null });
    await writeFile(gate, 'go\n');
    await installing;
    expect(await source().busy()).toBe(false);
    const [over] = await transactions();
    expect(over).toMatchObject({ identity: running?.identity, fault: null });
    expect(over?.endedAt).not.toBeNull();

    const text = await readFile(apt.history, 'utf8');
    await writeFile(apt.history, text.slice(0, text.indexOf('End-Date')));
    const [killed] = await transactions();
    expect(killed).toMatchObject({ identity: running?.identity, fault: expect.stringContaining('interrupted') });
    expect(killed?.endedAt).toBe(over?.endedAt);
  });
});

/** The logs have whole seconds: what is to be told apart by its time alone waits for the next one. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1001 - (Date.now() % 1000)));

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** An entry of apt's history, an hour long unless its end is left out. */
const entry = (hour: string, name: string) =>
  `\nStart-Date: ${hour.slice(0, 10)}  ${hour.slice(11)}:00:00\nCommandline: apt install ${name}\n` +
  `Install: ${name}:amd64 (1)\nEnd-Date: ${hour.slice(0, 10)}  ${hour.slice(11)}:00:05\n`;

describe('logs', () => {
  const names = async (moment: string) =>
    (
      await createDebianTransactions({ ...options(), zone: 'UTC' }).since(
        Date.parse(moment),
        new AbortController().signal,
      )
    ).transactions.map((each) => each.packages[0]?.name);

  it('are read over their rotations, and no further back than asked for', async () => {
    await writeFile(`${apt.history}.2.gz`, gzipSync(entry('2026-01-01T10', 'january')));
    await writeFile(`${apt.history}.1`, entry('2026-02-01T10', 'february'));
    await writeFile(apt.history, entry('2026-03-01T10', 'march'));
    await utimes(`${apt.history}.2.gz`, new Date('2026-01-31'), new Date('2026-01-31'));
    await utimes(`${apt.history}.1`, new Date('2026-02-28'), new Date('2026-02-28'));
    expect(await names('2026-01-01T00:00:00Z')).toEqual(['january', 'february', 'march']);
    expect(await names('2026-02-01T10:00:03Z')).toEqual(['february', 'march']);
    expect(await names('2026-03-01T10:00:03Z')).toEqual(['march']);
    expect(await names('2026-03-01T10:00:06Z')).toEqual([]);
  });

  it('are read from near their ends, however long they are, with every transaction of the same second', async () => {
    const days = Array.from({ length: 300 }, (_, day) => new Date(Date.UTC(2025, 0, day)).toISOString().slice(0, 10));
    const hours = Array.from({ length: 10 }, (_, hour) => hour + 10);
    const long = `p${'x'.repeat(2000)}`;
    await writeFile(apt.history, days.flatMap((day) => hours.map((hour) => entry(`${day}T${hour}`, long))).join(''));
    await appendFile(apt.history, entry('2026-03-01T10', 'first') + entry('2026-03-01T10', 'second'));
    const reading = createDebianTransactions({ ...options(), zone: 'UTC' });
    const all = await reading.since(0, new AbortController().signal);
    const late = await reading.since(Date.parse('2026-03-01T10:00:05Z'), new AbortController().signal);
    expect(all.transactions).toHaveLength(300 * 10 + 2);
    expect(late.transactions).toEqual(all.transactions.slice(-2));
    expect(late.transactions.map((each) => each.identity)).toEqual([
      'apt:2026-03-01T10:00:00',
      'apt:2026-03-01T10:00:00#2',
    ]);
  });

  it('with what a crash leaves in them, and with a last line that is being written, are read for what they hold', async () => {
    const half = '\nStart-Date: 2026-03-02  10:00:00\nCommandline: apt install half\nInstall: half:amd64 (1), mo';
    await writeFile(apt.history, `\0\0\0\0${entry('2026-03-01T10', 'whole')}\0\0\0${half}`);
    const { transactions: found, problems } = await createDebianTransactions({ ...options(), zone: 'UTC' }).since(
      0,
      new AbortController().signal,
    );
    expect(found.map((each) => each.packages.map(({ name }) => name))).toEqual([['whole'], []]);
    expect(problems).toEqual([]);
  });

  it('that are damaged, packed in another way or not readable are a problem each, and the others are read', async () => {
    await writeFile(apt.history, entry('2026-03-01T10', 'march'));
    await writeFile(`${apt.history}.1.gz`, gzipSync(entry('2026-02-01T10', 'february')).subarray(0, 40));
    await writeFile(`${apt.history}.2.xz`, 'anything');
    const { transactions: found, problems } = await read();
    expect(found.map((each) => each.packages[0]?.name)).toEqual(['march']);
    expect(problems).toMatchObject([
      { type: 'Explanations', kind: 'unreadable', subject: `${apt.history}.1.gz` },
      { type: 'Explanations', kind: 'unsupported', subject: `${apt.history}.2.xz` },
    ]);
  });

  it('that this user may not read are a problem that says what to do', async () => {
    await writeFile(apt.history, entry('2026-03-01T10', 'march'));
    await writeFile(
      apt.dpkgLog,
      '2026-03-01 11:00:00 startup archives install\n2026-03-01 11:00:00 install other:all <none> 1\n',
    );
    await chmod(apt.history, 0);
    asNobody(root.folder);
    const { transactions: found, problems } = await read();
    expect(found.map((each) => each.packages[0]?.name)).toEqual(['other']);
    expect(problems).toMatchObject([
      {
        type: 'Explanations',
        kind: 'unreadable',
        subject: apt.history,
        advice: expect.stringContaining('the right to read'),
      },
    ]);
  });

  it('that are not there are nothing to tell', async () => {
    expect(await read()).toEqual({ transactions: [], problems: [] });
    await rm(root.folder, { recursive: true });
    expect(await read()).toEqual({ transactions: [], problems: [] });
  });

  it('stop being read when that is asked for', async () => {
    await writeFile(apt.history, entry('2026-03-01T10', 'march'));
    await expect(source().since(0, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
