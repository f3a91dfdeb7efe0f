import { Argument, type Command, Option } from 'commander';
import { syslogFacilities, webhookTemplates } from '../shared/model/action.ts';
import {
  actions,
  actionsEnable,
  actionsRemove,
  actionsTest,
  addFile,
  addProgram,
  addSyslog,
  addWebhook,
  type FileOptions,
  type ProgramOptions,
  type SyslogOptions,
  type WebhookOptions,
} from './commands/actions.ts';
import { type DeliveriesOptions, deliveries, deliveriesDiscard, deliveriesRetry } from './commands/deliveries.ts';
import type { Context } from './context.ts';
import { countArgument } from './usage.ts';

type Answering = <A extends readonly unknown[]>(
  command: (context: Context, ...args: A) => Promise<number>,
) => (...args: A) => Promise<void>;

/** `actions` and `deliveries`. */
export function addActions(program: Command, answering: Answering): void {
  const command = program
    .command('actions')
    .description('where alerts go: webhooks, programs, files, syslog')
    .addOption(new Option('--json', 'as the settings have them'))
    .action(answering((context, options: { json?: boolean }) => actions(context, options)));
  addAdd(command, answering);
  command
    .command('remove')
    .description('take an action out; what still waits for it is given up')
    .argument('<action>', 'its id or name')
    .action(answering((context, what: string) => actionsRemove(context, what)));
  for (const enabled of [true, false]) {
    command
      .command(enabled ? 'enable' : 'disable')
      .description(`switch an action ${enabled ? 'on' : 'off: what comes for it waits'}`)
      .argument('<action>', 'its id or name')
      .action(answering((context, what: string) => actionsEnable(context, what, enabled)));
  }
  command
    .command('test')
    .description('hand an action a made-up alert, once')
    .argument('<action>', 'its id or name')
    .action(answering((context, what: string) => actionsTest(context, what)));
  addDeliveries(program, answering);
}

/** Options that every kind of action has. */
const common = (command: Command): Command =>
  command
    .option('--name <name>', 'what you call it')
    .option('--id <id>', 'what rules call it')
    .option('--disabled', 'add it switched off');

const authority = 'a PEM file of authorities that are trusted beside those of the system';

function addAdd(command: Command, answering: Answering): void {
  const add = command.command('add').description('add an action');
  common(add.command('webhook'))
    .description('POST alerts as JSON to an https:// address')
    .argument('<url>', 'the address')
    .addOption(new Option('--template <template>', 'what the JSON looks like').choices(webhookTemplates))
    .option('--signing-key-env <name>', 'the variable that holds the key of the signature')
    .option('--signing-key-file <file>', 'the file that holds it')
    .option('--authorization-env <name>', 'the variable that holds the value of the Authorization header')
    .option('--authorization-file <file>', 'the file that holds it')
    .option('--authority <file>', authority)
    .action(answering((context, url: string, options: WebhookOptions) => addWebhook(context, url, options)));
  common(add.command('program'))
    .description('run a program with an alert as JSON on its standard input')
    .argument('<program>', 'its path')
    .argument('[arguments...]', "its arguments; those with dashes go behind '--'")
    .addOption(new Option('--time-limit <seconds>', 'until it is ended (30)').argParser(countArgument(1, 3600)))
    .action(
      answering((context, path: string, list: readonly string[], options: ProgramOptions) =>
        addProgram(context, path, list, options),
      ),
    );
  common(add.command('file'))
    .description('add a line to a file')
    .argument('<path>', 'its path')
    .addOption(new Option('--format <format>', 'what a line looks like').choices(['json', 'text']))
    .action(answering((context, path: string, options: FileOptions) => addFile(context, path, options)));
  common(add.command('syslog'))
    .description('send alerts to a syslog receiver (RFC 5424)')
    .argument('<host>', 'its name or address')
    .addOption(new Option('--port <n>', '514, or 6514 for TLS').argParser(countArgument(1, 65_535)))
    .addOption(new Option('--transport <transport>', 'udp by default').choices(['udp', 'tcp', 'tls']))
    .addOption(new Option('--facility <facility>', 'user by default').choices(Object.keys(syslogFacilities)))
    .option('--authority <file>', authority)
    .action(answering((context, host: string, options: SyslogOptions) => addSyslog(context, host, options)));
}

function addDeliveries(program: Command, answering: Answering): void {
  const command = program
    .command('deliveries')
    .description('what was handed to actions, waits for it, or was given up; the newest first')
    .option('--dead', 'only what was given up')
    .option('--waiting', 'only what waits')
    .addOption(new Option('--limit <n>', 'at most so many (100, or all with --json)').argParser(countArgument(1)))
    .addOption(new Option('--json', 'one object a delivery'))
    .action(answering((context, options: DeliveriesOptions) => deliveries(context, options)));
  const ids = () =>
    new Argument('[id...]', 'numbers of deliveries').argParser(
      (text: string, before: readonly number[] | undefined) => [
        ...(before ?? []),
        countArgument(1)(text.replace(/^#/, '')),
      ],
    );
  command
    .command('retry')
    .description('try again what was given up; while no Tidemark runs')
    .addArgument(ids())
    .option('--all', 'all of it')
    .action(
      answering((context, given: readonly number[] | undefined, options: { all?: boolean }) =>
        deliveriesRetry(context, given ?? [], options),
      ),
    );
  command
    .command('discard')
    .description('let go of what was given up; while no Tidemark runs')
    .addArgument(ids())
    .option('--all', 'all of it')
    .action(
      answering((context, given: readonly number[] | undefined, options: { all?: boolean }) =>
        deliveriesDiscard(context, given ?? [], options),
      ),
    );
}
