import { isExpandedText } from './expanded-text.ts';
import { hintFor, type Told } from './hints.ts';
import { kusto, listOf } from './kusto.ts';
import type { Remark } from './plan.ts';

/** The parser's own words where they would puzzle a reader, by the code of its diagnostic. */
const plainWords: Readonly<Record<string, (message: string) => string>> = {
  KS001: (message) => `${after(message)} is missing here: a string or a bracket is not closed.`,
  KS002: (message) => `${after(message)} can’t stand here.`,
  KS005: (message) => `${after(message)} is expected here.`,
  KS006: (message) =>
    after(message) === 'Missing expression'
      ? 'A value is expected here.'
      : `One of these is expected here: ${after(message)}.`,
  KS176: () => 'An operator (where, project, summarize, …) is expected here.',
  KS198: () => 'The query is not complete here.',
  KS244: () => 'The query is too long to be read.',
  KS245: () => tooDeep,
};

/** The code of 'The expression must have the type …'. */
const mustBeDynamic = 'KS141';

const tooDeep = 'The query is nested too deeply to be read: it has too many operators or brackets within one another.';

/** Most faults that are told of one text: with so many it is no query. */
const mostFaults = 50;

const after = (message: string): string => message.slice(message.indexOf(':') + 1).trim();

/**
 * What keeps a text from running, by the language's own parser, in the order of the text. Behind the first fault of
 * syntax the parser has lost its way, and what it says there is about its guesses: that is left out.
 */
export function faultsOf(code: Kusto.Language.KustoCode): readonly Remark[] {
  if (code.Kind === 'Command')
    return [whole(code, 'Commands (texts that begin with a dot) can’t be run: ask a query.')];
  if (code.Text?.trim() === '') return [whole(code, 'The query is empty.')];
  const { Error: error } = kusto().DiagnosticSeverity;
  const errors = (list: Parameters<typeof listOf<Kusto.Language.Diagnostic>>[0]) =>
    listOf(list)
      .filter(({ Severity }) => Severity === error)
      .toSorted((one, other) => one.Start - other.Start);
  const [first] = errors(code.GetSyntaxDiagnostics());
  const found = errors(code.GetDiagnostics()).filter(
    ({ Start, Length, Code }) =>
      (first === undefined || Start < first.Start || (Start === first.Start && Code === first.Code)) &&
      !(Code === mustBeDynamic && isExpandedText(code, Start, Length)),
  );
  if (found.length === 0 && first === undefined && !code.HasSemantics) {
    return [whole(code, tooDeep)];
  }
  return found.slice(0, mostFaults).map(({ Code, Message, Start, Length }) => ({
    start: Start,
    length: Length,
    message: inWords({
      code: Code ?? '',
      message: Message ?? 'Something is wrong here.',
      written: code.Text?.slice(Start, Start + Length) ?? '',
    }),
  }));
}

function inWords(told: Told): string {
  const message = plainWords[told.code]?.(told.message) ?? told.message;
  const hint = hintFor(told);
  return hint === undefined ? message : `${message} ${hint}`;
}

const whole = (code: Kusto.Language.KustoCode, message: string): Remark => ({
  start: 0,
  length: code.Text?.length ?? 0,
  message,
});
