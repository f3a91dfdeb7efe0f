import { readFile } from 'node:fs/promises';

/** The number of a recorded account: passwd(5), group(5). One without a name was recorded as its number. */
async function numberOf(file: string, name: string): Promise<number | undefined> {
  const lines = await readFile(file, 'utf8').catch(() => '');
  for (const line of lines.split('\n')) {
    const [each, , number] = line.split(':');
    if (each === name && number !== undefined && /^\d+$/.test(number)) return Number(number);
  }
  return /^\d+$/.test(name) ? Number(name) : undefined;
}

/** Undefined where this machine has no such account any more. */
export const userNumber = (name: string) => numberOf('/etc/passwd', name);
export const groupNumber = (name: string) => numberOf('/etc/group', name);
