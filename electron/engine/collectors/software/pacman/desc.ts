import { z } from 'zod';
import type { Item } from '../../../../shared/model/item.ts';
import { softwareItem } from '../item.ts';

/** A `desc` of pacman's local database that is not whole: it was being written, or its writer was killed. */
export class DescError extends Error {
  override readonly name = 'DescError';
}

const number = z.coerce.number().int().nonnegative().optional().catch(undefined);
const descSchema = z.object({
  NAME: z.string().min(1),
  VERSION: z.string().min(1),
  BASE: z.string().optional(),
  DESC: z.string().optional(),
  ARCH: z.string().optional(),
  PACKAGER: z.string().optional(),
  /** Bytes. */
  SIZE: number,
  /** Seconds since 1970. */
  INSTALLDATE: number,
  GROUPS: z.string().optional(),
  /** `1` where it was installed for another package that needs it. */
  REASON: z.string().optional(),
  /** By what the package's file was checked: `none`, `md5`, `sha256`, `pgp`, one a line. */
  VALIDATION: z.string().optional(),
});

/** What pacman knows of an installed package. */
export type PacmanPackage = Readonly<z.infer<typeof descSchema>>;

/**
 * Parses a `desc` of libalpm's local database: sections of a name between percent signs, a value a line, and a blank
 * line. Throws DescError.
 */
export function parseDesc(text: string): PacmanPackage {
  if (text.includes('\0')) throw new DescError('it holds a NUL byte');
  if (text !== '' && !text.endsWith('\n')) throw new DescError('it ends in the middle of a line');
  const sections: Record<string, string> = {};
  for (const section of text.split(/\n{2,}/)) {
    const [title = '', ...values] = section.split('\n').filter((line) => line !== '');
    const name = /^%([A-Z0-9_]+)%$/.exec(title)?.[1];
    if (name !== undefined && values.length > 0) sections[name] ??= values.join('\n');
  }
  const parsed = descSchema.safeParse(sections);
  if (!parsed.success) throw new DescError('it lacks its name or its version');
  return parsed.data;
}

/**
 * The name of the package that a folder of the database is of: `name-version-release`, where neither version nor
 * release has a hyphen (PKGBUILD(5)).
 */
export const nameOfFolder = (folder: string): string | undefined => /^(.+)-[^-]+-[^-]+$/.exec(folder)?.[1];

/** `pacman:<name>`: of a name one version is installed, whatever its architecture. */
export const keyOf = (name: string): string => `pacman:${name}`;

/** A package as an item. */
export function toItem(found: PacmanPackage): Item {
  const { INSTALLDATE: date } = found;
  return softwareItem(keyOf(found.NAME), found.NAME, {
    version: found.VERSION,
    architecture: found.ARCH ?? null,
    publisher: found.PACKAGER ?? null,
    description: found.DESC ?? null,
    softwareType: 'Package',
    source: found.BASE ?? found.NAME,
    section: found.GROUPS?.split('\n').join(', ') ?? null,
    installedSize: found.SIZE ?? null,
    manager: 'pacman',
    installed: date === undefined || date > 8e12 ? null : new Date(date * 1000).toISOString(),
    reason: found.REASON === '1' ? 'dependency' : 'explicit',
    validation: found.VALIDATION?.split('\n').join(', ') ?? null,
  });
}
