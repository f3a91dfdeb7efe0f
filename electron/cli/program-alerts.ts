import { type Command, InvalidArgumentError, Option } from 'commander';
import { valueTests } from '../shared/model/alert-rule.ts';
import { type Category, categories } from '../shared/model/change.ts';
import { type DecidedVerdict, decidedVerdicts } from '../shared/model/explanation.ts';
import type { ItemType } from '../shared/model/item.ts';
import { type Severity, severities } from '../shared/model/severity.ts';
import { type AlertsOptions, alerts } from './commands/alerts.ts';
import { rules, rulesAdd, rulesEnable, rulesMute, rulesReady, rulesRemove, rulesTry } from './commands/rules.ts';
import type { Context } from './context.ts';
import type { RuleOptions } from './rule-items.ts';
import { aheadArgument, countArgument, gather, typeArgument, whenArgument } from './usage.ts';

type Answering = <A extends readonly unknown[]>(
  command: (context: Context, ...args: A) => Promise<number>,
) => (...args: A) => Promise<void>;

const manyOf =
  <T extends string>(known: readonly T[], what: string) =>
  (text: string, before: readonly T[] | undefined): readonly T[] => {
    const found = known.find((each) => each.toLowerCase() === text.toLowerCase());
    if (found === undefined) throw new InvalidArgumentError(`The ${what} are ${known.join(', ')}.`);
    return [...(before ?? []), found];
  };

/** `alerts` and `rules`. */
export function addAlerts(program: Command, answering: Answering): void {
  program
    .command('alerts')
    .description('what the alert rules fired for, the newest first')
    .addOption(new Option('--since <when>', 'fired then or later').argParser(whenArgument))
    .addOption(
      new Option('--severity <severity>', 'only this one; may be given more than once').argParser(
        manyOf<Severity>(severities, 'severities'),
      ),
    )
    .option('--rule <rule>', 'only of this rule, by its id or name')
    .option('--active', 'only states that last')
    .addOption(
      new Option('--limit <n>', 'at most so many (100, or all with --json and --csv)').argParser(countArgument(1)),
    )
    .addOption(new Option('--json', 'one object an alert'))
    .addOption(new Option('--csv', 'as CSV').conflicts('json'))
    .action(answering((context, options: AlertsOptions) => alerts(context, options)));
  const json = () => new Option('--json', 'as one object');
  const command = program
    .command('rules')
    .description('the alert rules, and how each does')
    .addOption(json())
    .action(answering((context, options: { json?: boolean }) => rules(context, options)));
  // The outer command knows --json too, and commander gives it to that one.
  const both = <T extends object>(options: T): T & { json?: boolean } => ({ ...command.opts(), ...options });
  command
    .command('ready')
    .description('the rules that come with Tidemark, each with its why; none is on until it is added')
    .addOption(json())
    .action(answering((context, options: { json?: boolean }) => rulesReady(context, both(options))));
  addAdd(command, answering);
  command
    .command('remove')
    .description('take a rule out; its alerts stay')
    .argument('<rule>', 'its id or name')
    .action(answering((context, what: string) => rulesRemove(context, what)));
  for (const [name, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    command
      .command(name)
      .description(`switch a rule ${enabled ? 'on: it begins with what happens from now on' : 'off'}`)
      .argument('<rule>', 'its id or name')
      .action(answering((context, what: string) => rulesEnable(context, what, enabled)));
  }
  command
    .command('mute')
    .description('let a rule alert nobody for some time; it is recorded all the same')
    .argument('<rule>', 'its id or name')
    .addOption(
      new Option('--until <when>', "ISO 8601, or so long from now: 15m, 2h, 3d (1d); 'now' ends it").argParser(
        aheadArgument,
      ),
    )
    .action(answering((context, what: string, options: { until?: string }) => rulesMute(context, what, options)));
  command
    .command('try')
    .description('what a rule would have done in the past')
    .argument('<rule>', 'its id or name, or the id of a ready rule')
    .addOption(new Option('--days <n>', 'of so many days (30)').argParser(countArgument(1, 3650)))
    .addOption(json())
    .action(
      answering((context, what: string, options: { days?: number; json?: boolean }) =>
        rulesTry(context, what, both(options)),
      ),
    );
}

function addAdd(command: Command, answering: Answering): void {
  command
    .command('add')
    .description('add a ready rule by its id, or one of your own by --name and a condition')
    .argument('[ready]', "the id of a ready rule, see 'rules ready'")
    .option('--name <name>', 'what you call it')
    .option('--why <text>', 'why it matters')
    .addOption(new Option('--severity <severity>', 'warning by default').choices(severities))
    .option('--kql <query>', 'a condition in KQL (quote it)')
    .option('--strict', 'the query without the leniencies that Tidemark adds to the language')
    .addOption(
      new Option('--type <type>', 'of this type; may be given more than once').argParser(
        (text: string, before: readonly ItemType[] | undefined) => [...(before ?? []), typeArgument(text)],
      ),
    )
    .addOption(
      new Option('--category <category>', 'Added, Modified or Removed; may be given more than once').argParser(
        manyOf<Category>(categories, 'categories'),
      ),
    )
    .option(
      '--thing <name>',
      'a part of a name or path, or with * and ? the whole; may be given more than once',
      gather,
    )
    .option('--except <name>', 'the same, left out', gather)
    .addOption(
      new Option(
        '--verdict <verdict>',
        'what explains it: explained, planned, standsOut or unexplained; may be given more than once',
      ).argParser(manyOf<DecidedVerdict>(decidedVerdicts, 'verdicts')),
    )
    .option('--field <field>', 'this field changed')
    .option('--value <text>', 'and is this now')
    .addOption(new Option('--value-test <test>', 'how the value is compared: is by default').choices(valueTests))
    .option('--action <id>', 'where its alerts go: desktop by default; may be given more than once', gather)
    .option('--disabled', 'add it switched off')
    .action(answering((context, id: string | undefined, options: RuleOptions) => rulesAdd(context, id, options)));
}
