import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Those of these tools that no folder of the search path has. */
export const missingTools = (tools: readonly string[]): readonly string[] => tools.filter((tool) => !installed(tool));

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
