import type { Condition } from '../../../shared/model/alert-rule.ts';
import { explanationColumns } from '../../../shared/model/table-columns.ts';

const named = new RegExp(`\\b(?:${explanationColumns.map(({ name }) => name).join('|')})\\b`);
/** What stands in quotation marks names no column: `SoftwareType == "Package"`. */
const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/**
 * Whether a rule asks for what explains a change, which is known later than the change: then it looks at a change once
 * that is decided. A query that only happens to have such a word in it waits for it too, and loses nothing by that.
 */
export const awaitsVerdict = (when: Condition): boolean =>
  when.kind === 'simple' ? when.verdicts !== undefined : named.test(when.query.replaceAll(quoted, ''));
