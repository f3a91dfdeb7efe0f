import type { z } from 'zod';
import type { Claim, Situation } from '../../../../electron/main/notifications/attention/verdict.ts';
import { type Attention, attentionSchema } from '../../../../electron/shared/model/attention.ts';

/** A claim that can be told from others by its name. */
export interface Named extends Claim {
  readonly name: string;
}

export const claim = (name: string, over: Partial<Claim> = {}): Named => ({
  name,
  severity: 'warning',
  ruleId: 'rule',
  mostPerHour: null,
  brief: false,
  ...over,
});

/** A moment of a Wednesday, by the machine's clock. */
export const clock = (hour: number, minute = 0, day = 4) => new Date(2026, 2, day, hour, minute).getTime();

export const attention = (over: z.input<typeof attentionSchema> = {}): Attention => attentionSchema.parse(over);

export const situation = (over: Partial<Situation> = {}): Situation => ({
  now: clock(12),
  attention: attention(),
  doNotDisturb: false,
  shown: [],
  ...over,
});
