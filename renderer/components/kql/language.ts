import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tags } from '@lezer/highlight';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** What the language's documentation calls operators, statements and their parts. */
const keywords = words(`
  let where filter project project-away project-keep project-rename project-reorder extend summarize count distinct top
  sort order take limit join lookup union mv-expand mvexpand render search print range datatable getschema serialize
  parse parse-where evaluate invoke make-series as by on kind with asc desc nulls first last step from to of
  inner innerunique leftouter rightouter fullouter leftanti rightanti leftsemi rightsemi anti
  timechart barchart columnchart piechart linechart areachart table withsource hint typeof set declare`);

/** Operators that are words, and the two that bind conditions. */
const wordOperators = words(`
  and or not in has hasprefix hassuffix has_any has_all contains startswith endswith matches regex between like
  contains_cs has_cs startswith_cs endswith_cs hasprefix_cs hassuffix_cs`);

const literals = words('true false null');
const types = words('string long int real double decimal bool boolean datetime date timespan time dynamic guid');
const tables = words('ConfigurationChange ConfigurationData');

interface State {
  /** Within a text between three backticks. */
  fenced: boolean;
}

function fenced(stream: StringStream, state: State): string {
  // `skipTo` stops before the fence; without one the text goes on in the next line.
  if (stream.skipTo('```')) {
    stream.match('```');
    state.fenced = false;
  } else stream.skipToEnd();
  return 'string';
}

/** Words of the language that are followed by a bracket and are no functions. */
const notCalled = words('datatable typeof with in');

function word(stream: StringStream, text: string): string {
  const lower = text.toLowerCase();
  if (tables.has(text)) return 'typeName';
  if (literals.has(lower)) return 'atom';
  if (wordOperators.has(lower.replace(/~$/, ''))) return 'operatorKeyword';
  if (types.has(lower) && /^\s*[(:,)]/.test(stream.string.slice(stream.pos))) return 'keyword';
  const calls = stream.peek() === '(';
  if (keywords.has(lower) && (!calls || notCalled.has(lower))) return 'keyword';
  return calls ? 'function' : 'variableName';
}

function token(stream: StringStream, state: State): string | null {
  if (state.fenced) return fenced(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match('//')) {
    stream.skipToEnd();
    return 'comment';
  }
  if (stream.match('```')) {
    state.fenced = true;
    return fenced(stream, state);
  }
  // A string ends with its line, closed or not. In a verbatim one a quote is written twice.
  if (stream.match(/^[hH]?@(?:"(?:[^"]|"")*"?|'(?:[^']|'')*'?)/)) return 'string';
  if (stream.match(/^[hH]?(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|'(?:[^'\\]|\\.)*(?:'|\\?$))/)) return 'string';
  if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:[a-z]+)?/)) return 'number';
  if (stream.match(/^(?:project-(?:away|keep|rename|reorder)|mv-expand|make-series|parse-where)\b/)) return 'keyword';
  const match = stream.match(/^!?[A-Za-z_$][\w$]*~?/);
  if (match) return word(stream, Array.isArray(match) ? (match[0] ?? '').replace(/^!/, '') : '');
  if (stream.match(/^(?:==|!=|=~|!~|<=|>=|<>|=>|\.\.|[<>=+\-*/%|])/)) return 'operator';
  stream.next();
  return 'punctuation';
}

const kql = StreamLanguage.define<State>({
  name: 'kql',
  startState: () => ({ fenced: false }),
  copyState: (state) => ({ ...state }),
  token,
  languageData: {
    commentTokens: { line: '//' },
    closeBrackets: { brackets: ['(', '[', '{', '"', "'"] },
  },
  tokenTable: { function: tags.function(tags.variableName) },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: 'var(--tm-accent)' },
  { tag: [tags.string], color: 'var(--tm-code-string)' },
  { tag: [tags.number, tags.atom], color: 'var(--tm-code-value)' },
  { tag: tags.function(tags.variableName), color: 'var(--tm-code-call)' },
  { tag: tags.typeName, fontWeight: '600' },
  { tag: [tags.comment, tags.punctuation, tags.operator], color: 'var(--tm-dim)' },
]);

/** KQL as it is coloured while it is written: by its words alone, so that no key waits for the parser. */
export const kqlLanguage: Extension = [kql, syntaxHighlighting(colours)];
