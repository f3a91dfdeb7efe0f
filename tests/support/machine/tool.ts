import { runTool, type ToolResult } from '../run-tool.ts';

/** Runs a tool of this computer, which must exist and end with status 0, and answers what it printed. */
export async function mustRun(
  file: string,
  args: readonly string[],
  options: { readonly seconds?: number; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const { seconds = 60, environment = {} } = options;
  const result = await runTool(file, args, { timeLimit: seconds * 1000, outputLimit: 64 * 1024 * 1024, environment });
  if (result.kind === 'done') return result.output;
  throw new Error(`${file} ${args.join(' ')}: ${howItEnded(result)}`);
}

/** Why a tool did not do what it was asked to. */
export function howItEnded(result: Exclude<ToolResult, { kind: 'done' }>): string {
  if (result.kind !== 'exited') return result.kind;
  const words = `${result.errors}\n${result.output}`.trim().slice(-2000);
  return `ended with ${result.signal ?? `status ${result.status}`}: ${words}`;
}
