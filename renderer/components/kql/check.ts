import { type Diagnostic, linter } from '@codemirror/lint';
import { type Extension, StateEffect } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { KqlDiagnostic } from '../../../electron/shared/contract/kql.ts';
import { queryParts } from './parts.ts';

/** Asks what is wrong with one query. */
export type Check = (text: string) => Promise<readonly KqlDiagnostic[]>;

/** Says that every query is to be checked again, although nothing was typed. */
export const checkAgain = StateEffect.define<null>();

/** How many queries of one text are checked: it would be a strange text that holds more. */
const most = 40;

/** Places of a check in the text it was of, and not beyond it: an empty place gets a character to be seen at. */
function placed({ start, length, severity, message }: KqlDiagnostic, from: number, to: number): Diagnostic {
  const at = Math.min(from + start, to);
  const end = Math.min(Math.max(at + length, at + 1), to);
  return {
    from: Math.min(at, Math.max(from, end - 1)),
    to: end,
    severity: severity === 'error' ? 'error' : 'info',
    message,
  };
}

async function checked(view: EditorView, check: Check): Promise<readonly Diagnostic[]> {
  const parts = queryParts(view.state.doc.toString()).slice(0, most);
  const found = await Promise.all(
    parts.map(async ({ from, to, text }) => (await check(text)).map((each) => placed(each, from, to))),
  );
  return found.flat();
}

/** Marks what is wrong at its place, a moment after the last key; typing never waits for it. */
export const kqlCheck = (check: Check): Extension =>
  linter((view) => checked(view, check), {
    delay: 300,
    needsRefresh: ({ transactions }) => transactions.some(({ effects }) => effects.some((each) => each.is(checkAgain))),
  });
