import type { Watch, WatchRequest } from '../collector.ts';
import type { SoftwareSource, SourceListener, SourceWatch } from './source.ts';

/** Milliseconds that the arming of a source's watch may take before the others go on without it. */
const patience = 20_000;

/** The live watches of the sources, armed side by side; one that can't be armed is a gap of its own. */
export class SourceWatches implements Watch {
  readonly #armed = new Map<string, SourceWatch>();
  #closed = false;

  /** `hintOf`: what a source's change is to have looked at. */
  constructor(
    private readonly request: WatchRequest,
    private readonly hintOf: (source: SoftwareSource) => string,
  ) {}

  readonly watched = (): number => [...this.#armed.values()].reduce((sum, each) => sum + each.watched(), 0);

  /** Arms the watch of a source; again, when it is there now and was not before. */
  async arm(source: SoftwareSource): Promise<void> {
    const listener = this.#listener(source);
    const arming = Promise.resolve().then(() => source.watch(listener, this.request.settings));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), patience);
    });
    try {
      const watch = await Promise.race([arming, late]);
      if (watch !== 'late') await this.#take(source.id, watch);
      else {
        listener.failed(source.id, `it was not ready within ${patience / 1000} seconds`);
        void arming.then((each) => each.close()).catch(() => undefined);
      }
    } catch (error) {
      listener.failed(source.id, error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  readonly close = async (): Promise<void> => {
    this.#closed = true;
    const armed = [...this.#armed.values()];
    this.#armed.clear();
    await Promise.all(armed.map((each) => each.close()));
  };

  async #take(id: string, watch: SourceWatch): Promise<void> {
    const old = this.#armed.get(id);
    if (this.#closed) await watch.close();
    else this.#armed.set(id, watch);
    await old?.close();
  }

  #listener(source: SoftwareSource): SourceListener {
    const { hint, gap, problem } = this.request;
    return {
      changed: () => hint(this.hintOf(source)),
      failed: (subject, cause) => {
        gap('watchFailed', subject);
        problem({
          type: 'Software',
          kind: 'failed',
          subject,
          message: `The live watch of ${subject} failed: ${cause}.`,
          advice: 'Changes of packages are found by the scheduled collections until it works again.',
        });
      },
    };
  }
}
