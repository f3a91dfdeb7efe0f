import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { limitOn, raising, readSetting } from '../../../electron/engine/collectors/files/watch/limits.ts';
import { nearLimits, percentUsed, type WatchUse } from '../../../electron/shared/model/watch-use.ts';
import { temporaryFolder } from '../../support/temporary.ts';

function settings(values: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [setting, value] of Object.entries(values)) {
    const file = join(folder, setting.replaceAll('.', '/'));
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, value);
  }
  return folder;
}

describe('the limits of inotify', () => {
  it('are the system’s, or the user namespace’s where that is lower', () => {
    const both = (all: string, own: string) =>
      settings({ 'fs.inotify.max_user_watches': all, 'user.max_inotify_watches': own });
    expect(limitOn('watches', both('8192\n', '8192\n'))).toEqual({
      setting: 'fs.inotify.max_user_watches',
      value: 8192,
    });
    expect(limitOn('watches', both('8192\n', '2147483647\n')).setting).toBe('fs.inotify.max_user_watches');
    expect(limitOn('watches', both('8192\n', '40\n'))).toEqual({ setting: 'user.max_inotify_watches', value: 40 });
    expect(limitOn('watches', settings({}))).toEqual({ setting: 'fs.inotify.max_user_watches', value: null });
    expect(
      readSetting('fs.inotify.max_queued_events', settings({ 'fs.inotify.max_queued_events': 'many' })),
    ).toBeNull();
  });

  it('are raised to what fits twice over, and never lowered', () => {
    const limit = { setting: 'fs.inotify.max_user_watches', value: 8192 };
    expect(raising('watches', limit, 9000)).toEqual({
      file: '/etc/sysctl.d/99-tidemark.conf',
      line: 'fs.inotify.max_user_watches=524288',
      command:
        'echo fs.inotify.max_user_watches=524288 | sudo tee -a /etc/sysctl.d/99-tidemark.conf && sudo sysctl --system',
    });
    expect(raising('watches', limit, 600_000).line).toBe('fs.inotify.max_user_watches=2097152');
    expect(raising('watches', { ...limit, value: 524_288 }, 10).line).toBe('fs.inotify.max_user_watches=1048576');
  });

  it('are warned of from four fifths on', () => {
    const raise = { file: '', line: '', command: '' };
    const use = (used: number, limit: number | null): WatchUse => ({
      watches: { setting: 'watches', limit, held: 0, used, raise },
      instances: { setting: 'instances', limit: 128, held: 0, used: 1, raise },
      queuedEvents: null,
      complete: true,
    });
    expect(nearLimits(use(799, 1000))).toEqual([]);
    expect(nearLimits(use(800, 1000)).map(({ setting }) => setting)).toEqual(['watches']);
    expect(nearLimits(use(800, null))).toEqual([]);
    expect(nearLimits(use(0, 0)).map(({ setting }) => setting)).toEqual(['watches']);
    expect([percentUsed(use(799, 1000).watches), percentUsed(use(1, null).watches)]).toEqual([79, null]);
  });
});
