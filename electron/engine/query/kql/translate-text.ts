import { TidemarkError } from '../../../shared/contract/errors.ts';
import type { KqlDiagnostic } from '../../../shared/contract/kql.ts';
import { TooLarge } from './context.ts';
import type { Translate } from './kept.ts';
import { parse } from './parse.ts';
import { diagnosticAt, givenStretch } from './places.ts';
import { type Remark, Unsupported } from './plan.ts';
import type { Translated } from './protocol.ts';
import { translate } from './translate.ts';

/** Parses a text and translates it: faults of either are diagnostics, at their places in the text as it was given. */
export function translateText({ text, strict, scope }: Translate): Translated {
  try {
    const parsed = parse(text, strict);
    const { mended } = parsed;
    const diagnostics: KqlDiagnostic[] = [...parsed.diagnostics];
    if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, mended, plan: null };
    const say = (severity: KqlDiagnostic['severity'], remark: Remark) =>
      diagnostics.push(diagnosticAt(text, givenStretch(parsed, remark), severity, remark.message));
    try {
      const plan = translate(parsed.code, { scope, strict });
      for (const remark of plan.notices) say('notice', remark);
      return { diagnostics, mended, plan };
    } catch (thrown) {
      if (!(thrown instanceof Unsupported)) throw thrown;
      say('error', thrown.remark);
      return { diagnostics, mended, plan: null };
    }
  } catch (thrown) {
    if (!isTooLarge(thrown)) throw understandable(thrown);
    const message = 'The query is nested too deeply, or grows too large, to be asked.';
    return {
      diagnostics: [diagnosticAt(text, { start: 0, length: text.length }, 'error', message)],
      mended: null,
      plan: null,
    };
  }
}

/** Also where the stack did not reach: JavaScript's own error, or what the parser made of it. */
function isTooLarge(thrown: unknown): boolean {
  return (
    thrown instanceof TooLarge ||
    thrown instanceof RangeError ||
    /call stack|recursion|stack overflow/i.test(messageOf(thrown))
  );
}

/** The parser throws exceptions of its own runtime, which are no JavaScript errors. */
const messageOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);

function understandable(thrown: unknown): TidemarkError {
  if (thrown instanceof Error) return TidemarkError.from(thrown);
  return TidemarkError.from(new Error(`The parser of queries failed: ${messageOf(thrown)}`));
}
