import type { z } from 'zod';
import { TidemarkError } from '../../../shared/contract/errors.ts';
import { type KqlAnswer, type KqlCheck, type KqlDiagnostic, kqlRunSchema } from '../../../shared/contract/kql.ts';
import type { MachineIdentity } from '../machine-identity.ts';
import { firstFault } from './first-fault.ts';
import { Kept, type Translate } from './kept.ts';
import { Lane, tooLong } from './lane.ts';
import type { Plan } from './plan.ts';
import type { KqlRow, StartKql, Translated } from './protocol.ts';
import type { Evaluate, Evaluated, KqlService } from './service.ts';

export interface KqlOptions {
  readonly dataDir: string;
  readonly machine: MachineIdentity;
  readonly start: StartKql;
  /** Milliseconds without work after which a process is let go. */
  readonly idle?: number;
}

/** Milliseconds: how long the parser may take over a text, and a rule's query over the store. */
const parseLimit = 10_000;
const evaluateLimit = 20_000;

/** How many translated queries are kept: those of rules, and those that people asked or wrote at last. */
const keptRules = 500;
const keptQuestions = 8;

/** A query that can't run: the first fault and its place, as one sentence. */
export function faultOf(diagnostics: readonly KqlDiagnostic[]): TidemarkError | undefined {
  const first = firstFault(diagnostics);
  if (first === undefined) return undefined;
  return new TidemarkError('invalid', `The query can’t run: ${first}`, 'Correct it there and try again.');
}

/**
 * KQL over the store of a data folder. There are three lines to processes of their own, each started when it has
 * something to do: one reads texts, so that a check never waits for a long question; one asks the store for people,
 * and is ended with a question that takes too long; one asks it for rules, which must not wait for people's questions.
 */
export function createKql({ dataDir, machine, start, idle = 30_000 }: KqlOptions): KqlService {
  const lane = (): Lane =>
    new Lane({
      start,
      idle,
      first: { kind: 'start', dataDir, computer: machine.computer, machineId: machine.id },
    });
  const [texts, questions, rules] = [lane(), lane(), lane()];
  const translate = (query: Translate): Promise<Translated> =>
    texts.ask<'translate'>({ do: 'translate', ...query }, { limit: parseLimit });
  const ofRules = new Kept(translate, keptRules);
  const ofPeople = new Kept(translate, keptQuestions);
  /** Ends the question that is under way. */
  let stop: (error: TidemarkError) => void = () => undefined;

  async function planOf(from: Kept, query: Translate): Promise<Translated & { readonly plan: Plan }> {
    const found = await from.get(query);
    const fault = faultOf(found.diagnostics);
    if (fault) throw fault;
    if (!found.plan) throw new TidemarkError('internal', 'A query without a fault has no plan.', 'Please report this.');
    return { ...found, plan: found.plan };
  }

  async function answer(query: z.output<typeof kqlRunSchema>, isOver: () => boolean): Promise<KqlAnswer> {
    const { text, strict, rows: most, timeLimit } = query;
    const began = performance.now();
    // It starts while the text is read
    questions.warm();
    const reading = planOf(ofPeople, { text, strict, scope: 'all' });
    const { plan, mended, diagnostics } = await within(reading, timeLimit);
    if (isOver()) throw ended('The query was ended.');
    const rows: KqlRow[] = [];
    const limit = Math.max(1, timeLimit - (performance.now() - began));
    const onRows = (more: readonly KqlRow[]) => {
      for (const row of more) rows.push(row);
    };
    const job = { do: 'run', plan, known: { now: Date.now() }, rows: most } as const;
    const { cut, full } = await questions.ask<'run'>(job, { limit, onRows });
    return {
      columns: plan.columns.map(({ name, type }) => ({ name, type })),
      rows,
      cut,
      chart: plan.chart,
      notices: [...diagnostics.filter(({ severity }) => severity === 'notice'), ...(full ? [tooLarge] : [])],
      mended,
      milliseconds: performance.now() - began,
    };
  }

  return {
    async check({ text, strict }): Promise<KqlCheck> {
      const { diagnostics, mended, plan } = await ofPeople.get({ text, strict, scope: 'all' });
      return { diagnostics, mended, evaluation: plan?.evaluation ?? null };
    },

    run(query) {
      stop(ended('A later query took its place.'));
      return new Promise<KqlAnswer>((resolve, reject) => {
        let over = false;
        stop = (error) => {
          if (over) return;
          over = true;
          reject(error);
          questions.interrupt(error);
        };
        const done = () => {
          over = true;
        };
        answer(kqlRunSchema.parse(query), () => over)
          .finally(done)
          .then(resolve, reject);
      });
    },

    complete: ({ text, strict, position }) =>
      texts.ask<'complete'>({ do: 'complete', text, strict, position }, { limit: parseLimit }),

    async evaluate({ text, strict, changes, asOf }: Evaluate): Promise<Evaluated> {
      const scope = changes !== undefined ? 'changes' : asOf !== undefined ? 'past' : 'all';
      const { plan } = await planOf(ofRules, { text, strict, scope });
      const at = asOf === undefined ? undefined : Date.parse(asOf);
      const known = { now: at ?? Date.now(), ...(at === undefined ? {} : { asOf: at }), ...changes };
      return rules.ask<'evaluate'>({ do: 'evaluate', plan, known }, { limit: evaluateLimit });
    },

    cancel: () => stop(ended('The query was ended.')),

    async close() {
      for (const each of [texts, questions, rules]) each.close();
    },
  };
}

const ended = (message: string): TidemarkError =>
  new TidemarkError('unavailable', message, 'Run it again to see its answer.');

const tooLarge: KqlDiagnostic = {
  severity: 'notice',
  message: 'The answer was cut off because it grew larger than 64 million characters: project fewer columns.',
  start: 0,
  length: 0,
  line: 1,
  column: 1,
};

/** The same, given up after a time (milliseconds); what goes on has a limit of its own. */
function within<T>(work: Promise<T>, limit: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooLong(limit)), limit);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
