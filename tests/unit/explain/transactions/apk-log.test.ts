import { expect, it } from 'vitest';
import { apkBegins, apkParser } from '../../../../electron/engine/explain/transactions/apk/log.ts';
import { parseAll } from './lines.ts';

it('reads what apk 3 logs of its commands', () => {
  const entries = parseAll(
    apkParser(),
    `(1/1) Installing stray (1-r0)
Running \`apk upgrade --available\` at 2026-03-01 06:10:04
apk-tools 3.0.1-r0, compiled for x86_64.
( 1/10) Upgrading probe (1.8.1-r0 -> 1.8.2-r0)
( 2/10) Replacing same (1-r0 -> 1-r0)
( 3/10) Downgrading older (2-r0 -> 1-r0)
(10/10) Purging gone (4-r1)
Executing busybox-1.37.0-r0.trigger
OK: 129.7 MiB in 208 packages
Running \`apk add probe-data@edge\` at 2026-03-01 06:20:00
(1/1) Installing probe-data@edge (5-r0)
ERROR: probe-data-5-r0: IO ERROR
`,
  );
  expect(entries).toEqual([
    {
      start: '2026-03-01T06:10:04Z',
      end: null,
      command: 'apk upgrade --available',
      fault: null,
      packages: [
        { action: 'upgraded', name: 'probe', architecture: null, from: '1.8.1-r0', to: '1.8.2-r0' },
        { action: 'reinstalled', name: 'same', architecture: null, from: '1-r0', to: '1-r0' },
        { action: 'downgraded', name: 'older', architecture: null, from: '2-r0', to: '1-r0' },
        { action: 'removed', name: 'gone', architecture: null, from: '4-r1', to: null },
      ],
    },
    {
      start: '2026-03-01T06:20:00Z',
      end: null,
      command: 'apk add probe-data@edge',
      fault: 'probe-data-5-r0: IO ERROR',
      packages: [{ action: 'installed', name: 'probe-data', architecture: null, from: null, to: '5-r0' }],
    },
  ]);
  expect(apkBegins('(1/1) Installing probe-data (5-r0)')).toBeUndefined();
});
