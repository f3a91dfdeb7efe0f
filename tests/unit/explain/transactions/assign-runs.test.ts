import { describe, expect, it } from 'vitest';
import { allSteps, assignRuns } from '../../../../electron/engine/explain/transactions/debian/assign-runs.ts';
import { type DpkgRun, dpkgParser } from '../../../../electron/engine/explain/transactions/debian/dpkg-log.ts';
import { type HistoryEntry, historyParser } from '../../../../electron/engine/explain/transactions/debian/history.ts';
import type { Entry, Timed } from '../../../../electron/engine/explain/transactions/logs/entries.ts';
import type { PackageStep } from '../../../../electron/shared/model/explanation.ts';
import { parseAll } from './lines.ts';

const at = (time: string) => Date.parse(`2026-03-01T${time}Z`);

const timed = <E extends Entry>(entries: readonly E[]): Timed<E>[] =>
  entries.map((entry) => ({
    entry,
    name: entry.start,
    startedAt: Date.parse(`${entry.start}Z`),
    endedAt: entry.end === null ? null : Date.parse(`${entry.end}Z`) + 999,
    lastWrite: null,
  }));

/** apt's history of entries `start-end packages`, with no end where it was killed. */
const history = (...entries: readonly (readonly [start: string, end: string | null, install: string])[]) =>
  timed<HistoryEntry>(
    parseAll(
      historyParser(),
      entries
        .map(
          ([start, end, install]) =>
            `Start-Date: 2026-03-01  ${start}\nInstall: ${install}\n${end === null ? '' : `End-Date: 2026-03-01  ${end}\n`}`,
        )
        .join('\n'),
    ),
  );

const runs = (...lines: readonly string[]) =>
  timed<DpkgRun>(parseAll(dpkgParser(), lines.map((line) => `2026-03-01 ${line}`).join('\n')));

const names = (list: readonly Timed<Entry>[]) => list.map((each) => each.name.slice(11));
const never = () => false;

describe('dpkg’s runs', () => {
  it('within apt’s time are apt’s, and others are not', () => {
    const assigned = assignRuns(
      history(['10:00:00', '10:00:10', 'probe:amd64 (1)']),
      runs(
        '09:00:00 startup archives install',
        '09:00:00 install by-hand:all <none> 1',
        '10:00:01 startup archives unpack',
        '10:00:01 install probe:amd64 <none> 1',
        '10:00:05 startup packages configure',
        '10:00:05 trigproc man-db:amd64 2 <none>',
        '11:00:00 startup packages remove',
        '11:00:00 remove by-hand:all 1 <none>',
      ),
      never,
    );
    expect(assigned.apt.map((each) => names(each.runs))).toEqual([['10:00:01', '10:00:05']]);
    expect(names(assigned.alone)).toEqual(['09:00:00', '11:00:00']);
  });

  it('in apt’s first and last second are told by their packages', () => {
    const assigned = assignRuns(
      history(['10:00:00', '10:00:02', 'probe:amd64 (1)']),
      runs(
        '10:00:00 startup archives unpack',
        '10:00:00 install probe:all <none> 1',
        '10:00:02 startup archives install',
        '10:00:02 install by-hand:all <none> 1',
      ),
      never,
    );
    expect(assigned.apt.map((each) => names(each.runs))).toEqual([['10:00:00']]);
    expect(names(assigned.alone)).toEqual(['10:00:02']);
  });

  it('of one second are of the transaction that tells of their packages, also those that only configure', () => {
    const assigned = assignRuns(
      history(['10:00:00', '10:00:00', 'first:amd64 (1)'], ['10:00:00', '10:00:00', 'second:amd64 (1)']),
      runs(
        '10:00:00 startup archives unpack',
        '10:00:00 install second:all <none> 1',
        '10:00:00 startup packages configure',
        '10:00:00 configure second:all 1 <none>',
      ),
      never,
    );
    expect(
      assigned.apt.map((each) => each.runs.flatMap(({ entry }) => entry.packages.map(({ action }) => action))),
    ).toEqual([[], ['installed', 'configured']]);
  });

  it('after apt was killed are its own as long as they follow one another', () => {
    const entries = history(
      ['10:00:00', null, 'probe:amd64 (1), other:amd64 (1)'],
      ['12:00:00', '12:00:01', 'x:amd64 (1)'],
    );
    const all = runs(
      '10:00:01 startup archives unpack',
      '10:00:01 install probe:amd64 <none> 1',
      '10:00:04 status unpacked probe:amd64 1',
      '10:00:05 startup packages configure',
      '10:00:05 configure probe:amd64 1 <none>',
      '10:30:00 startup packages configure',
      '10:30:00 configure other:amd64 1 <none>',
    );
    const killed = assignRuns(entries, all, never);
    expect(killed.apt.map((each) => names(each.runs))).toEqual([['10:00:01', '10:00:05'], []]);
    expect(names(killed.alone)).toEqual(['10:30:00']);
  });

  it('without a package that they did anything to are none', () => {
    expect(assignRuns([], runs('10:00:00 startup packages configure'), never).alone).toEqual([]);
  });

  it('of an apt that runs still are its own, however long it takes', () => {
    const [entry] = history(['10:00:00', null, 'probe:amd64 (1)']);
    const all = runs(
      '10:00:01 startup archives unpack',
      '10:00:01 install probe:amd64 <none> 1',
      '10:40:00 startup packages configure',
      '10:40:00 configure probe:amd64 1 <none>',
    );
    expect(entry?.startedAt).toBe(at('10:00:00'));
    expect(assignRuns(entry === undefined ? [] : [entry], all, () => true).alone).toEqual([]);
  });
});

describe('the packages of apt’s transaction', () => {
  const step = (
    action: PackageStep['action'],
    name: string,
    architecture: string,
    from: string | null,
    to: string | null,
  ) => ({ action, name, architecture, from, to }) as const;

  it('have the architectures that dpkg knows, and those that were merely configured are added', () => {
    const apt = [step('upgraded', 'data', 'amd64', '1', '2'), step('upgraded', 'lib', 'i386', '1', '2')];
    const unpack = { packages: [step('upgraded', 'data', 'all', '1', '2'), step('upgraded', 'lib', 'i386', '1', '2')] };
    const configure = {
      packages: [step('configured', 'data', 'all', '2', '2'), step('configured', 'man-db', 'amd64', '3', '3')],
    };
    const asRun = (run: Pick<DpkgRun, 'packages'>): DpkgRun => ({ start: '', end: '', fault: null, ...run });
    expect(allSteps(apt, [asRun(unpack), asRun(configure)])).toEqual([
      step('upgraded', 'data', 'all', '1', '2'),
      step('upgraded', 'lib', 'i386', '1', '2'),
      step('configured', 'man-db', 'amd64', '3', '3'),
    ]);
    expect(allSteps(apt, [])).toEqual(apt);
  });
});
