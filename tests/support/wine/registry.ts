import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { windowsRuntime } from './runtime.ts';
import { type Wine, windowsPath } from './wine.ts';

let count = 0;

/**
 * Writes keys and values as regedit's exported files have them (`[HKEY_…]`, `"name"=hex(7):61,00`), any type and
 * any bytes: `"name"=-` deletes a value, `[-HKEY_…]` a key.
 */
export async function importRegistry(wine: Wine, lines: readonly string[]): Promise<void> {
  count += 1;
  const file = join(wine.folder, `import-${count}.reg`);
  const text = `Windows Registry Editor Version 5.00\r\n\r\n${lines.join('\r\n')}\r\n`;
  await writeFile(file, Buffer.from(`\ufeff${text}`, 'utf16le'));
  await wine.run('regedit', '/S', windowsPath(file));
}

/** The bytes of a text as regedit writes them. */
export const wideHex = (text: string): string =>
  [...Buffer.from(text, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0')).join(',');

/** Gives a key of HKEY_CURRENT_USER another list of rights, in the security descriptor definition language. */
export async function setKeyRights(wine: Wine, key: string, rights: string): Promise<void> {
  const { node, modules } = await windowsRuntime();
  await wine.run(
    windowsPath(node),
    windowsPath(join(import.meta.dirname, 'key-rights.cjs')),
    windowsPath(join(modules, 'koffi')),
    key.replace(/^HKEY_CURRENT_USER\\/, ''),
    rights,
  );
}
