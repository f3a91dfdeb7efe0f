import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createSoftwareCollector } from '../../electron/engine/collectors/software/index.ts';
import type { ScopeOptions } from '../../electron/engine/collectors/software/scopes.ts';
import type { SoftwareSource } from '../../electron/engine/collectors/software/source.ts';
import { settingsSchema } from '../../electron/shared/model/settings.ts';
import { Observer } from './collect.ts';
import { Calls } from './signals.ts';
import { temporaryFolder } from './temporary.ts';

const everything = { pip: true, npm: true, cargo: true, appImages: true };

/** Settings that ask for every optional source, or for those given. */
export const askedFor = (optional: Partial<typeof everything> = everything) =>
  settingsSchema.parse({ tracking: { software: { optional } } });

/** A machine of one person's, in folders of the test's own, seen through one source. */
export class OptionalMachine {
  readonly root: string;
  readonly home: string;
  readonly observer: Observer;
  readonly #source: SoftwareSource;

  constructor(create: (options: ScopeOptions) => SoftwareSource, platform: NodeJS.Platform = 'linux') {
    const folder = temporaryFolder('tidemark-optional-');
    this.root = join(folder, 'root');
    this.home = join(folder, 'home');
    for (const each of [this.root, this.home]) mkdirSync(each);
    const homes = [{ user: 'me', folder: this.home }];
    const times = { quiet: 50, most: 500, again: 300 };
    this.#source = create({ root: this.root, homes, platform, times });
    this.observer = new Observer(createSoftwareCollector({ sources: [this.#source] }), askedFor());
  }

  /** Writes a file below the root or the home, with the folders above it; a text that is none stands as JSON. */
  write(base: 'root' | 'home', path: string, content: string | object): string {
    const file = join(this[base], path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  /** What changed since the last look, one a line: `Modified name: version`. */
  async look(): Promise<readonly string[]> {
    const before = new Map([...this.observer.items].map(([key, { item }]) => [key, item.name]));
    const seen = await this.observer.look();
    return seen
      .map(({ key, what, fields }) => {
        const name = this.observer.items.get(key)?.item.name ?? before.get(key);
        return fields.length === 0 ? `${what} ${name}` : `${what} ${name}: ${fields.join(', ')}`;
      })
      .sort();
  }

  /** The fields of the only item of this name. */
  fields(name: string): Readonly<Record<string, unknown>> | undefined {
    const found = [...this.observer.items.values()].filter(({ item }) => item.name === name);
    expect(found).toHaveLength(1);
    return found[0]?.item.fields;
  }

  /** Watches; what is hinted at is collected. */
  async watch(): Promise<Calls<string>> {
    const hints = new Calls<string>();
    const watch = await this.#source.watch(
      { changed: () => hints.add(''), failed: (subject, cause) => hints.add(`${subject}: ${cause}`) },
      askedFor(),
    );
    onTestFinished(() => watch.close());
    return hints;
  }
}
