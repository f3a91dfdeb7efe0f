/** What Tidemark was started for. */
export type Launch =
  /** A command of the command line, with its arguments. */
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  /** The tray and the window. Folders and files are as they were given, perhaps relative. */
  | {
      readonly kind: 'application';
      readonly data: string | undefined;
      readonly settings: string | undefined;
      readonly hidden: boolean;
    };

const asking: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-V']);

/**
 * Reads the arguments after the program's (and, unpackaged, the application's)
 * name. Switches of Chromium stand among them (`--no-sandbox`,
 * `--ozone-platform=headless`) and are left out; the first plain word is a
 * command, and what follows it belongs to it as it is.
 */
export function parseArguments(args: readonly string[]): Launch {
  const given: { data?: string; settings?: string } = {};
  let hidden = false;
  let name: 'data' | 'settings' | undefined;

  for (const [index, argument] of args.entries()) {
    if (name) {
      given[name] = argument;
      name = undefined;
      continue;
    }
    if (argument === '--') continue;
    if (asking.has(argument) || !argument.startsWith('-')) {
      const before = Object.entries(given).flatMap(([option, value]) => [`--${option}`, value]);
      return { kind: 'command', argv: [...before, ...args.slice(index)] };
    }
    if (argument === '--hidden') hidden = true;
    const [, option, equals, value = ''] = /^--(data|settings)(=(.*))?$/s.exec(argument) ?? [];
    if (option !== 'data' && option !== 'settings') continue;
    if (equals) given[option] = value;
    else name = option;
  }
  return { kind: 'application', data: given.data, settings: given.settings, hidden };
}

/**
 * What of a process' arguments was meant for Tidemark. Packaged, the first is the
 * program; started by a plain Electron, the application's own folder (or a file
 * in it) stands among its switches and ends them. `isApplication` tells whether
 * an argument names that.
 */
export function ownArguments(
  argv: readonly string[],
  packaged: boolean,
  isApplication: (argument: string) => boolean,
): readonly string[] {
  const args = argv.slice(1);
  if (packaged) return args;
  return args.slice(args.findIndex((argument) => !argument.startsWith('-') && isApplication(argument)) + 1);
}
