import { expect, it } from 'vitest';
import { planOf } from '../../../electron/engine/approve/plan-times.ts';
import { at } from '../../support/store-samples.ts';

const plans = [
  { id: 1, startedAt: at(10), endedAt: at(20) },
  { id: 2, startedAt: at(20), endedAt: null },
];

it.each([
  ['within', 11, 12, 1],
  ['from its beginning to its end', 10, 20, 1],
  ['in the one that is open', 20, 500, 2],
  ['perhaps before its beginning', 9, 12, undefined],
  ['perhaps after its end', 19, 21, undefined],
  ['before all', 1, 2, undefined],
])('a change that happened %s', (_what, since, noticed, plan) => {
  expect(planOf(plans, { since: at(since), noticedAt: at(noticed) })?.id).toBe(plan);
});
