import { TidemarkError } from '../../../shared/contract/errors.ts';
import type { AlertRule, SimpleCondition } from '../../../shared/model/alert-rule.ts';
import { itemTypes } from '../../../shared/model/item.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { fieldsNamed } from '../match/values.ts';

export interface FaultsOptions {
  /** Keeps a problem, and tells of it unless it stands already. */
  readonly problem: (problem: Problem) => void;
  readonly ended: (problem: Problem) => void;
}

/** Why rules can't be evaluated: each is a standing problem that names its rule, until it is evaluated again. */
export class RuleFaults {
  readonly #options: FaultsOptions;
  readonly #problems = new Map<string, Problem>();

  constructor(options: FaultsOptions) {
    this.#options = options;
  }

  /** In one sentence; `null` where the rule can be evaluated. */
  of(ruleId: string): string | null {
    return this.#problems.get(ruleId)?.message ?? null;
  }

  set({ id, name }: Pick<AlertRule, 'id' | 'name'>, thrown: unknown): void {
    const { message, advice } = TidemarkError.from(thrown);
    const problem: Problem = {
      type: 'Alerts',
      kind: 'failed',
      subject: name,
      message: `The rule can’t be evaluated: ${message}`,
      advice,
    };
    const before = this.#problems.get(id);
    if (before?.subject === name && before.message === problem.message) return;
    if (before && before.subject !== name) this.#options.ended(before);
    this.#problems.set(id, problem);
    this.#options.problem(problem);
  }

  clear(ruleId: string): void {
    const problem = this.#problems.get(ruleId);
    if (problem === undefined) return;
    this.#problems.delete(ruleId);
    this.#options.ended(problem);
  }

  /** Forgets the faults of rules that are watched for no longer. */
  keep(ruleIds: ReadonlySet<string>): void {
    for (const id of [...this.#problems.keys()]) if (id !== '' && !ruleIds.has(id)) this.clear(id);
  }
}

/** Why a condition of the simple form can't hold of anything, or of more than was meant; `undefined` where it can. */
export function conditionFault({ types, field, value }: SimpleCondition): TidemarkError | undefined {
  if (field === '') {
    if (value === null) return undefined;
    return new TidemarkError(
      'invalid',
      'it names a value, but no field that has it.',
      'Name the field, or leave the value out.',
    );
  }
  const asked = types.length === 0 ? itemTypes : types;
  if (asked.some((type) => fieldsNamed(type, field).length > 0)) return undefined;
  const of = types.length === 0 ? 'nothing that is tracked' : types.join(' and ');
  return new TidemarkError('invalid', `${of} has no field '${field}'.`, 'Name one of the fields of the type.');
}
