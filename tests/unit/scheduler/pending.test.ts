import { describe, expect, it } from 'vitest';
import { outermost, Pending } from '../../../electron/engine/scheduler/pending.ts';
import { settleDelay } from '../../../electron/engine/scheduler/settle.ts';
import { earliest } from '../../../electron/engine/scheduler/since.ts';

describe('what waits to be collected', () => {
  it('merges hints into one live job that knows when the first came', () => {
    const pending = new Pending('Files');
    pending.addHint('/a', Date.parse('2026-01-01T00:00:10Z'));
    pending.addHint('/b', Date.parse('2026-01-01T00:00:20Z'));
    pending.addHint('/a', Date.parse('2026-01-01T00:00:30Z'));
    expect(pending.take()).toEqual({
      scope: { kind: 'some', hints: ['/a', '/b'] },
      how: 'live',
      full: false,
      since: '2026-01-01T00:00:09.000Z',
    });
    expect(pending.take()).toBeUndefined();
  });

  it('keeps the earliest of the moments that its hints are from', () => {
    const pending = new Pending('Files');
    pending.addHint('/a', Date.parse('2026-01-01T00:00:10Z'));
    pending.addHint('/b', Date.parse('2026-01-01T00:00:05Z'));
    expect(pending.take()).toMatchObject({ since: '2026-01-01T00:00:04.000Z' });
  });

  it('calls a hint that someone asked for manual, and claims no time that only a watch knows', () => {
    const pending = new Pending('Files');
    pending.addHint('/a', 1);
    pending.addHint('/b', 2, 'manual');
    expect(pending.take()).toEqual({ scope: { kind: 'some', hints: ['/a', '/b'] }, how: 'manual', full: false });
    pending.addHint('/a', 3);
    expect(pending.take()).toMatchObject({ how: 'live' });
  });

  it('lets a look at everything swallow the hints before and after it', () => {
    const pending = new Pending('Files');
    pending.addHint('/a', 1);
    pending.addAll('scheduled', true);
    pending.addHint('/b', 2);
    expect(pending.take()).toEqual({ scope: { kind: 'all' }, how: 'scheduled', full: true });
    expect(pending.empty).toBe(true);
  });

  it('keeps of two looks what says more: the stronger way of noticing, reading everything', () => {
    const pending = new Pending('Files');
    pending.addAll('startup', false, '2026-01-01T00:00:00.000Z');
    pending.addAll('manual', true, '2026-01-02T00:00:00.000Z');
    expect(pending.take()).toMatchObject({ how: 'startup', full: true, since: '2026-01-01T00:00:00.000Z' });
  });

  it('claims no narrower time than every one of its looks can', () => {
    const pending = new Pending('Files');
    pending.addAll('startup', false, '2026-01-01T00:00:00.000Z');
    pending.addAll('scheduled', false);
    expect(pending.take()).not.toHaveProperty('since');
  });

  it('looks at everything rather than follow thousands of hints', () => {
    const pending = new Pending('Files');
    for (let n = 0; n < 6000; n += 1) pending.addHint(`/f${n}`, 1000);
    expect(pending.take()).toMatchObject({ scope: { kind: 'all' }, how: 'live' });
  });

  it('takes an empty hint for the whole type', () => {
    const pending = new Pending('Files');
    pending.addHint('', 5000);
    expect(pending.take()).toMatchObject({ scope: { kind: 'all' }, how: 'live' });
  });

  it('drops a path below another one, and keeps one that only begins alike', () => {
    expect(outermost('Files', new Set(['/a/b/c', '/a', '/ab', '/a/d']))).toEqual(['/a', '/ab']);
    expect(outermost('Registry', new Set(['H\\a\\b', 'H\\a', 'H\\a/b']))).toEqual(['H\\a', 'H\\a/b']);
  });
});

describe('how long hints wait', () => {
  it('is short for one save and never endless for a burst', () => {
    expect(settleDelay(1, 0)).toBe(60);
    expect(settleDelay(3, 200)).toBe(0);
    expect(settleDelay(1000, 100)).toBe(150);
    expect(settleDelay(1000, 690)).toBe(10);
    expect(settleDelay(1000, 5000)).toBe(0);
  });
});

describe('the earliest moment of a change', () => {
  const job = { scope: { kind: 'all' }, how: 'live', full: false } as const;

  it('is when the type was last seen, or later where the job knows more', () => {
    expect(earliest('2026-01-01', job, 'now')).toBe('2026-01-01');
    expect(earliest('2026-01-01', { ...job, since: '2026-01-02' }, 'now')).toBe('2026-01-02');
    expect(earliest('2026-01-03', { ...job, since: '2026-01-02' }, 'now')).toBe('2026-01-03');
  });

  it('is now for what was never seen', () => {
    expect(earliest(undefined, { ...job, since: '2026-01-02' }, 'now')).toBe('now');
  });
});
