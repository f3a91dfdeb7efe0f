import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { trackedFileSchema } from '../../../electron/shared/model/settings.ts';
import { testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { filesCollector, Inventory, type Tracked, tracking } from './inventory.ts';

const lines = (word: string, count = 50) => Array.from({ length: count }, (_, n) => `${n} ${word}\n`).join('');

/** A folder of logs with one in it that was collected once. */
async function log(tracked: (folder: string) => Tracked = (folder) => ({ path: join(folder, 'app.log') })) {
  const base = temporaryFolder();
  const folder = join(base, 'logs');
  mkdirSync(folder);
  const file = join(folder, 'app.log');
  writeFileSync(file, lines('first'));
  const inventory = new Inventory(await filesCollector(), tracking({ growing: true, ...tracked(folder) }));
  await inventory.collect();
  return { base, folder, file, inventory };
}

/** Runs the real logrotate over the log, as if it were due. */
function rotate({ base, file }: { readonly base: string; readonly file: string }, ...directives: readonly string[]) {
  const config = join(base, 'logrotate.conf');
  writeFileSync(config, `${file} {\n  rotate 3\n  ${directives.join('\n  ')}\n}\n`, { mode: 0o644 });
  execFileSync('logrotate', ['--force', '--state', join(base, 'state'), config], { timeout: 20_000 });
}

describe('a growing log', () => {
  it('is told of for what is done to it, not for what is added', async () => {
    const { file, inventory } = await log();
    for (const word of ['second', 'third']) {
      appendFileSync(file, lines(word));
      expect(await inventory.collect()).toEqual([]);
    }
    expect(inventory.fields(file)).toMatchObject({ size: readFileSync(file).length, content: 'off' });
    expect(await inventory.collect({ full: true })).toEqual([]);
    appendFileSync(file, lines('fourth'));
    chmodSync(file, 0o666);
    expect(await inventory.collect()).toEqual([`Modified ${file} mode`]);
  });

  it('is changed by an edit of old bytes, whatever is added to it too', async () => {
    const { file, inventory } = await log();
    writeFileSync(file, readFileSync(file, 'utf8').replace('7 first', '7 FIRST'));
    expect(await inventory.collect()).toEqual([`Modified ${file} checksum modified`]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('9 first\n', '') + lines('more'));
    expect(await inventory.collect()).toEqual([`Modified ${file} size checksum modified`]);
  });

  it('is changed by truncation that leaves the old bytes nowhere', async () => {
    const { file, folder, inventory } = await log();
    // Rotated logs that lie there are of other bytes.
    writeFileSync(join(folder, 'app.log.1'), lines('long ago'));
    truncateSync(file, 100);
    expect(await inventory.collect()).toEqual([`Modified ${file} size checksum modified`]);
    truncateSync(file, 0);
    expect(await inventory.collect()).toEqual([`Modified ${file} size checksum modified`]);
  });

  it('that is large is compared across the pieces it is read in', async () => {
    const { file, inventory } = await log();
    const piece = Buffer.alloc(1024 * 1024 + 17, 'x');
    for (let n = 0; n < 4; n++) {
      appendFileSync(file, piece);
      expect(await inventory.collect()).toEqual([]);
    }
    const bytes = readFileSync(file);
    bytes[2_000_000] = 0x79;
    writeFileSync(file, bytes);
    expect(await inventory.collect()).toEqual([`Modified ${file} checksum modified`]);
  });

  it('is as any other file where it is not marked as one', async () => {
    const { file, inventory } = await log((folder) => ({ path: join(folder, 'app.log'), growing: false }));
    appendFileSync(file, 'more\n');
    expect(await inventory.collect()).toEqual([`Modified ${file} size checksum modified`]);
  });

  it('is waited for between its rotation and its next line, and removed with its bytes', async () => {
    const { file, folder, inventory } = await log();
    renameSync(file, join(folder, 'app.log.1'));
    expect(await inventory.collect()).toEqual([]);
    expect(inventory.keys).toEqual([file]);
    writeFileSync(file, 'a new one\n');
    expect(await inventory.collect()).toEqual([]);
    renameSync(file, join(folder, 'app.log.1'));
    expect(await inventory.collect()).toEqual([]);
    rmSync(join(folder, 'app.log.1'));
    expect(await inventory.collect()).toEqual([`Removed ${file}`]);
  });
});

describe('a rotation that is under way', () => {
  it('has its copy for a copy, before and after the log is truncated', async () => {
    const { file, folder, inventory } = await log((path) => ({ path, pathType: 'directory' }));
    const copy = join(folder, 'app.log.1');
    copyFileSync(file, copy);
    writeFileSync(join(folder, 'app.log.7'), 'no copy');
    expect(await inventory.collect()).toEqual([`Added ${join(folder, 'app.log.7')}`]);
    truncateSync(file, 0);
    expect(await inventory.collect()).toEqual([]);
    // Compressed beside itself, then removed.
    writeFileSync(`${copy}.gz`, gzipSync(readFileSync(copy)));
    expect(await inventory.collect()).toEqual([]);
    rmSync(copy);
    expect(await inventory.collect()).toEqual([]);
    expect(inventory.keys).not.toContain(copy);
  });
});

/** What has logrotate compress by another program than gzip. */
const compressing = (program: string) => [
  `compresscmd /usr/bin/${program}`,
  `compressext .${{ xz: 'xz', bzip2: 'bz2', zstd: 'zst' }[program]}`,
  // zstd keeps its source, which the others take away.
  ...(program === 'zstd' ? ['compressoptions --rm -q'] : []),
];

describe('logrotate', () => {
  const modes = [
    ['create', 'nocompress'],
    ['create', 'compress'],
    ['create', 'compress', 'delaycompress'],
    ['create', 'dateext', 'dateformat -%Y%m%d-ROUND'],
    ['create', 'dateext', 'dateformat -%Y%m%d-ROUND', 'extension .log', 'compress'],
    ['copytruncate', 'nocompress'],
    ['copytruncate', 'compress'],
    ...['xz', 'bzip2', 'zstd'].map((program) => ['create', 'compress', ...compressing(program)]),
    ['copytruncate', 'compress', ...compressing('zstd')],
    ['create', 'olddir old', 'createolddir 755 root root', 'nocompress'],
    ['create', 'olddir old', 'createolddir 755 root root', 'compress', ...compressing('xz')],
  ];

  it.each(modes)('makes no change of a log: %s %s %s', async (...directives) => {
    const place = await log();
    for (const [round, word] of ['second', 'third', 'fourth'].entries()) {
      // Written to between the last look and the rotation, and after it.
      appendFileSync(place.file, lines(word));
      rotate(place, ...directives.map((each) => each.replace('ROUND', String(round))));
      appendFileSync(place.file, lines(`after ${word}`, 3));
      expect(await place.inventory.collect(), word).toEqual([]);
    }
    expect(place.inventory.fields(place.file).size).toBe(readFileSync(place.file).length);
    writeFileSync(place.file, lines('forged', 3));
    expect(await place.inventory.collect()).toEqual([expect.stringMatching(`Modified ${place.file} .*checksum`)]);
  });

  it.each([
    ['create', 'compress', 'delaycompress'],
    ['copytruncate', 'nocompress'],
  ])('makes no change of a folder of logs, also when the oldest makes room: %s', async (...directives) => {
    const place = await log((folder) => ({ path: folder, pathType: 'directory' }));
    for (const word of ['second', 'third', 'fourth']) {
      rotate(place, ...directives);
      appendFileSync(place.file, lines(word));
      expect(await place.inventory.collect(), word).toEqual([]);
    }
    rotate(place, ...directives);
    expect(await place.inventory.collect()).toEqual([]);
    // What no rotation did is told.
    const oldest = place.inventory.keys.find((key) => key.includes('.log.3')) ?? '';
    rmSync(oldest);
    expect(await place.inventory.collect()).toEqual([`Removed ${oldest}`]);
    writeFileSync(join(place.folder, 'app.log.9'), 'never in the log');
    expect(await place.inventory.collect()).toEqual([`Added ${join(place.folder, 'app.log.9')}`]);
  });

  it('is followed live, and an edit after it is noticed', async () => {
    const base = temporaryFolder();
    const folder = join(base, 'logs');
    mkdirSync(folder);
    const file = join(folder, 'app.log');
    writeFileSync(file, lines('first'));
    const settings = trackingFiles([trackedFileSchema.parse({ id: 'l', name: 'l', path: file, growing: true })]);
    const place = await testEngine({ settings });
    await place.ready();
    appendFileSync(file, lines('second'));
    rotate({ base, file }, 'create', 'compress');
    appendFileSync(file, lines('third'));
    await place.collect('Files');
    writeFileSync(file, lines('forged', 2));
    const change = await place.change(file);
    expect(change.fieldsChanged).toContain('checksum');
    expect(await place.log()).toHaveLength(1);
  });

  it('of a watched folder is seen whole, however its steps arrive', async () => {
    const base = temporaryFolder();
    const folder = join(base, 'logs');
    mkdirSync(folder);
    const file = join(folder, 'app.log');
    writeFileSync(file, lines('first'));
    const settings = trackingFiles([{ path: folder, pathType: 'directory', growing: true }]);
    const place = await testEngine({ settings });
    await place.ready();
    for (const word of ['second', 'third', 'fourth']) {
      rotate({ base, file }, 'create', 'compress', 'delaycompress');
      appendFileSync(file, lines(word));
      // Noticed after all that came before it.
      const marker = join(folder, `marker-${word}`);
      writeFileSync(marker, word);
      await place.change(marker);
    }
    expect((await place.log()).map(({ key }) => key.slice(folder.length + 1))).toEqual([
      'marker-second',
      'marker-third',
      'marker-fourth',
    ]);
  });
});
