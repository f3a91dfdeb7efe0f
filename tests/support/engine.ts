import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { type EngineOptions, openEngine } from '../../electron/engine/index.ts';
import type { EngineEvent, Payload } from '../../electron/shared/contract/contract.ts';
import type { ListedChange } from '../../electron/shared/model/change.ts';
import { verdictOf } from '../../electron/shared/model/explanation.ts';
import type { ItemType } from '../../electron/shared/model/item.ts';
import type { Settings } from '../../electron/shared/model/settings.ts';
import { filesWorker } from './files-worker.ts';
import { startKql } from './kql-process.ts';
import { temporaryFolder } from './temporary.ts';

type Heard = { readonly [E in EngineEvent]: { readonly event: E; readonly payload: Payload<E> } }[EngineEvent];

/** A real engine over a real store, and all that it said. */
export class TestEngine {
  readonly heard: Heard[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(
    readonly engine: Engine,
    readonly dataDir: string,
  ) {
    const events = [
      'changes',
      'collection',
      'problem',
      'gap',
      'ready',
      'status',
      'notices',
      'alert',
      'alertsLooked',
      'alerts',
      'explained',
      'cause',
      'away',
    ] as const;
    for (const event of events) {
      engine.on(event, (payload) => {
        this.heard.push({ event, payload } as Heard);
        for (const look of this.#waiting) look();
      });
    }
  }

  get changes(): ListedChange[] {
    return this.of('changes').flatMap((payload) => payload.changes);
  }

  of<E extends EngineEvent>(event: E): Payload<E>[] {
    return this.heard.filter((each) => each.event === event).map((each) => each.payload as Payload<E>);
  }

  /** Resolves with what `find` finds as soon as it finds something in what was said. */
  until<T>(what: string, find: () => T | undefined | false, seconds = 20): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined || found === false) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        const heard = JSON.stringify(this.heard.filter((each) => each.event !== 'status').slice(-10), null, 1);
        reject(new Error(`Not heard within ${seconds} s: ${what}. Last heard: ${heard}`));
      }, seconds * 1000);
      this.#waiting.add(look);
      look();
    });
  }

  /** A change once it is known what explains it, or that nothing does. */
  explained(key: string): Promise<ListedChange> {
    return this.until(`what explains ${key}`, () =>
      this.of('explained')
        .flatMap(({ changes }) => changes)
        .findLast((each) => each.key === key && verdictOf(each) !== 'pending'),
    );
  }

  ready(): Promise<true> {
    return this.until('ready', () => this.of('ready').length > 0);
  }

  /** The first change of a key and, where given, of a category. */
  change(key: string, category?: ListedChange['category']): Promise<ListedChange> {
    return this.until(`${category ?? 'a change'} of ${key}`, () =>
      this.changes.find((each) => each.key === key && (category === undefined || each.category === category)),
    );
  }

  /** Everything that the log holds, the oldest first. */
  async log(): Promise<ListedChange[]> {
    return (await this.engine.request('changes.list', { limit: 1000 })).changes.reverse();
  }

  async collect(type: ItemType, full = false): Promise<void> {
    await this.engine.request('tracking.collect', { types: [type], full });
  }
}

export interface TestEngineOptions {
  readonly dataDir?: string;
  readonly settings: Settings;
  readonly mode?: 'watch' | 'once';
  readonly explainer?: EngineOptions['explainer'];
}

/** Opens an engine that is closed when the test is over. */
export async function testEngine(options: TestEngineOptions): Promise<TestEngine> {
  const dataDir = options.dataDir ?? join(temporaryFolder(), 'data');
  const engine = await openEngine({
    dataDir,
    settings: options.settings,
    as: 'a test',
    workerFile: await filesWorker(),
    startKql,
    mode: options.mode ?? 'watch',
    ...(options.explainer === undefined ? {} : { explainer: options.explainer }),
  });
  onTestFinished(() => engine.close());
  return new TestEngine(engine, dataDir);
}
