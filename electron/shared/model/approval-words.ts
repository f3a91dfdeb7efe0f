import type { Expectation, ExpectationScope } from './approval.ts';
import { printable } from './printable.ts';

/** What is expected, to follow 'Expected:': `the next change of /etc/hosts`, `what transactions of nginx do`. */
export function expectationWords({ scope, subject }: Pick<Expectation, 'scope' | 'subject'>): string {
  return scopeWords[scope](printable(subject));
}

const scopeWords: Readonly<Record<ExpectationScope, (subject: string) => string>> = {
  once: (subject) => `the next change of ${subject}`,
  content: (subject) => `${subject} in this very state`,
  package: (subject) => `what transactions of ${subject} do`,
  path: (subject) => `every change of ${subject}`,
};
