import { Argument, Command, CommanderError, Option } from 'commander';
import type { StartKql } from '../engine/query/kql/protocol.ts';
import { platformOf } from '../shared/model/data-dir.ts';
import type { ItemType } from '../shared/model/item.ts';
import { platformWords } from '../shared/model/platform-words.ts';
import { linkModes, registryViews } from '../shared/model/settings.ts';
import { type ChangesOptions, changes } from './commands/changes.ts';
import { collect } from './commands/collect.ts';
import { compare } from './commands/compare.ts';
import { diff } from './commands/diff.ts';
import { type InventoryOptions, inventory } from './commands/inventory.ts';
import { type NoiseOptions, noise, noiseTry } from './commands/noise.ts';
import { type QueryOptions, query } from './commands/query.ts';
import { type RestoreOptions, restore } from './commands/restore.ts';
import { settingsCheck, settingsGet, settingsInit, settingsPath } from './commands/settings.ts';
import { show } from './commands/show.ts';
import { status } from './commands/status.ts';
import { tracked, trackFiles, trackRegistry, untrack } from './commands/track.ts';
import { verify } from './commands/verify.ts';
import { watch } from './commands/watch.ts';
import { type Context, contextOf } from './context.ts';
import type { Terminal } from './output/terminal.ts';
import { addActions } from './program-actions.ts';
import { addAlerts } from './program-alerts.ts';
import { addApproving } from './program-approving.ts';
import { addCauses } from './program-causes.ts';
import type { TrackOptions } from './tracked-items.ts';
import type { TrackRegistryOptions } from './tracked-registry.ts';
import { countArgument, gather, sizeArgument, typeArgument, whenArgument } from './usage.ts';
import { version } from './version.ts';

const { directory, directories, daemons } = platformWords(platformOf(process.platform));

const id = () => new Argument('<id>', 'the number of a change, from the list of changes').argParser(countArgument(1));
const when = (name: string) =>
  new Argument(`<${name}>`, 'ISO 8601, or so long ago: 15m, 2h, 3d, 1w').argParser(whenArgument);
const json = (what = 'as rows of the documented columns') => new Option('--json', what);
const csv = () => new Option('--csv', 'the same rows as CSV').conflicts('json');
const manyTypes = (text: string, before: readonly ItemType[] | undefined): readonly ItemType[] => [
  ...(before ?? []),
  typeArgument(text),
];

const closing = `
WHEN is ISO 8601, local time where it names no zone (2026-03-01T14:00), 'now', or so long ago: 15m, 2h, 3d, 1w.
Without --data and --settings, 'tidemark settings path' tells where both lie.
Exit status: 0 done, 1 failed, 2 used wrongly.`;

/**
 * The command line. What a command answers becomes the exit status, handed to
 * `ended`; a wrong use throws (commander's own errors among it).
 */
export function createProgram(terminal: Terminal, startKql: StartKql, ended: (status: number) => void): Command {
  const program = new Command('tidemark')
    .description(`Watches this machine and tells what changed: files, software, ${daemons}.`)
    .option('-V, --version', "print Tidemark's version")
    .on('option:version', () => {
      terminal.line(version());
      throw new CommanderError(0, 'commander.version', 'told');
    })
    .option('--data <dir>', 'the folder that holds what is recorded')
    .option('--settings <file>', 'the settings file')
    .addHelpText('after', closing)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.line(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
      // Told by `run`, on one line as every other error.
      outputError: () => undefined,
    })
    .exitOverride();

  /** Runs a command's function with its context and notes the status it answers. */
  const answering =
    <A extends readonly unknown[]>(command: (context: Context, ...args: A) => Promise<number>) =>
    async (...args: A): Promise<void> =>
      ended(await command(contextOf(program.opts(), terminal, startKql), ...args));

  program
    .command('watch')
    .description('track until interrupted; a line a change')
    .addOption(json('one object a line'))
    .action(answering(watch));
  program
    .command('collect')
    .description('one collection, a summary, the end')
    .addArgument(new Argument('[type...]', 'what to collect; all that is tracked by default').argParser(manyTypes))
    .option('--full', 'read everything again, also what looks unchanged')
    .action(
      answering((context, types: readonly ItemType[], options: { full?: boolean }) =>
        collect(context, types ?? [], options),
      ),
    );
  program
    .command('changes')
    .description('the log of changes, the newest first')
    .addOption(new Option('--type <type>', 'only this type; may be given more than once').argParser(manyTypes))
    .addOption(new Option('--since <when>', 'noticed then or later').argParser(whenArgument))
    .addOption(new Option('--until <when>', 'noticed before then').argParser(whenArgument))
    .option('--unexplained', 'only what no cause explains, and what stands out')
    .option('--unacknowledged', 'only what nobody has said is all right')
    .addOption(new Option('--cause <id>', 'only what is tied to this cause').argParser(countArgument(1)))
    .addOption(
      new Option('--limit <n>', 'at most so many (100, or all with --json and --csv)').argParser(countArgument(1)),
    )
    .addOption(json())
    .addOption(csv())
    .action(answering((context, options: ChangesOptions) => changes(context, options)));
  program
    .command('inventory')
    .description('what is there, now or as it was at a moment')
    .addArgument(
      new Argument('<type>', 'Files, Registry, Software, WindowsServices, Daemons, Machine').argParser(typeArgument),
    )
    .addOption(new Option('--at <when>', 'as it was then').argParser(whenArgument))
    .addOption(json())
    .addOption(csv())
    .action(answering((context, type: ItemType, options: InventoryOptions) => inventory(context, type, options)));
  program
    .command('show')
    .description('one change whole')
    .addArgument(id())
    .addOption(json('as a row'))
    .action(answering(show));
  program
    .command('diff')
    .description("one change's content as a unified diff")
    .addArgument(id())
    .action(answering(diff));
  program
    .command('restore')
    .description('put back what a file held before a change')
    .addArgument(id())
    .option('--to <file>', 'save it there instead, as a copy')
    .addOption(new Option('--yes', 'without asking').conflicts(['dryRun', 'to']))
    .addOption(new Option('--dry-run', 'only show what would be written').conflicts(['yes', 'to']))
    .action(answering((context, number: number, options: RestoreOptions) => restore(context, number, options)));
  program
    .command('compare')
    .description('the net difference between two moments')
    .addArgument(when('from'))
    .addArgument(when('to'))
    .addOption(json())
    .action(answering(compare));
  addCauses(program, answering);
  addApproving(program, answering);
  addAlerts(program, answering);
  addActions(program, answering);
  addNoise(program, answering);
  addQuery(program, answering);
  addTracking(program, answering);
  addSettings(program, answering);
  program
    .command('status')
    .description('collections, problems, gaps, limits, space')
    .addOption(json('as one object'))
    .action(answering(status));
  program
    .command('verify')
    .description("check the store's integrity and that no record was altered or taken out")
    .action(answering(verify));
  return program;
}

type Answering = <A extends readonly unknown[]>(
  command: (context: Context, ...args: A) => Promise<number>,
) => (...args: A) => Promise<void>;

function addNoise(program: Command, answering: Answering): void {
  const days = () => new Option('--days <n>', 'of so many days (30)').argParser(countArgument(1));
  const command = program
    .command('noise')
    .description('what made most of the changes and alerts')
    .addOption(days())
    .addOption(json('as one object'))
    .action(answering((context, options: NoiseOptions) => noise(context, options)));
  command
    .command('try')
    .description('what ignoring something would have hidden, and how to ignore it')
    .argument('<subject>', 'what the report lists, the name of a rule, or a path')
    .addOption(days())
    .addOption(json('as one object'))
    .action(
      // Both commands know these options, and commander gives them to the outer one
      answering((context, subject: string, options: NoiseOptions) =>
        noiseTry(context, subject, { ...command.opts<NoiseOptions>(), ...options }),
      ),
    );
}

function addQuery(program: Command, answering: Answering): void {
  program
    .command('query')
    .description('a question in KQL over ConfigurationChange and ConfigurationData')
    .addArgument(new Argument('[kql]', 'the query (quote it), or - to read it from standard input'))
    .option('--file <file>', 'read it from a file')
    .option('--saved <name>', 'a saved or ready query, by its id or name')
    .addOption(
      new Option('--list', 'the saved and the ready queries').conflicts(['csv', 'strict', 'limit', 'timeLimit']),
    )
    .option('--strict', 'without the leniencies that Tidemark adds to the language')
    .addOption(
      new Option('--limit <n>', 'at most so many rows (1,000, or 10,000 with --json and --csv)').argParser(
        countArgument(1, 500_000),
      ),
    )
    .addOption(
      new Option('--time-limit <seconds>', 'give up after so long (20 seconds)').argParser(countArgument(1, 600)),
    )
    .addOption(json('one object a row'))
    .addOption(csv())
    .action(answering((context, kql: string | undefined, options: QueryOptions) => query(context, kql, options)));
}

function addTracking(program: Command, answering: Answering): void {
  const track = program.command('track').description('track something more');
  track
    .command('files')
    .description(`a file, a ${directory}, or all that a pattern names`)
    .argument('<path>', 'with environment variables, ~ and wildcards (quote them)')
    .option('--name <name>', 'what you call it')
    .option('--group <group>', 'the group it stands in')
    .addOption(
      new Option('--path-type <type>', `a ${directory} by default where one is there`).choices(['file', 'directory']),
    )
    .option('--recursion', `everything below a ${directory}`)
    .addOption(new Option('--links <mode>', 'symbolic links').choices(linkModes))
    .option('--exclude <pattern>', 'leave out; may be given more than once', gather)
    .addOption(new Option('--max-depth <n>', `so many ${directories} deep at most`).argParser(countArgument(1)))
    .addOption(new Option('--max-size <bytes>', 'larger files by size and times only').argParser(sizeArgument))
    .option('--no-content', 'keep no content')
    .option('--growing', 'a growing log: growth and rotation are no changes')
    .option('--use-sudo', 'read through sudo what you may not read (Linux); status tells the rule it needs')
    .option('--optional', 'it is no problem if nothing is there')
    .option('--disabled', 'add it switched off')
    .action(answering((context, path: string, options: TrackOptions) => trackFiles(context, path, options)));
  track
    .command('registry')
    .description('a key of the Windows registry, or a preset by its id')
    .argument('<key>', 'in any of the usual spellings: HKLM\\…, HKEY_LOCAL_MACHINE\\…, Computer\\HKEY_… (quote it)')
    .option('--name <name>', 'what you call it')
    .option('--group <group>', 'the group it stands in')
    .option('--recursion', 'everything below it')
    .option('--value-name <pattern>', 'only values of this name; * and ? are wildcards')
    .addOption(new Option('--view <view>', 'of 64-bit programs by default').choices(registryViews))
    .option('--exclude <pattern>', 'leave out; may be given more than once', gather)
    .addOption(new Option('--max-depth <n>', 'so many keys deep at most').argParser(countArgument(1)))
    .option('--no-content', 'keep no bytes of large values')
    .option('--optional', 'it is no problem if no such key is there')
    .option('--disabled', 'add it switched off')
    .action(answering((context, key: string, options: TrackRegistryOptions) => trackRegistry(context, key, options)));
  program
    .command('untrack')
    .description('stop tracking an item; what was recorded stays')
    .argument('<item>', 'its id, name, path or registry key')
    .action(answering((context, item: string) => untrack(context, item)));
  program
    .command('tracked')
    .description('what is tracked')
    .option('--presets', 'the preset registry keys, what each is for, and whether it is on')
    .addOption(json('as one object'))
    .action(answering(tracked));
}

function addSettings(program: Command, answering: Answering): void {
  const settings = program.command('settings').description('the settings file');
  settings
    .command('path')
    .description('where it lies')
    .action(answering((context) => settingsPath(context)));
  settings
    .command('get')
    .description('the settings that hold')
    .action(answering((context) => settingsGet(context)));
  settings
    .command('check')
    .description('every fault of a settings file, and what of it does not apply here')
    .argument('[file]', 'the one in use by default')
    .action(answering((context, file: string | undefined) => settingsCheck(context, file)));
  settings
    .command('init')
    .description('write a new one with the recommended set')
    .option('--empty', 'track nothing at all')
    .option('--force', 'also where there is one already, which is kept under a name with its date')
    .action(answering((context, options: { empty?: boolean; force?: boolean }) => settingsInit(context, options)));
}
