import { TidemarkError } from '../../../shared/contract/errors.ts';
import { evaluatePlan, runPlan } from './answer.ts';
import { complete } from './complete.ts';
import { QueryConnection } from './connection.ts';
import { kusto } from './kusto.ts';
import { type FromKql, type Job, needsParser, type ToKql, toKqlSchema } from './protocol.ts';
import { translateText } from './translate-text.ts';

/** The line to the engine. */
export interface KqlPort {
  post(message: FromKql): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Does what a process for queries is asked to do, one job after the other, until it is told to end. */
export function serveKql(port: KqlPort, end: () => void): void {
  let start: Extract<ToKql, { readonly kind: 'start' }> | undefined;
  let connection: QueryConnection | undefined;

  function opened(): QueryConnection {
    if (!start) throw new TidemarkError('internal', 'The process for queries was not told of a store.', 'Try again.');
    connection ??= new QueryConnection(start.dataDir, start);
    return connection;
  }

  function work(id: number, job: Job): unknown {
    if (needsParser(job)) {
      kusto();
      port.post({ kind: 'begun', id });
    }
    switch (job.do) {
      case 'translate':
        return translateText(job);
      case 'complete':
        return complete(job);
      case 'run':
        return runPlan(opened(), job.plan, job.known, job.rows, (rows) => port.post({ kind: 'rows', id, rows }));
      case 'evaluate':
        return evaluatePlan(opened(), job.plan, job.known);
    }
  }

  port.onMessage((raw) => {
    const message = toKqlSchema.parse(raw);
    switch (message.kind) {
      case 'start':
        start = message;
        return;
      case 'end':
        connection?.close();
        end();
        return;
      case 'job':
        try {
          port.post({ kind: 'done', id: message.id, value: work(message.id, message.job) });
        } catch (thrown) {
          port.post({ kind: 'refused', id: message.id, error: TidemarkError.from(thrown).toShape() });
        }
        return;
    }
  });
}
