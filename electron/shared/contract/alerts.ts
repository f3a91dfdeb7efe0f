import { z } from 'zod';
import { actionSchema } from '../model/action.ts';
import { alertSchema, deliverySchema, deliveryStates } from '../model/alert.ts';
import { alertRuleSchema } from '../model/alert-rule.ts';
import { listedChangeSchema } from '../model/change.ts';
import { itemTypeSchema } from '../model/item.ts';
import { severitySchema } from '../model/severity.ts';

const id = z.number().int().positive();

export const alertQuerySchema = z.strictObject({
  severities: z.array(severitySchema).optional(),
  ruleId: z.string().optional(),
  /** Only states that last. */
  active: z.boolean().optional(),
  /** Only alerts older than this id: the `next` of the page before. */
  before: id.optional(),
  limit: z.number().int().min(1).max(1000).default(100),
});
export type AlertQuery = z.input<typeof alertQuerySchema>;

/** A page of alerts, the newest first. */
export const alertPageSchema = z.object({
  alerts: z.array(alertSchema),
  next: z.number().int().nullable(),
  unread: z.number().int(),
});

export const alertDetailSchema = z.object({
  alert: alertSchema,
  /** The changes that fired it, as far as the log still has them. */
  changes: z.array(listedChangeSchema),
  deliveries: z.array(deliverySchema),
});

/** How the rules of the settings do: one entry a rule that is there. */
export const ruleStateSchema = z.object({
  ruleId: z.string(),
  evaluation: z.enum(['change', 'state']).nullable(),
  /** The alert that lasts, of a state. */
  activeAlert: z.number().int().nullable(),
  lastFiredAt: z.string().nullable(),
  /** How often it fired in the last 30 days. */
  fired: z.number().int(),
  /** Why it can't be evaluated; `null` where it can. */
  fault: z.string().nullable(),
});
export type RuleState = Readonly<z.infer<typeof ruleStateSchema>>;

export const tryRuleSchema = z.strictObject({
  rule: alertRuleSchema,
  days: z.number().int().min(1).max(3650).default(30),
});

/** What a rule would have done in the past. */
export const ruleTrialSchema = z.object({
  /** How often it would have fired, and the newest of these times (at most 200). */
  fired: z.number().int(),
  firings: z.array(
    z.object({
      at: z.string(),
      /** Of a state: when it would have ended. */
      until: z.string().nullable(),
      count: z.number().int(),
      summary: z.string(),
      changeIds: z.array(id),
    }),
  ),
  /** From when on the past is known. */
  since: z.string(),
  /** What was not looked at, in one sentence; `null` where all was. */
  limits: z.string().nullable(),
});
export type RuleTrial = Readonly<z.infer<typeof ruleTrialSchema>>;

export const deliveryQuerySchema = z.strictObject({
  states: z.array(z.enum(deliveryStates)).optional(),
  before: id.optional(),
  limit: z.number().int().min(1).max(1000).default(100),
});
export const deliveryPageSchema = z.object({
  deliveries: z.array(deliverySchema.extend({ summary: z.string() })),
  next: z.number().int().nullable(),
  waiting: z.number().int(),
  dead: z.number().int(),
});

export const tryActionSchema = z.strictObject({ action: actionSchema });
export const actionTrialSchema = z.object({
  ok: z.boolean(),
  /** One sentence: what the receiver answered, or what went wrong and what to do. */
  message: z.string(),
  output: z.string(),
});
export type ActionTrial = Readonly<z.infer<typeof actionTrialSchema>>;

/** What made noise: a rule, or something that changed again and again. */
export const noiseSourceSchema = z.object({
  kind: z.enum(['folder', 'path', 'package', 'daemon', 'registry', 'rule', 'other']),
  /** A path, a name, the id of a rule. */
  subject: z.string(),
  label: z.string(),
  type: itemTypeSchema.nullable(),
  changes: z.number().int(),
  alerts: z.number().int(),
  /** Of all changes (of a rule: of all alerts) in that time, 0 to 1. */
  share: z.number(),
  lastAt: z.string(),
});
export type NoiseSource = Readonly<z.infer<typeof noiseSourceSchema>>;
export const noiseQuerySchema = z.strictObject({ days: z.number().int().min(1).max(365).default(30) });
export const noiseReportSchema = z.object({
  since: z.string(),
  changes: z.number().int(),
  alerts: z.number().int(),
  sources: z.array(noiseSourceSchema),
});
/** What ignoring a source would have hidden. */
export const noiseTrialQuerySchema = noiseQuerySchema.extend({
  source: noiseSourceSchema.pick({ kind: true, subject: true, type: true }),
});
export const noiseTrialSchema = z.object({
  changes: z.number().int(),
  alerts: z.number().int(),
  /** Alerts of severity critical among them. */
  critical: z.number().int(),
  sample: z.array(listedChangeSchema),
  sampleAlerts: z.array(alertSchema),
  /** How to ignore it: what is to be added to the settings, in one sentence. */
  advice: z.string(),
});
