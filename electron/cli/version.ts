import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The package's version. Its file lies as far above the sources as above the bundle, in a package too. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
