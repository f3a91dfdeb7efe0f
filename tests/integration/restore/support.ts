import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TidemarkError } from '../../../electron/shared/contract/errors.ts';
import type { ListedChange } from '../../../electron/shared/model/change.ts';
import type { TrackedFile } from '../../../electron/shared/model/settings.ts';
import { type TestEngine, testEngine } from '../../support/engine.ts';
import { trackingFiles } from '../../support/settings.ts';
import { temporaryFolder } from '../../support/temporary.ts';

export const sha256 = (bytes: string | Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A folder that an engine tracks without watching it, and a file in it that was changed once. */
export async function changedFile(
  act: (file: string) => void,
  tracked: Partial<TrackedFile> = {},
  first: string | Buffer = 'one\ntwo\n',
) {
  const folder = temporaryFolder();
  const file = join(folder, 'notes.txt');
  writeFileSync(file, first);
  const settings = trackingFiles([{ path: folder, pathType: 'directory', ...tracked }]);
  const place = await testEngine({ settings, mode: 'once' });
  await place.collect('Files');
  act(file);
  await place.collect('Files');
  return { ...parts(place), folder, file, change: await lastChange(place, file) };
}

/** The same, but that the file was made as it is meant to be before it was first seen, and is gone. */
export async function removedFile(make: (file: string) => void) {
  const folder = temporaryFolder();
  const file = join(folder, 'notes.txt');
  writeFileSync(file, 'one\ntwo\n');
  make(file);
  const place = await testEngine({ settings: trackingFiles([{ path: folder, pathType: 'directory' }]), mode: 'once' });
  await place.collect('Files');
  rmSync(file);
  await place.collect('Files');
  return { ...parts(place), folder, file, change: await lastChange(place, file) };
}

const parts = (place: TestEngine) => ({
  place,
  preview: (id: number) => place.engine.request('content.preview', { id }),
  restore: (id: number, target: string, present: string | null) =>
    place.engine.request('content.restore', { id, target, present }),
});

/** The latest recorded change of a file. */
export async function lastChange(place: TestEngine, key: string): Promise<ListedChange> {
  const found = (await place.log()).findLast((each) => each.key === key);
  if (found === undefined) throw new Error(`No change of ${key} is recorded.`);
  return found;
}

/** The error that a promise has to fail with. */
export async function failure(promise: Promise<unknown>): Promise<TidemarkError> {
  const failed = await promise.then(
    () => undefined,
    (error: unknown) => error as TidemarkError,
  );
  if (failed === undefined) throw new Error('It was to fail, and did not.');
  return failed;
}
