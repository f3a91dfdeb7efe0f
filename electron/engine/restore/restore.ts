import { constants, type Stats } from 'node:fs';
import { access, lstat } from 'node:fs/promises';
import { type ErrorShape, TidemarkError } from '../../shared/contract/errors.ts';
import type { RestorePreview } from '../../shared/contract/restore.ts';
import { userName } from '../accounts.ts';
import { childKey, nameOf, nativePath, parentKey, pathKey } from '../collectors/files/keys.ts';
import { realKey } from '../collectors/files/worker/walk.ts';
import { bothSides, type Side, sideOf } from '../query/content-sides.ts';
import type { ReadStore } from '../store/interface.ts';
import { type Attributes, attributesOf, recordedAttributes } from './attributes.ts';
import { changedMeanwhile, isAbsent, told } from './failures.ts';
import { presentFields, resultingFields } from './fields.ts';
import { inFolder } from './held-folder.ts';
import { type Present, readPresent } from './present.ts';
import type { Recorded } from './recorded.ts';
import { type Version, versionBefore } from './version.ts';
import { writeWhole } from './write.ts';

/** What would happen if the version that a change took away were put back. Fails with a TidemarkError. */
export async function previewRestore(store: ReadStore, id: number): Promise<RestorePreview> {
  const version = versionBefore(store, id);
  const path = version.change.key;
  try {
    const target = await targetOf(version);
    const folder = parentKey(target);
    const present = await inFolder(folder, (held) => readPresent(held, nameOf(target), target));
    const now = present ? presentFields(target, present) : null;
    const recorded = present ? undefined : await recordedOf(version);
    return {
      path,
      target,
      now,
      version: version.fields,
      result: resultingFields(now, version, recorded),
      lost: [...(recorded?.lost ?? [])],
      same: present?.bytes?.equals(version.bytes) ?? false,
      content: bothSides(presentSide(present), sideOf(version.bytes)),
      names: present?.stats.nlink ?? 1,
      obstacle: await obstacle(target, folder, present, version),
    };
  } catch (error) {
    throw told(error, path, "can't be put back");
  }
}

/** What was shown of a preview: only that is acted on. */
export interface Agreed {
  readonly id: number;
  readonly target: string;
  readonly present: string | null;
}

/** What was put back, and the lines of its record that could not be. */
export interface Restored {
  readonly key: string;
  readonly lost: readonly string[];
}

/**
 * Puts the version that a change took away back in its place: whole or not at all, with the
 * present file's owner, group and mode. Refused where anything is not as it was shown.
 */
export async function restoreVersion(store: ReadStore, { id, target, present }: Agreed): Promise<Restored> {
  const version = versionBefore(store, id);
  const { key } = version.change;
  const name = nameOf(target);
  try {
    if ((await targetOf(version)) !== target) throw changedMeanwhile(key);
    const lost = await inFolder(parentKey(target), async (folder) => {
      const seen = await readPresent(folder, name, target);
      if ((seen?.hash ?? null) !== present) throw changedMeanwhile(target);
      const attributes = await attributesFor(seen, version, target);
      return writeWhole(folder, name, version.bytes, attributes, async () => {
        const last = await lstat(folder.path(name)).catch((error: unknown) => {
          if (isAbsent(error)) return undefined;
          throw error;
        });
        if (!sameFile(seen?.stats, last)) throw changedMeanwhile(target);
      });
    });
    return { key, lost };
  } catch (error) {
    throw told(error, target, "can't be written");
  }
}

/** Writes the version that a change took away to a file of the reader's choice, for its writer's eyes alone. */
export async function saveVersion(store: ReadStore, id: number, file: string, replace: boolean): Promise<void> {
  const { bytes } = versionBefore(store, id);
  const key = pathKey(file);
  try {
    const folder = realKey(parentKey(key));
    await inFolder(folder, async (held) => {
      const name = nameOf(key);
      if (!replace && (await lstat(held.path(name)).catch(() => undefined)) !== undefined) {
        throw new TidemarkError('invalid', `${file} is there already.`, 'Name a file that is not.');
      }
      await writeWhole(held, name, bytes, { mode: 0o600 }, async () => undefined);
    });
  } catch (error) {
    throw told(error, file, "can't be written");
  }
}

/**
 * The real path of the place to write to. Links on the way there are followed as the walk did;
 * the last one only where the item was recorded as what its link leads to.
 */
async function targetOf({ change: { key }, fields }: Version): Promise<string> {
  const place = childKey(realKey(parentKey(key)), nameOf(key));
  const wasLink = typeof fields.linkTarget === 'string';
  const isLink = wasLink && (await lstat(nativePath(place)).catch(() => undefined))?.isSymbolicLink() === true;
  return isLink ? realKey(place) : place;
}

/** Where its accounts are no more, nothing is put back at all: see `obstacle`. */
async function recordedOf({ fields, change }: Version): Promise<Recorded | undefined> {
  return (await recordedAttributes(fields, change.key).catch(() => undefined))?.recorded;
}

const attributesFor = (present: Present | undefined, version: Version, target: string): Promise<Attributes> =>
  present ? Promise.resolve(attributesOf(nameOf(target), present.stats)) : recordedAttributes(version.fields, target);

const sameFile = (a: Stats | undefined, b: Stats | undefined) =>
  a === undefined || b === undefined
    ? a === b
    : a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;

function presentSide(present: Present | undefined): Side {
  if (present === undefined) return { shown: { state: 'none' } };
  return present.bytes === undefined ? { shown: { state: 'withheld', reason: 'tooLarge' } } : sideOf(present.bytes);
}

/** What can be told beforehand of why the write would fail. */
async function obstacle(
  target: string,
  folder: string,
  present: Present | undefined,
  version: Version,
): Promise<ErrorShape | null> {
  try {
    await access(nativePath(folder), constants.W_OK);
    const { owner } = await attributesFor(present, version, target);
    const me = process.geteuid?.();
    if (owner === undefined || me === undefined || me === 0 || me === owner.uid) return null;
    return new TidemarkError(
      'denied',
      `${target} belongs to ${userName(owner.uid)}, and only that account or root can write it anew and keep its owner.`,
      'Save a copy somewhere else, or do it as that account or as root.',
    ).toShape();
  } catch (error) {
    return told(error, target, "can't be written").toShape();
  }
}
