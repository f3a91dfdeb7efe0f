import { z } from 'zod';
import { categorySchema } from './change.ts';
import { decidedVerdictSchema } from './explanation.ts';
import { itemTypeSchema } from './item.ts';
import { severitySchema } from './severity.ts';

/** How a value is compared, in any case: the whole of it, a part of it, or a pattern with `*` and `?`. */
export const valueTests = ['is', 'isNot', 'contains', 'matches'] as const;

/** The action that every rule can name without it standing in the settings: a desktop notification. */
export const desktopAction = 'desktop';

/** The simple form of a condition: every part that is given must hold of a change. */
export const simpleConditionSchema = z.strictObject({
  kind: z.literal('simple'),
  /** Empty for any. */
  types: z.array(itemTypeSchema).default([]),
  categories: z.array(categorySchema).default([]),
  /**
   * Names or paths, any of which must fit in any case; empty for all. With `*` or `?` the whole name or the whole
   * path (`*` stands for slashes too), otherwise a part of either. A path may be written as its platform does, or with
   * slashes; a registry key in any spelling of its hive.
   */
  things: z.array(z.string().min(1).max(4096)).max(200).default([]),
  /** The same, of what is left out. */
  except: z.array(z.string().min(1).max(4096)).max(1000).default([]),
  /**
   * A field of the type that must be among those that changed, in any case by its name, its label or its column (see
   * `fields.ts`); empty for any. Every field that it has changed of a thing that was added or removed.
   */
  field: z.string().max(100).default(''),
  /**
   * What the field must be after the change (of a removed thing: before it), as it is shown or as it is stored: a mode
   * in octal, a flag as yes or no; of a list the whole or one of its lines. Needs `field`.
   */
  value: z
    .strictObject({ test: z.enum(valueTests), text: z.string().max(4096) })
    .nullable()
    .default(null),
  /**
   * What is known of the change's cause must be one of these; left out for any. A rule that asks for it looks at a
   * change once that is decided: at once, or when the package manager that is at work has ended.
   */
  verdicts: z.array(decidedVerdictSchema).min(1).optional(),
});
export type SimpleCondition = Readonly<z.infer<typeof simpleConditionSchema>>;

/** A condition in KQL: see `KqlCheck.evaluation` for when it is looked at. */
export const kqlConditionSchema = z.strictObject({
  kind: z.literal('kql'),
  query: z.string().min(1).max(100_000),
  strict: z.boolean().default(false),
});

export const conditionSchema = z.discriminatedUnion('kind', [simpleConditionSchema, kqlConditionSchema]);
export type Condition = Readonly<z.infer<typeof conditionSchema>>;

/** What is watched for, and what is done then. */
export const alertRuleSchema = z.strictObject({
  id: z.string().min(1).max(100),
  enabled: z.boolean().default(true),
  name: z.string().min(1).max(200),
  severity: severitySchema.default('warning'),
  /** Why it matters, in plain words. */
  why: z.string().max(2000).default(''),
  when: conditionSchema,
  /** Ids of actions in the settings, and `desktop`. */
  actions: z.array(z.string().min(1).max(100)).max(50).default([desktopAction]),
  /** Until then it alerts nobody, though it is recorded; a critical rule is never muted. */
  mutedUntil: z.iso.datetime({ offset: true }).nullable().default(null),
  /** Most notifications of it in an hour; `null` for what the attention budget says. */
  mostPerHour: z.number().int().min(1).max(1000).nullable().default(null),
});
export type AlertRule = Readonly<z.infer<typeof alertRuleSchema>>;
