import { chmodSync, existsSync, type FSWatcher, mkdirSync, readdirSync, rmSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { TidemarkError } from '../../shared/contract/errors.ts';
import { makeFolder } from '../../shared/model/make-folder.ts';
import type { Problem } from '../../shared/model/problem.ts';
import { isOlder, moveOn, pathOf, readJson, writeWhole } from './files.ts';
import {
  isMailboxMethod,
  largestRequest,
  type MailboxAnswer,
  type MailboxMethod,
  type MailboxRequest,
  mailboxFolder,
  parseName,
  requestSchema,
  staleAfter,
} from './request.ts';

/** How often the folder is looked into anyway (milliseconds): where no watch could be set, or the folder was replaced. */
const lookEvery = 2000;

export interface MailboxOptions {
  readonly dataDir: string;
  /** Performs a request; the arguments may be anything. */
  readonly perform: (method: MailboxMethod, args: unknown) => Promise<unknown>;
  readonly problem: (problem: Problem) => void;
  readonly problemEnded: (problem: Problem) => void;
  /** Problems that stand from an earlier run. */
  readonly standing: readonly Problem[];
}

/**
 * Hears what the command line asks of the Tidemark that owns the store: it leaves a request as a file in a folder of
 * the data folder, and finds the answer beside it. A request is moved aside before it is performed, so that none is
 * performed twice, whatever befalls this process meanwhile.
 */
export class Mailbox {
  readonly #options: MailboxOptions;
  readonly #folder: string;
  readonly #performing = new Map<string, Promise<void>>();
  /** Files that made no sense, by their path. */
  readonly #malformed = new Map<string, Problem>();
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: MailboxOptions) {
    this.#options = options;
    this.#folder = mailboxFolder(options.dataDir);
    for (const each of options.standing) if (each.type === 'Requests') this.#malformed.set(each.subject, each);
  }

  /** Hears from now on, and deals with what was left there before. */
  open(): void {
    this.#look();
    this.#timer = setInterval(() => this.#look(), lookEvery);
    this.#timer.unref();
  }

  /** Takes nothing any more, and resolves once what was taken is answered. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#unwatch();
    await Promise.all(this.#performing.values());
  }

  #unwatch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  #watch(): void {
    if (this.#watcher !== undefined) return;
    try {
      const watcher = watch(this.#folder, { persistent: false }, () => this.#look());
      watcher.on('error', () => this.#unwatch());
      this.#watcher = watcher;
    } catch {
      // The system's limit of watches is reached: the looks by the clock remain.
    }
  }

  #look(): void {
    if (this.#closed) return;
    try {
      if (!existsSync(this.#folder)) {
        this.#unwatch();
        makeFolder({ existsSync, mkdirSync, dirname }, this.#folder);
        chmodSync(this.#folder, 0o700);
      }
      // Watched first: what comes between the two is seen by one of them.
      this.#watch();
      const names = readdirSync(this.#folder);
      for (const name of names) this.#meet(name);
      this.#endProblems(new Set(names.map((name) => join(this.#folder, name))));
    } catch {
      // A full disk, or rights that were taken away: it is tried again, and who asks is told that nobody answered.
    }
  }

  #meet(name: string): void {
    const found = parseName(name);
    if (found === undefined || this.#performing.has(found.token)) return;
    const { token, stage } = found;
    if (stage === 'request') this.#take(token);
    // Taken by one that was killed while it performed it: who asked is told so, and nobody performs it again.
    else if (stage === 'taken') this.#remove(name);
    else if (stage !== 'malformed' && isOlder(join(this.#folder, name), staleAfter)) this.#remove(name);
  }

  #remove(name: string): void {
    rmSync(join(this.#folder, name), { force: true, recursive: true });
  }

  #take(token: string): void {
    if (!moveOn(this.#folder, token, 'request', 'taken')) return;
    const request = this.#read(token);
    if (request === undefined) return;
    // Nobody waits any more for one that is old, or of a time before the clock was set back.
    if (Math.abs(Date.now() - Date.parse(request.askedAt)) > staleAfter) {
      rmSync(pathOf(this.#folder, token, 'taken'), { force: true });
      return;
    }
    const performed = this.#answer(request)
      .then((answer) => writeWhole(this.#folder, token, 'answer', answer))
      // It can't be written: who asks is told that no answer came.
      .catch(() => undefined)
      .then(() => rmSync(pathOf(this.#folder, token, 'taken'), { force: true }))
      .catch(() => undefined)
      .finally(() => this.#performing.delete(token));
    this.#performing.set(token, performed);
  }

  async #answer({ method, args }: MailboxRequest): Promise<MailboxAnswer> {
    try {
      if (!isMailboxMethod(method)) {
        throw new TidemarkError(
          'invalid',
          `The Tidemark that runs knows no request '${method}'.`,
          'It is of another version: end it, and start the one that you have now.',
        );
      }
      return { value: await this.#options.perform(method, args) };
    } catch (thrown) {
      return { error: TidemarkError.from(thrown).toShape() };
    }
  }

  /** A request that was taken; one that makes no sense is set aside, and told of. */
  #read(token: string): MailboxRequest | undefined {
    try {
      return requestSchema.parse(readJson(pathOf(this.#folder, token, 'taken'), largestRequest));
    } catch {
      moveOn(this.#folder, token, 'taken', 'malformed');
      const subject = pathOf(this.#folder, token, 'malformed');
      const problem: Problem = {
        type: 'Requests',
        kind: 'invalid',
        subject,
        message: 'A request in the data folder made no sense, and was set aside.',
        advice: `No command of Tidemark writes such a file: find out what did, and delete it.`,
      };
      this.#malformed.set(subject, problem);
      this.#options.problem(problem);
      return undefined;
    }
  }

  #endProblems(there: ReadonlySet<string>): void {
    for (const [subject, problem] of this.#malformed) {
      if (there.has(subject) || existsSync(subject)) continue;
      this.#malformed.delete(subject);
      this.#options.problemEnded(problem);
    }
  }
}
