import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { forkKql } from '../engine/query/kql/fork.ts';
import type { StartKql } from '../engine/query/kql/protocol.ts';
import { TidemarkError } from '../shared/contract/errors.ts';
import { oneLine } from './failure.ts';
import { processTerminal, type Terminal } from './output/terminal.ts';
import { createProgram } from './program.ts';
import { UsageError } from './usage.ts';
import { kqlFile } from './worker-file.ts';

const wrongUse = 2;

function statusOf(error: unknown, terminal: Terminal): number {
  const advice = "See 'tidemark --help'.";
  if (error instanceof CommanderError) {
    // Help or a version that was asked for.
    if (error.exitCode === 0) return 0;
    // 'commander.help': called without a command, and commander has printed the help.
    if (error.code !== 'commander.help')
      terminal.error(oneLine({ message: error.message.replace(/^error: /, '').replace(/\.?$/, '.'), advice }));
    return wrongUse;
  }
  if (error instanceof UsageError) {
    terminal.error(oneLine(error));
    return wrongUse;
  }
  terminal.error(oneLine(TidemarkError.from(error)));
  return 1;
}

/**
 * Runs one command of the command line and answers its exit status: 0 done,
 * 1 failed, 2 used wrongly. `argv` are the arguments alone. A host under which
 * Node can't start a process of its own says how one for queries is started.
 */
export async function run(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
  startKql: StartKql = forkKql(kqlFile),
): Promise<number> {
  let status = 0;
  const program = createProgram(terminal, startKql, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    await terminal.flushed();
    return terminal.failed ? 1 : status;
  } catch (error) {
    return statusOf(error, terminal);
  }
}

/** Whether Node was started with this very file; a host that imports it may have anything in its argument list. */
function isEntry(): boolean {
  const entry = process.argv[1];
  return (
    entry !== undefined && existsSync(entry) && realpathSync(entry) === realpathSync(fileURLToPath(import.meta.url))
  );
}

if (isEntry()) process.exitCode = await run(process.argv.slice(2));
