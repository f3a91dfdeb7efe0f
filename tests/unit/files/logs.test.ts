import { describe, expect, it } from 'vitest';
import { isAwaited, judgeLog, logStem, markText, splitStamp } from '../../../electron/engine/collectors/files/logs.ts';
import { olddirs } from '../../../electron/engine/collectors/files/pass/old-folders.ts';

const before = { size: 10, digest: 'sha256:aa' };

describe('a growing log', () => {
  it.each([
    ['grown', 'sha256:aa', false],
    // What begins as it did has not been rotated, whatever lies beside it.
    ['grown', 'sha256:aa', true],
    ['rotated', 'sha256:bb', true],
    ['rotated', undefined, true],
    // Old bytes edited, and truncated without a trace of them.
    ['changed', 'sha256:bb', false],
    ['changed', undefined, false],
  ] as const)('is %s where its beginning is %s and the old bytes elsewhere: %s', (state, prefix, elsewhere) => {
    expect(judgeLog(before, prefix, elsewhere)).toBe(state);
  });

  it('has what is remembered of it behind its stamp', () => {
    expect(splitStamp(`f1.2.3|f${markText(before)}`)).toEqual({ state: 'f1.2.3|f', mark: before });
    // A stamp that proves nothing still remembers.
    expect(splitStamp(markText(before))).toEqual({ state: '', mark: before });
    expect(splitStamp('f1.2.3|f')).toEqual({ state: 'f1.2.3|f', mark: undefined });
    expect(splitStamp('')).toEqual({ state: '', mark: undefined });
  });
});

describe('the name of a rotated log', () => {
  it.each([
    ['app.log', 'app.log'],
    ['app.log.1', 'app.log'],
    ['app.log.2.gz', 'app.log'],
    ['app.log.gz', 'app.log'],
    ['app.log.1.xz', 'app.log'],
    ['app.log-20260301.bz2', 'app.log'],
    ['app-20260301.log.zst', 'app.log'],
    ['app.log-20260301', 'app.log'],
    ['app.log-2026-03-01_10.gz', 'app.log'],
    ['app-20260301.log', 'app.log'],
    ['app.1.log', 'app.log'],
    ['syslog.3', 'syslog'],
    ['app2.log', 'app2.log'],
    ['other.log', 'other.log'],
  ])('%s leads back to %s', (name, stem) => {
    expect(logStem(name)).toBe(stem);
  });

  it('says whether a new log is to come in its place', () => {
    expect(isAwaited('app.log', 'app.log.1')).toBe(true);
    expect(isAwaited('app.log', 'app-20260301.log')).toBe(true);
    expect(isAwaited('app.log.1', 'app.log.2')).toBe(false);
    expect(isAwaited('app.log-20260301', 'app.log-20260301.gz')).toBe(false);
    expect(isAwaited('app.log', 'app.log.gz')).toBe(false);
    expect(isAwaited('app.log', 'app.log.zst')).toBe(false);
  });

  it('and the folders that logrotate moves them to', () => {
    const text =
      '/var/log/a/*.log {\n  olddir old\n\tolddir "/srv/old logs"\n  # olddir no\n  noolddir\n  createolddir 755\n}\n';
    expect(olddirs(text, '/var/log/a')).toEqual(['/var/log/a/old', '/srv/old logs']);
  });
});
