import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Batch, firstHold, nextHold } from '../../../electron/main/notifications/batch.ts';
import { escapeMarkup } from '../../../electron/main/notifications/markup.ts';
import { noticeWords } from '../../../electron/main/notifications/notice-words.ts';
import { wanted } from '../../../electron/main/notifications/wanted.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';
import { explained } from './causes.ts';
import { aChange, aDaemon, aPackage } from './changes.ts';

const words = (change: ListedChange) => noticeWords([change], 3)[0];

describe('a notification', () => {
  it('tells of a file by its path, and what changed in it', () => {
    const change = aChange({ lines: { added: 2, removed: 0 } });
    expect(words(change)).toEqual({ title: '/etc/hosts changed', body: '2 lines added', changes: [change] });
    expect(words(aChange({ category: 'Added', before: null, after: { kind: 'file', size: 12 } }))).toMatchObject({
      title: 'New file: /etc/hosts',
      body: 'New file, 12 B',
    });
    expect(words(aChange({ category: 'Removed', before: { kind: 'file' }, after: null }))?.title).toBe(
      'File removed: /etc/hosts',
    );
  });

  it('tells of a package with its version', () => {
    expect(words(aPackage())).toMatchObject({
      title: 'New package: htop 3.2.2',
      body: 'interactive processes viewer',
    });
    const upgrade = aPackage({
      category: 'Modified',
      fieldsChanged: ['version'],
      before: { version: '3.2.1' },
      after: { version: '3.2.2' },
    });
    expect(words(upgrade)?.title).toBe('htop: Upgraded 3.2.1 → 3.2.2');
    const removal = aPackage({ category: 'Removed', before: { version: '3.2.2' }, after: null });
    expect(words(removal)?.title).toBe('Package removed: htop 3.2.2');
  });

  it('tells of a daemon by its state', () => {
    expect(words(aDaemon())).toMatchObject({
      title: 'ssh.service: Running → Stopped',
      body: 'OpenBSD Secure Shell server',
    });
  });

  it('says why something stands out', () => {
    const explanation = explained({ verdict: 'standsOut', why: 'Its bytes are not those that curl ships.' });
    expect(words(aDaemon({ explanation }))?.body).toBe(
      'OpenBSD Secure Shell server\nIt stands out: Its bytes are not those that curl ships.',
    );
  });

  it('says when something happened while Tidemark was not running', () => {
    expect(words(aDaemon({ how: 'startup' }))?.body).toContain('while Tidemark was not running');
  });
});

describe('changes that come together', () => {
  const many = [...Array.from({ length: 9 }, () => aChange()), aPackage(), aPackage({ name: 'curl' }), aDaemon()];

  it('are told one by one up to the number in the settings', () => {
    expect(noticeWords(many.slice(0, 3), 3)).toHaveLength(3);
  });

  it('are one digest above it, which counts them by type and names a few', () => {
    expect(noticeWords(many, 3)).toEqual([
      {
        title: '12 changes: 9 files, 2 packages, 1 daemon',
        body: 'hosts, htop, curl and 1 more',
        changes: many,
      },
    ]);
  });

  it('tell a move once, by where the file is now, unless only its end is to be told', () => {
    const came = aChange({ key: '/etc/b', category: 'Added', before: null, movedFrom: '/etc/a' });
    const went = aChange({ key: '/etc/a', category: 'Removed', after: null, movedTo: '/etc/b' });
    expect(noticeWords([went, came], 3)).toEqual([
      { title: 'File moved: /etc/b', body: 'Moved from /etc/a', changes: [came] },
    ]);
    expect(noticeWords([went], 3)).toMatchObject([{ title: 'File moved: /etc/a', body: 'Moved to /etc/b' }]);
  });

  it('name each thing once', () => {
    expect(noticeWords([aChange(), aChange()], 1)[0]?.body).toBe('hosts');
  });
});

describe('the settings', () => {
  it('switch notifications by type and as a whole', () => {
    const settings = settingsSchema.parse({ notifications: { files: false } });
    expect(wanted('Files', settings)).toBe(false);
    expect(wanted('Software', settings)).toBe(true);
    expect(wanted('Machine', settings)).toBe(false);
    const off = settingsSchema.parse({ notifications: { enabled: false } });
    expect(wanted('Software', off)).toBe(false);
    expect(wanted('WindowsServices', off)).toBe(false);
  });
});

describe('markup', () => {
  it('is text in the names of files', () => {
    expect(escapeMarkup('<b>&amp; "x"</b>')).toBe('&lt;b&gt;&amp;amp; "x"&lt;/b&gt;');
  });
});

describe('a batch', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp() {
    const flushed: (readonly number[])[] = [];
    const batch = new Batch<number>({ many: (count) => count > 2, flush: (items) => flushed.push(items) });
    return { batch, flushed };
  }

  it('gathers what comes within its hold', () => {
    const { batch, flushed } = setUp();
    batch.add([1]);
    vi.advanceTimersByTime(firstHold / 2);
    batch.add([2, 3]);
    vi.advanceTimersByTime(firstHold / 2);
    expect(flushed).toEqual([[1, 2, 3]]);
  });

  it('tells nothing of nothing', () => {
    const { batch, flushed } = setUp();
    batch.add([]);
    vi.advanceTimersByTime(firstHold * 10);
    expect(flushed).toEqual([]);
  });

  it('tells single changes at once, one after the other', () => {
    const { batch, flushed } = setUp();
    for (const item of [1, 2, 3]) {
      batch.add([item]);
      vi.advanceTimersByTime(firstHold);
    }
    expect(flushed).toEqual([[1], [2], [3]]);
  });

  it('tells of a long row of changes ever more rarely, and of every one', () => {
    const { batch, flushed } = setUp();
    for (let second = 0; second < 600; second += 1) {
      batch.add([second, second, second]);
      vi.advanceTimersByTime(1000);
    }
    vi.advanceTimersByTime(120_000);
    expect(flushed.length).toBeLessThan(20);
    expect(flushed.flat()).toHaveLength(1800);
  });

  it('is quick again after a calm time', () => {
    expect(nextHold({ at: 0, hold: 9000, many: true }, 1000)).toBeGreaterThan(9000);
    expect(nextHold({ at: 0, hold: 9000, many: true }, 120_000)).toBe(firstHold);
    expect(nextHold({ at: 0, hold: 9000, many: false }, 1000)).toBe(firstHold);
  });
});
