import { missingTools } from '../missing-tools.ts';

const tools = ['wine', 'wineboot', 'wineserver'];

/** Why this computer can't run Windows' programs, in one line; `undefined` where it can. */
export function whyNoWine(): string | undefined {
  if (process.platform !== 'linux') return 'it takes Linux to run Windows’ Node under Wine';
  if (process.arch !== 'x64') return `there is no Windows’ Node for Wine on ${process.arch}`;
  const missing = missingTools(tools);
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined;
}
