import { variablesOf } from './sysv-script.ts';

/** What an OpenRC script says of its daemon. */
export interface OpenrcFacts {
  readonly description: string | null;
  /** Its program with its arguments, as far as they are plain text. */
  readonly command: string | null;
  readonly account: string | null;
}

/** Reads a script without running any of it: openrc-run(8), its variables. */
export function parseOpenrcScript(text: string): OpenrcFacts {
  const variables = variablesOf(text.split('\n'));
  const program = variables.get('command') ?? '';
  const args = variables.get('command_args') ?? '';
  return {
    description: variables.get('description') || null,
    command: program === '' ? null : `${program} ${args}`.trim(),
    // `user:group`
    account: (variables.get('command_user') ?? '').split(':')[0] || null,
  };
}
