import { z } from 'zod';
import { errorShapeSchema } from '../../../shared/contract/errors.ts';
import {
  type KqlCell,
  kqlChartSchema,
  kqlCompletionSchema,
  kqlDiagnosticSchema,
  kqlRowsSchema,
  kqlTypeSchema,
} from '../../../shared/contract/kql.ts';
import { alertRowSchema } from '../../../shared/model/alert.ts';
import type { QueryScope } from './context.ts';
import type { Given, Plan } from './plan.ts';

const given = ['now', 'after', 'upTo', 'asOf', 'rows', 'computer', 'machineId'] as const satisfies readonly Given[];
const remarkSchema = z.object({ start: z.number().int(), length: z.number().int(), message: z.string() });

const bytesSchema: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);
/** Infinity too, which a query can name. */
const numberSchema = z.custom<number>((value) => typeof value === 'number');
const boundSchema = z.union([z.string(), numberSchema, z.null(), bytesSchema, z.object({ at: z.enum(given) })]);

/** A plan on its way from one process to another. */
export const planSchema: z.ZodType<Plan> = z.object({
  sql: z.string(),
  values: z.array(boundSchema),
  columns: z.array(z.object({ name: z.string(), type: kqlTypeSchema })),
  hasId: z.boolean(),
  chart: kqlChartSchema.nullable(),
  evaluation: z.enum(['change', 'state']),
  notices: z.array(remarkSchema),
});

/** What is known when a plan runs: see `Given`. Moments are milliseconds since 1970. */
const knownSchema = z.object({
  now: z.number(),
  after: z.number().int().optional(),
  upTo: z.number().int().optional(),
  asOf: z.number().optional(),
});
export type Known = Readonly<z.infer<typeof knownSchema>>;

const scopeSchema = z.enum(['all', 'changes', 'past']) satisfies z.ZodType<QueryScope>;

const textSchema = z.object({ text: z.string(), strict: z.boolean() });

/** What a process for queries is asked to do; one thing at a time. */
export const jobSchema = z.discriminatedUnion('do', [
  textSchema.extend({ do: z.literal('translate'), scope: scopeSchema }),
  textSchema.extend({ do: z.literal('complete'), position: z.number().int() }),
  /** Runs a plan and sends its rows in portions, `rows` of them at most. */
  z.object({ do: z.literal('run'), plan: planSchema, known: knownSchema, rows: z.number().int() }),
  /** Runs a plan for a rule. */
  z.object({ do: z.literal('evaluate'), plan: planSchema, known: knownSchema }),
]);
export type Job = Readonly<z.infer<typeof jobSchema>>;
export type JobKind = Job['do'];

/** Whether a job reads a text: its process loads the parser first, which may take long where the machine is busy. */
export const needsParser = (job: Job): boolean => job.do === 'translate' || job.do === 'complete';

/** What each job answers. */
export const results = {
  /** `plan` is `null` where a diagnostic is an error. */
  translate: z.object({
    diagnostics: z.array(kqlDiagnosticSchema),
    mended: z.string().nullable(),
    plan: planSchema.nullable(),
  }),
  complete: kqlCompletionSchema,
  /** `cut`: rows were left out, at the limit of rows or (`full`) because the answer grew too large. */
  run: z.object({ cut: z.boolean(), full: z.boolean() }),
  evaluate: z.object({
    count: z.number().int(),
    rows: z.array(alertRowSchema),
    changeIds: z.array(z.number().int()),
  }),
} as const;
export type JobResult<K extends JobKind> = z.output<(typeof results)[K]>;
export type Translated = Readonly<JobResult<'translate'>>;

/** What a process for queries is sent. */
export const toKqlSchema = z.discriminatedUnion('kind', [
  /** Sent first, and once. */
  z.object({ kind: z.literal('start'), dataDir: z.string(), computer: z.string(), machineId: z.string() }),
  z.object({ kind: z.literal('job'), id: z.number().int(), job: jobSchema }),
  /** Close the store and end. */
  z.object({ kind: z.literal('end') }),
]);
export type ToKql = z.infer<typeof toKqlSchema>;

export type KqlRow = KqlCell[];

/** What a process for queries sends. */
export const fromKqlSchema = z.discriminatedUnion('kind', [
  /** The parser is loaded, and the text about to be read. Sent of jobs that need it. */
  z.object({ kind: z.literal('begun'), id: z.number().int() }),
  z.object({ kind: z.literal('rows'), id: z.number().int(), rows: kqlRowsSchema }),
  z.object({ kind: z.literal('done'), id: z.number().int(), value: z.unknown() }),
  z.object({ kind: z.literal('refused'), id: z.number().int(), error: errorShapeSchema }),
]);
export type FromKql = z.infer<typeof fromKqlSchema>;

/** A process for queries, as the engine knows it; how it is started is up to the engine's host. */
export interface KqlProcess {
  post(message: ToKql): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when it has ended or could not be started. */
  onExit(listener: () => void): void;
  /** Ends it at once, whatever it does. */
  kill(): void;
}
export type StartKql = () => KqlProcess;
