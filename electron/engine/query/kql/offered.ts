import type { KqlCompletion } from '../../../shared/contract/kql.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Operators that stand between values, and words of the language that belong to no operator. */
const infix =
  /^(==|!=|=~|!~|<|<=|>|>=|\+|-|\*|\/|%|and|or|not|in|!in|in~|!in~|between|!between|matches regex|has_any|has_all|!?(contains|has|startswith|endswith|hasprefix|hassuffix)(_cs)?)$/;

const operators = words(
  `where filter project project-away project-keep project-rename project-reorder extend summarize count distinct top
  sort order take limit join union mv-expand render search let print`,
);
const keywords = words(
  `by asc desc nulls first last on kind with and or not true false dynamic datetime timespan long int real double bool
  string toscalar to typeof`,
);
const values = words('timechart barchart inner innerunique leftouter leftanti anti');

void values;
/** Whether a suggestion of the parser is one that Tidemark can run. */
export function isOffered(kind: KqlCompletion['items'][number]['kind'], name: string): boolean {
  if (kind === 'operator') return infix.test(name) || operators.has(name);
  if (kind === 'keyword') return keywords.has(name.replace(/\(\)$/, ''));
  return true;
}
