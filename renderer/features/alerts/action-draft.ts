import { type Action, type ActionKind, actionSchema } from '../../../electron/shared/model/action.ts';
import { errorsByPath } from '../../words/settings.ts';

const none = { kind: 'none' } as const;

/** An action of a kind of which nothing is known yet but what it was called. */
export function emptyAction(kind: ActionKind, { id, name }: Pick<Action, 'id' | 'name'>): Action {
  const common = { id, name, enabled: true };
  switch (kind) {
    case 'webhook':
      return { ...common, kind, url: '', template: 'tidemark', signingKey: none, authorization: none, authority: '' };
    case 'program':
      return { ...common, kind, program: '', arguments: [], timeLimit: 30 };
    case 'file':
      return { ...common, kind, path: '', format: 'json' };
    case 'syslog':
      return { ...common, kind, host: '', port: 514, transport: 'udp', facility: 'user', authority: '' };
  }
}

/** The port that syslog has over each way: RFC 5426, 6587 and 5425. */
export const syslogPorts = { udp: 514, tcp: 514, tls: 6514 } as const;

/** The arguments of a program as lines to type: each line is one, with its spaces. */
export const argumentLines = (list: readonly string[]): string => list.join('\n');

/** And back: the empty lines at the end are none. */
export const linesAsArguments = (text: string): string[] => {
  const lines = text.split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  return lines;
};

/** The place that an action leads to, by which it is called where nobody gave it a name. */
export function placeOfAction(action: Action): string {
  switch (action.kind) {
    case 'webhook':
      return URL.canParse(action.url) ? new URL(action.url).host : '';
    case 'program':
      return action.program;
    case 'file':
      return action.path;
    case 'syslog':
      return action.host;
  }
}

const absolute = /^(\/|[A-Za-z]:[\\/]|\\\\)/;

/** What the schema leaves to its reader: a path that must be absolute. */
function pathFault(action: Action): readonly [field: string, words: string] | null {
  const words = 'An absolute path is needed';
  if (action.kind === 'program' && !absolute.test(action.program)) return ['program', words];
  return action.kind === 'file' && !absolute.test(action.path) ? ['path', words] : null;
}

/** A secret that was to be kept, and was not given. */
function secretFault(action: Action): readonly [field: string, words: string] | null {
  if (action.kind !== 'webhook') return null;
  const field = (['authorization', 'signingKey'] as const).find((each) => {
    const secret = action[each];
    return secret.kind === 'sealed' && secret.data === '';
  });
  return field ? [field, 'Type it and press ‘Keep it’, or choose None'] : null;
}

/** An action as it was typed, or what is wrong with it by its field. */
export function checkAction(
  draft: Action,
):
  | { readonly ok: true; readonly action: Action }
  | { readonly ok: false; readonly errors: ReadonlyMap<string, string> } {
  const name = draft.name.trim() || placeOfAction(draft).slice(0, 200);
  const parsed = actionSchema.safeParse({ ...draft, name });
  if (!parsed.success) {
    const errors = new Map([...errorsByPath(parsed.error)].map(([path, words]) => [path.split('.')[0] ?? '', words]));
    if (errors.has('url')) errors.set('url', 'An address that begins with https:// is needed');
    // What is missing is the place, not a name for it.
    if (name === '') errors.delete('name');
    return { ok: false, errors };
  }
  const fault = pathFault(parsed.data) ?? secretFault(parsed.data);
  return fault ? { ok: false, errors: new Map([fault]) } : { ok: true, action: parsed.data };
}
