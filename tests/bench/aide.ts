import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seconds } from './time.ts';

/** What AIDE's own exit status says: bits for added, removed and changed files (aide(1)). */
const findings = [0, 1, 2, 3, 4, 5, 6, 7];

/** Seconds of AIDE's baseline and check of a folder, with SHA-256 of every file; `undefined` where AIDE is not installed. */
export async function aide(
  folder: string,
  work: string,
): Promise<{ readonly init: number; readonly check: number } | undefined> {
  if (!existsSync('/usr/bin/aide')) return undefined;
  const config = join(work, 'aide.conf');
  writeFileSync(
    config,
    [
      `database_in=file:${work}/aide.db`,
      `database_out=file:${work}/aide.db.new`,
      'gzip_dbout=no',
      'report_url=stdout',
      `${folder} p+i+n+u+g+s+m+c+ftype+sha256`,
      '',
    ].join('\n'),
  );
  const init = await seconds('aide', ['--init', '--config', config]);
  renameSync(`${work}/aide.db.new`, `${work}/aide.db`);
  const check = await seconds('aide', ['--check', '--config', config], findings);
  return { init, check };
}
