import { type AlertRule, alertRuleSchema, type SimpleCondition } from '../alert-rule.ts';
import type { Platform } from '../recommended.ts';
import type { SavedQuery } from '../saved-query.ts';

/** What a rule needs to be tracked that the recommended set lacks. */
export interface Needed {
  /** One sentence: what is missing, and what that means. */
  readonly words: string;
  /** The paths, or registry keys, that have to be tracked. */
  readonly places: readonly string[];
}

/** A rule that comes with Tidemark. It is off, and no part of the settings, until somebody adds it. */
export interface ReadyRule {
  /** Its id stays the same for good, so that it is known which were added. */
  readonly rule: AlertRule;
  readonly platforms: readonly Platform[];
  readonly needs?: Needed;
}

type Given = Pick<AlertRule, 'name' | 'why'> & Partial<Pick<AlertRule, 'severity'>>;

/** A ready rule of the simple form. */
export const ready = (
  id: string,
  given: Given,
  when: Partial<Omit<SimpleCondition, 'kind'>>,
  platforms: readonly Platform[],
  needs?: Needed,
): ReadyRule => ({
  rule: alertRuleSchema.parse({ id: `ready-${id}`, ...given, when: { kind: 'simple', ...when } }),
  platforms,
  ...(needs === undefined ? {} : { needs }),
});

/** A rule of a query that is kept under a name: `why` says what it is useful for. */
export const ruleOfQuery = ({ id, name, text }: SavedQuery, why: string): AlertRule =>
  alertRuleSchema.parse({ id: `query-${id}`, name, why, when: { kind: 'kql', query: text } });
