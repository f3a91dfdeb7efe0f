import { stat } from 'node:fs/promises';
import type { Item } from '../../../../shared/model/item.ts';
import type { Problem } from '../../../../shared/model/problem.ts';
import type { PartReading } from '../source.ts';

/** Milliseconds after which what was put aside for an upgrade was left behind by one that broke off. */
const patience = 15 * 60_000;

/** What was found of a scope's software, entry by entry. */
export class Gathered {
  readonly #items = new Map<string, Item>();
  readonly #unsettled = new Set<string>();
  readonly #problems: Problem[] = [];

  add(item: Item): void {
    this.#items.set(item.key, item);
  }

  /** It is in the middle of an upgrade: what is known of it stands, unless it is found too. */
  waitFor(key: string): void {
    this.#unsettled.add(key);
  }

  /** It is there and can't be read: what is known of it stands. */
  fail(key: string, file: string, error: unknown): void {
    this.#unsettled.add(key);
    const cause = error instanceof Error ? error.message : String(error);
    this.#problems.push({
      type: 'Software',
      kind: 'unreadable',
      subject: key,
      message: `What ${file} says of installed software could not be read: ${cause}.`,
      advice: 'See that the file is whole and that Tidemark may read it; until then what was known stands.',
    });
  }

  reading(): PartReading {
    const unsettled = new Set([...this.#unsettled].filter((key) => !this.#items.has(key)));
    return { state: 'collected', items: [...this.#items.values()], unsettled, problems: this.#problems };
  }
}

/** Whether something was put aside not long ago: the time of its status tells, since a new name is noted there. */
export async function isOnItsWay(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.ctimeMs < patience;
}

/** A path in keys: with slashes on every platform. */
export const keyPath = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path);
