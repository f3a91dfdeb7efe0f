import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { windowsRuntime } from './runtime.ts';
import { type Wine, windowsPath } from './wine.ts';

/** What is to be configured; what is left out stays as it is. */
export interface ServiceConfiguration {
  readonly startType?: number;
  readonly command?: string;
  readonly account?: string;
  readonly displayName?: string;
}

/** Calls ChangeServiceConfigW, which is what `sc config` does: Wine's sc has no such command. Wine changes no dependencies. */
const script = `
const [modules, name, text] = process.argv.slice(2);
const koffi = require(modules + '\\\\koffi');
const { startType, command, account, displayName } = JSON.parse(text);
const advapi = koffi.load('advapi32.dll');
const open = advapi.func('OpenSCManagerW', 'intptr_t', ['void *', 'void *', 'uint32_t']);
const openService = advapi.func('OpenServiceW', 'intptr_t', ['intptr_t', 'void *', 'uint32_t']);
const texts = Array(7).fill('void *');
const change = advapi.func('ChangeServiceConfigW', 'int', ['intptr_t', 'uint32_t', 'uint32_t', 'uint32_t', ...texts]);
const wide = (each) => (each === undefined ? null : Buffer.from(each + '\\0', 'utf16le'));
const keep = 0xffffffff;
const service = openService(open(null, null, 1), wide(name), 2);
const kept = [null, null, null, wide(account), null, wide(displayName)];
if (change(service, keep, startType ?? keep, keep, wide(command), ...kept) === 0) process.exit(1);
`;

export async function configureService(wine: Wine, name: string, wanted: ServiceConfiguration): Promise<void> {
  const { node, modules } = await windowsRuntime();
  const file = join(wine.folder, 'configure-service.cjs');
  await writeFile(file, script);
  const args = [windowsPath(modules), name, JSON.stringify(wanted)];
  await wine.run(windowsPath(node), windowsPath(file), ...args);
}
