import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const tools = ['wine', 'wineboot', 'wineserver'];

/** Why this computer can't run Windows' programs, in one line; `undefined` where it can. */
export function whyNoWine(): string | undefined {
  if (process.platform !== 'linux') return 'it takes Linux to run Windows’ Node under Wine';
  if (process.arch !== 'x64') return `there is no Windows’ Node for Wine on ${process.arch}`;
  const missing = tools.filter((tool) => !installed(tool));
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined;
}

function installed(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
