import { z } from 'zod';
import { causeSchema } from '../../../electron/shared/model/explanation.ts';
import type { Machine } from './machine.ts';
import { buildPackage, type TestPackage } from './package.ts';
import type { Tidemark } from './tidemark.ts';

/** The folder of the programs that `program` makes. */
export const programs = '/usr/lib/probe';

/** The fields that change in a file that is written to. */
export const content = 'Size,FileContentChecksum,DateModified';
/** What a package's upgrade changes in a file: its version is as long as before, and packages keep the times of their files. */
export const upgradedContent = 'FileContentChecksum';

/** A package with a program in a folder that tests track, which says its version. */
export const program = (machine: Machine, name: string, version: string, more: Partial<TestPackage> = {}) =>
  buildPackage(machine, {
    ...more,
    name,
    version,
    files: { [`${programs.slice(1)}/${name}`]: `${name} ${version}`, ...more.files },
  });

/** Starts to watch, with the folder of the programs tracked. */
export async function watchPrograms(tidemark: Tidemark) {
  await tidemark.run('settings', 'init');
  await tidemark.run('track', 'files', programs, '--recursion');
  return tidemark.watch();
}

/** What package managers did, as the command line tells it: the newest first. */
export async function transactionsOf(tidemark: Tidemark) {
  const all = z.array(causeSchema).parse(JSON.parse(await tidemark.run('causes', '--json')));
  return all.filter(({ kind }) => kind === 'transaction');
}
