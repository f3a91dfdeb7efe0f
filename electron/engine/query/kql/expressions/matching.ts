import { type Comparison, forgive } from '../forgive.ts';
import { type Expr, type Place, type Sql, Unsupported } from '../plan.ts';
import { fromQueried, toQueried } from '../queried-text.ts';
import { bind, sql } from '../sql.ts';
import { asString } from './conversions.ts';
import { sure } from './logic.ts';
import { callSql, native } from './native.ts';
import { checkPattern, compiled } from './regex.ts';
import { type Ends, foldAscii, holdsTerm } from './terms.ts';
import { known, typed } from './values.ts';

/** SQLite refuses longer patterns of LIKE (bytes; a character has up to four). */
const longestPattern = 10_000;

/** What LIKE takes literally. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

type Around = (text: string) => string;

/** A to z in lower case; everything else stays. SQLite's own `lower` does just that. */
export const folded = (value: Expr): Expr =>
  typeof value.constant === 'string'
    ? known('string', foldAscii(value.constant))
    : typed('string', sql`lower(${value})`);

/** LIKE forgives the case of a to z, as the language does, and only that. */
function like(value: Sql, wanted: string, around: Around): Sql | undefined {
  if (wanted.length > longestPattern) return undefined;
  return sql`(${value} LIKE ${bind(around(escaped(wanted)))} ESCAPE '\\')`;
}

type Maker = (value: Expr, wanted: Expr, caseCounts: boolean) => Sql;

const contains: Maker = (value, wanted, caseCounts) => {
  if (caseCounts) return sql`(instr(${value}, ${wanted}) > 0)`;
  const quick = typeof wanted.constant === 'string' && like(value, wanted.constant, (text) => `%${text}%`);
  return quick || sql`(instr(${folded(value)}, ${folded(wanted)}) > 0)`;
};

const starts = native('starts', 'bool', (text: string, wanted: string) => text.startsWith(wanted));
const ends = native('ends', 'bool', (text: string, wanted: string) => text.endsWith(wanted));

const startsWith: Maker = (value, wanted, caseCounts) => {
  if (caseCounts) return callSql(starts, value, wanted);
  const quick = typeof wanted.constant === 'string' && like(value, wanted.constant, (text) => `${text}%`);
  return quick || callSql(starts, folded(value), folded(wanted));
};

const endsWith: Maker = (value, wanted, caseCounts) => {
  if (caseCounts) return callSql(ends, value, wanted);
  const quick = typeof wanted.constant === 'string' && like(value, wanted.constant, (text) => `%${text}`);
  return quick || callSql(ends, folded(value), folded(wanted));
};

/** Terms are looked at only in texts that hold what is looked for at all: that SQLite finds out faster. */
const terms = (name: string, endings: Ends): Maker => {
  const exact = native(name, 'bool', (text: string, wanted: string) => holdsTerm(text, wanted, endings));
  return (value, wanted, caseCounts) => {
    const [text, term] = caseCounts ? [value, wanted] : [folded(value), folded(wanted)];
    return sql`(${contains(value, wanted, caseCounts)} AND ${callSql(exact, text, term)})`;
  };
};

const hasTerm = terms('has', { start: true, end: true });
const hasPrefix = terms('hasprefix', { start: true, end: false });
const hasSuffix = terms('hassuffix', { start: false, end: true });

const equals: Maker = (value, wanted) =>
  typeof wanted.constant === 'string'
    ? sql`(${value} = ${wanted} COLLATE NOCASE)`
    : sql`(${folded(value)} = ${folded(wanted)})`;

const matches = native('matches', 'bool', (text: string, pattern: string) => compiled(pattern).matcher(text).find());

interface Operator {
  readonly make: Maker;
  readonly caseCounts?: boolean;
  readonly not?: boolean;
}

/** An operator, the same with its case counting, and what denies either. */
const family = (name: string, make: Maker): Readonly<Record<string, Operator>> => ({
  [name]: { make },
  [`!${name}`]: { make, not: true },
  [`${name}_cs`]: { make, caseCounts: true },
  [`!${name}_cs`]: { make, caseCounts: true, not: true },
});

const operators: Readonly<Record<string, Operator>> = {
  '=~': { make: equals },
  '!~': { make: equals, not: true },
  ...family('contains', contains),
  ...family('startswith', startsWith),
  ...family('endswith', endsWith),
  ...family('has', hasTerm),
  ...family('hasprefix', hasPrefix),
  ...family('hassuffix', hasSuffix),
  'matches regex': { make: (value, wanted) => callSql(matches, value, wanted), caseCounts: true },
};

export const stringOperators: readonly string[] = Object.keys(operators);
export const isStringOperator = (operator: string): boolean => Object.hasOwn(operators, operator);

/** How an operator compares, for what is forgiven to a text beside a column of paths or keys. */
const comparisonOf = (operator: string): Comparison =>
  /startswith$/.test(operator) ? 'start' : /~$/.test(operator) ? 'whole' : 'part';

/** A known text beside a column of paths or keys, as that column spells it. */
export function respelled({ spelling }: Expr, wanted: Expr, comparison: Comparison): Expr {
  if (spelling === undefined || typeof wanted.constant !== 'string') return wanted;
  return known('string', toQueried(forgive(spelling, fromQueried(wanted.constant), comparison)));
}

/** A string operator between two values; what is no string is taken by its text. */
export function matched(operator: string, left: Expr, right: Expr, place: Place): Expr {
  const found = operators[operator];
  if (found === undefined) throw new Unsupported(place, `The operator ${operator} is not supported here.`);
  const isExact = found.caseCounts ?? false;
  const wanted = isExact ? asString(right) : respelled(left, asString(right), comparisonOf(operator));
  if (operator === 'matches regex') checkPattern(wanted, place);
  const piece = found.make(asString(left), wanted, isExact);
  return sure(found.not ? sql`(NOT ${piece})` : piece);
}

/** Whether a text has one of some terms, or all of them. */
export function hasTerms(every: boolean, value: Expr, wanted: readonly Expr[]): Expr {
  const pieces = wanted.map((term) => hasTerm(value, respelled(value, asString(term), 'part'), false));
  const start = known('bool', every ? 1 : 0);
  const word = every ? sql` AND ` : sql` OR `;
  return sure(pieces.length === 0 ? start : pieces.reduce((all, piece) => sql`(${all}${word}${piece})`));
}
