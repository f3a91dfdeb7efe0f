import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, succeed } from './process.ts';

/**
 * What AIDE is told to look at: what Tidemark reads of a file, and not more. Of all its
 * hashes it makes one, SHA-256; access lists, SELinux's label, extended attributes and
 * capabilities are read as Tidemark reads them (aide.conf(5)).
 */
export const aideAttributes = 'p+i+n+u+g+s+m+c+l+acl+selinux+xattrs+caps+ftype+sha256';

/** What AIDE's own exit status says: bits for added, removed and changed files (aide(1)). */
const findings = [0, 1, 2, 3, 4, 5, 6, 7];

/**
 * AIDE's baseline and check of a folder.
 *
 * @param workers how many threads read and hash; as it comes, AIDE has one
 */
export async function aide(
  folder: string,
  work: string,
  workers = 1,
): Promise<{ readonly init: Ran; readonly check: Ran }> {
  const config = join(work, 'aide.conf');
  writeFileSync(
    config,
    [
      `database_in=file:${work}/aide.db`,
      `database_out=file:${work}/aide.db.new`,
      'gzip_dbout=no',
      'report_url=stdout',
      `num_workers=${workers}`,
      `${folder} ${aideAttributes}`,
      '',
    ].join('\n'),
  );
  const init = await succeed('aide', ['--init', '--config', config]);
  renameSync(`${work}/aide.db.new`, `${work}/aide.db`);
  const check = await succeed('aide', ['--check', '--config', config], { fine: findings });
  return { init, check };
}
