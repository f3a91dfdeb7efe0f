import { Argument, type Command, Option } from 'commander';
import { type ExpectationScope, expectationScopes } from '../shared/model/approval.ts';
import { type AcknowledgeOptions, acknowledge } from './commands/acknowledge.ts';
import { type ExpectOptions, expect, expected, unexpect } from './commands/expect.ts';
import { planBegin, planEnd, planStatus } from './commands/plan.ts';
import type { Context } from './context.ts';
import { countArgument, futureArgument } from './usage.ts';

type Answering = <A extends readonly unknown[]>(
  command: (context: Context, ...args: A) => Promise<number>,
) => (...args: A) => Promise<void>;

const manyIds = (text: string, before: readonly number[] | undefined): readonly number[] => [
  ...(before ?? []),
  countArgument(1)(text),
];

/** `ack`, `expect`, `expected`, `unexpect` and `plan`. */
export function addApproving(program: Command, answering: Answering): void {
  program
    .command('ack')
    .description('say that changes are all right; they stay in the log as they are')
    .addArgument(new Argument('[id...]', 'numbers of changes').argParser(manyIds))
    .addOption(new Option('--cause <id>', 'all changes that are tied to this cause now').argParser(countArgument(1)))
    .addOption(new Option('--reason <text>', 'why').conflicts('undo'))
    .option('--undo', 'take that back')
    .action(
      answering((context, ids: readonly number[] | undefined, options: AcknowledgeOptions) =>
        acknowledge(context, ids ?? [], options),
      ),
    );
  program
    .command('expect')
    .description('acknowledge from now on what a change is an example of')
    .addArgument(new Argument('<id>', 'the number of a change').argParser(countArgument(1)))
    .addOption(
      new Option('--scope <scope>', 'the next change of it, this state of it, its package, or its path')
        .choices(expectationScopes)
        .makeOptionMandatory(),
    )
    .option('--pattern <pattern>', 'of paths, with wildcards (quote it); only with --scope path')
    .addOption(
      new Option('--until <when>', 'ISO 8601, or so long from now: 2h, 7d; without an end by default').argParser(
        futureArgument,
      ),
    )
    .option('--reason <text>', 'why')
    .action(
      answering((context, id: number, options: ExpectOptions & { scope: ExpectationScope }) =>
        expect(context, id, options),
      ),
    );
  program
    .command('expected')
    .description('what is expected')
    .option('--all', 'also what is expected no longer')
    .addOption(new Option('--json', 'one object an expectation'))
    .action(answering((context, options: { all?: boolean; json?: boolean }) => expected(context, options)));
  program
    .command('unexpect')
    .description('expect something no longer; what it has acknowledged stays so')
    .addArgument(new Argument('<id>', 'its number, from the list of what is expected').argParser(countArgument(1)))
    .action(answering((context, id: number) => unexpect(context, id)));
  const plan = program.command('plan').description("'I am installing something': group what changes until it ends");
  plan
    .command('begin')
    .description('from now on; a plan that is open is ended by that')
    .argument('<name>', 'what you call it')
    .action(answering((context, name: string) => planBegin(context, name)));
  plan
    .command('end')
    .description('and tell what happened; left open, it ends by itself after 12 hours')
    .action(answering((context) => planEnd(context)));
  const status = plan
    .command('status')
    .description('the plan that is open')
    .addOption(new Option('--json', 'as one object'));
  status.action(answering((context, options: { json?: boolean }) => planStatus(context, options)));
}
