import { rename, rm, writeFile } from 'node:fs/promises';
import { TidemarkError } from '../../shared/contract/errors.ts';

/**
 * Writes a text to a file that was chosen, whole or not at all. For its owner alone: an export says much about a
 * machine.
 */
export async function saveText(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true });
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new TidemarkError(
      code === 'ENOSPC' ? 'diskFull' : 'denied',
      `${file} can't be written: ${message}`,
      code === 'ENOSPC' ? 'Make room on the disk and try again.' : 'Choose another folder, or check its rights.',
      { cause },
    );
  }
}
