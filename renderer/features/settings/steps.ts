import { servicesEvery } from '../../../electron/shared/model/settings.ts';

/** The steps of the services' slider (seconds): close together where they are short, as far as the settings allow. */
export const serviceSteps: readonly number[] = [
  servicesEvery.least,
  15,
  20,
  30,
  45,
  60,
  90,
  2 * 60,
  3 * 60,
  5 * 60,
  7 * 60,
  10 * 60,
  15 * 60,
  20 * 60,
  servicesEvery.most,
];

/** The index of the step that is nearest to a value, by their ratio. */
export function nearestStep(steps: readonly number[], value: number): number {
  const distance = (step: number) => Math.abs(Math.log(step / value));
  return steps.reduce((best, step, at) => (distance(step) < distance(steps[best] ?? Number.NaN) ? at : best), 0);
}
