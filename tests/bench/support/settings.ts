import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where one course of a part keeps what it needs. */
export interface Place {
  /** The folder that is tracked. */
  readonly folder: string;
  readonly settings: string;
  readonly data: string;
}

/** What is tracked: a folder of the course's own, or one that is there already. */
export interface Tracked {
  readonly tree?: string;
  /** Whether what stood in changed files is kept, as it is unless a user says otherwise. AIDE keeps none. */
  readonly keepContent: boolean;
}

/** Settings that track one folder with all that is in it, and nothing else; links are themselves, as AIDE has them. */
export function trackingOnly(folder: string, keepContent: boolean): object {
  const off = { enabled: false };
  const item = { id: 'bench', name: 'Bench', path: folder, pathType: 'directory', recursion: true, links: 'manage' };
  return {
    tracking: { files: [{ ...item, keepContent }], software: off, daemons: off, machine: off },
    limits: { files: 2_000_000 },
  };
}

/** Writes settings, and names a place for the store. */
export function place(work: string, name: string, { tree, keepContent }: Tracked): Place {
  const folder = tree ?? join(work, name, 'tracked');
  mkdirSync(join(work, name), { recursive: true });
  if (tree === undefined) mkdirSync(folder);
  const settings = join(work, name, 'settings.json');
  writeFileSync(settings, JSON.stringify(trackingOnly(folder, keepContent)));
  return { folder, settings, data: join(work, name, 'data') };
}
