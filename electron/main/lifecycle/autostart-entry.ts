/**
 * The desktop entry that starts Tidemark at login (Desktop Application Autostart
 * Specification), for a program with its arguments.
 */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tidemark',
    'Comment=Watches this machine and tells what changed',
    `Exec=${command.map(quote).join(' ')}`,
    'Icon=tidemark',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/**
 * An argument as the Desktop Entry Specification wants it in `Exec`: in double
 * quotes, where `"`, `` ` ``, `$` and `\` have a backslash before them; then each
 * backslash doubled, as in every string value; and `%` doubled, which else begins
 * a field code.
 */
function quote(argument: string): string {
  const quoted = `"${argument.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return quoted.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}

/** Where it lies: in the user's autostart folder (XDG Base Directory Specification). */
export function autostartFile(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const config = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : `${home}/.config`;
  return `${config}/autostart/tidemark.desktop`;
}
