import { join } from 'node:path';
import { ifThere, readHead } from '../small-files.ts';

/** Folders of a home that are called by their language's word for them. */
const named = { XDG_DOWNLOAD_DIR: 'Downloads', XDG_DESKTOP_DIR: 'Desktop' };

/** The folders for downloads and of the desktop below a home, whatever they are called there: user-dirs.dirs(5). */
export async function userFolders(home: string): Promise<readonly string[]> {
  const text = (await ifThere(readHead(join(home, '.config/user-dirs.dirs'), 65_536))) ?? '';
  return Object.entries(named).map(([key, usual]) => folderIn(text, key, home) ?? join(home, usual));
}

/** A line is `KEY="$HOME/name"` or `KEY="/path"`, with backslashes before what the shell would take for its own. */
function folderIn(text: string, key: string, home: string): string | undefined {
  const written = new RegExp(`^\\s*${key}\\s*=\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'm')
    .exec(text)?.[1]
    ?.replace(/\\(.)/g, '$1');
  if (written?.startsWith('$HOME/')) return join(home, written.slice('$HOME/'.length));
  return written?.startsWith('/') ? written : undefined;
}
