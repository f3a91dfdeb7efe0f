import { Argument, type Command, Option } from 'commander';
import { away } from './commands/away.ts';
import { cause, causes } from './commands/causes.ts';
import type { Context } from './context.ts';
import { countArgument } from './usage.ts';

type Answering = <A extends readonly unknown[]>(
  command: (context: Context, ...args: A) => Promise<number>,
) => (...args: A) => Promise<void>;

/** `causes`, `cause` and `away`. */
export function addCauses(program: Command, answering: Answering): void {
  const limit = (usual: number) =>
    new Option('--limit <n>', `at most so many (${usual})`).argParser(countArgument(1)).default(usual, `${usual}`);
  program
    .command('causes')
    .description('what explains changes: transactions of package managers, and plans, the newest first')
    .addOption(limit(50))
    .addOption(new Option('--json', 'one object a cause'))
    .action(answering((context, options: { limit: number; json?: boolean }) => causes(context, options)));
  program
    .command('cause')
    .description('one cause: its packages, and the changes tied to it')
    .addArgument(new Argument('<id>', 'its number, from the list of causes').argParser(countArgument(1)))
    .addOption(limit(100))
    .addOption(new Option('--json', 'as one object, its changes as rows of the documented columns'))
    .action(
      answering((context, id: number, options: { limit: number; json?: boolean }) => cause(context, id, options)),
    );
  program
    .command('away')
    .description('what happened while Tidemark did not run or the machine slept, the newest time first')
    .addOption(limit(10))
    .addOption(new Option('--json', 'one object a time'))
    .action(answering((context, options: { limit: number; json?: boolean }) => away(context, options)));
}
