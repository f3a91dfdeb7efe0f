import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type Away, awaySchema } from '../../../electron/shared/contract/causes.ts';
import { type Alert, alertSchema } from '../../../electron/shared/model/alert.ts';
import { causeSchema, type Explanation, explanationSchema } from '../../../electron/shared/model/explanation.ts';
import { type ChangeRow, entry, rowSchema } from './ledger.ts';

/** A line of `watch --json`. */
const lineSchema = z.looseObject({
  event: z.string(),
  row: rowSchema.optional(),
  collection: z.looseObject({ type: z.string() }).optional(),
  alert: alertSchema.optional(),
  changes: z.array(z.looseObject({ ChangeId: z.number(), explanation: explanationSchema.nullable() })).optional(),
  cause: causeSchema.optional(),
  away: awaySchema.optional(),
});
type Line = Readonly<z.infer<typeof lineSchema>>;

/** How a watch that runs somewhere else is heard, and how it is signalled. */
export interface Heard {
  readonly child: ChildProcess;
  readonly output: Readable;
  readonly errors: Readable;
  readonly signal: (name: EndingSignal) => void;
}
export type EndingSignal = 'SIGTERM' | 'SIGKILL';

/** A `tidemark watch --json` that runs in a machine, and all that it said. */
export class Watching {
  readonly lines: Line[] = [];
  readonly #child: ChildProcess;
  readonly #signalled: Heard['signal'];
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Set<() => void>();
  #errors = '';

  constructor({ child, output, errors, signal }: Heard) {
    this.#child = child;
    this.#signalled = signal;
    this.#ended = Promise.all([once(child, 'close'), once(output, 'close')]);
    errors.on('data', (chunk) => {
      this.#errors += chunk;
    });
    createInterface({ input: output }).on('line', (line) => {
      this.lines.push(lineSchema.parse(JSON.parse(line)));
      this.#look();
    });
    void this.#ended.then(() => this.#look());
  }

  /** What it wrote to standard error. */
  get errors(): string {
    return this.#errors;
  }

  /** Every change so far, in the order in which it was told. */
  get rows(): ChangeRow[] {
    return this.lines.flatMap(({ event, row }) => (event === 'change' && row !== undefined ? [row] : []));
  }

  /** Resolves once every baseline is stored and every watch armed. */
  async ready(seconds = 60): Promise<void> {
    await this.until('ready', () => this.lines.find(({ event }) => event === 'ready'), seconds);
  }

  /** The change of that entry, the `nth` of its kind; waits for it. */
  change(wanted: string, nth = 1, seconds = 10): Promise<ChangeRow> {
    return this.until(`${wanted} (${nth})`, () => this.rows.filter((row) => entry(row) === wanted)[nth - 1], seconds);
  }

  /** Every alert of a rule so far, as it fired. */
  alerts(ruleId: string): Alert[] {
    return this.lines.flatMap(({ alert }) => (alert?.ruleId === ruleId && alert.endedAt === null ? [alert] : []));
  }

  /** The alert of a rule, the `nth` of its kind; waits for it. */
  alert(ruleId: string, nth = 1, seconds = 20): Promise<Alert> {
    return this.until(`alert of ${ruleId} (${nth})`, () => this.alerts(ruleId)[nth - 1], seconds);
  }

  /** What is known of a change by now; `undefined` until it was looked at. */
  explanation(changeId: number): Explanation | undefined {
    const told = this.lines.flatMap(({ changes = [] }) => changes.filter(({ ChangeId }) => ChangeId === changeId));
    return told.at(-1)?.explanation ?? undefined;
  }

  /** A change as `change` finds it, and what explains it, once that is decided. */
  async explained(wanted: string, nth = 1, seconds = 20): Promise<Explanation> {
    const { ChangeId } = await this.change(wanted, nth);
    return this.until(
      `what explains ${wanted} (${nth})`,
      () => {
        const known = this.explanation(Number(ChangeId));
        return known?.verdict === 'pending' ? undefined : known;
      },
      seconds,
    );
  }

  /** The summary of a time away; waits for it. */
  away(seconds = 20): Promise<Away> {
    return this.until('a time away', () => this.lines.find(({ away }) => away !== undefined)?.away, seconds);
  }

  /** The collection of everything of a type, the `nth` of its kind; waits for it. */
  async collection(type: string, nth = 1, seconds = 60): Promise<void> {
    const ofType = () =>
      this.lines.filter(({ event, collection }) => event === 'collection' && collection?.type === type);
    await this.until(`collection of ${type} (${nth})`, () => ofType()[nth - 1], seconds);
  }

  /** Waits until `find` finds something in what was said. */
  until<T>(what: string, find: () => T | undefined, seconds: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        act();
      };
      const look = () => {
        const found = find();
        if (found !== undefined) settle(() => resolve(found));
        else if (!this.#running) settle(() => reject(this.#missed(what, 'before it ended')));
      };
      const timer = setTimeout(() => settle(() => reject(this.#missed(what, `within ${seconds} s`))), seconds * 1000);
      this.#waiting.add(look);
      look();
    });
  }

  /** Asks it to end, as a service manager does, and answers its exit status. */
  async stop(): Promise<number | null> {
    return this.#signal('SIGTERM');
  }

  /** Ends it as a crash would, at whatever it is doing. */
  async kill(): Promise<void> {
    await this.#signal('SIGKILL');
  }

  async #signal(signal: EndingSignal): Promise<number | null> {
    if (this.#running) this.#signalled(signal);
    await this.#ended;
    return this.#child.exitCode;
  }

  get #running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }

  #missed(what: string, when: string): Error {
    const said = this.lines.slice(-12).map((line) => (line.row === undefined ? JSON.stringify(line) : entry(line.row)));
    return new Error(`Not told ${when}: ${what}. Last told:\n${said.join('\n')}\n${this.#errors}`);
  }
}
