import type { AlertQuery } from '../../../electron/shared/contract/alerts.ts';
import { type Severity, severities } from '../../../electron/shared/model/severity.ts';

/** What of the alerts one looks at. No severity leaves none out. */
export interface AlertView {
  readonly severities: readonly Severity[];
  readonly ruleId: string | null;
  /** Only states that last. */
  readonly active: boolean;
}

export const firstView: AlertView = { severities: [], ruleId: null, active: false };

/** Whether anything narrows the view. */
export const isNarrowed = (view: AlertView): boolean =>
  view.severities.length > 0 || view.ruleId !== null || view.active;

/** The view as the engine's query. */
export const alertQuery = (view: AlertView): AlertQuery => ({
  ...(view.severities.length > 0 ? { severities: severities.filter((each) => view.severities.includes(each)) } : {}),
  ...(view.ruleId === null ? {} : { ruleId: view.ruleId }),
  ...(view.active ? { active: true } : {}),
});
