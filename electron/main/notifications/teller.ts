import type { Payload } from '../../shared/contract/contract.ts';
import type { Notice } from '../../shared/model/notice.ts';
import type { EngineHost } from '../engine-host/engine-host.ts';
import type { Composed } from './compose.ts';
import { showNotice } from './desktop.ts';

export interface TellerOptions {
  readonly engine: Pick<EngineHost, 'request'>;
  readonly icon: string;
  readonly show: (screen: Payload<'show'>) => void;
  readonly log: (line: string) => void;
}

/** So many changes and alerts a notice remembers: see `noticeSchema`. */
const remembered = 100;

/** Shows notifications and records them, each after the one before: they are read in this order. */
export class Teller {
  readonly #options: TellerOptions;
  #before: Promise<unknown> = Promise.resolve();

  constructor(options: TellerOptions) {
    this.#options = options;
  }

  /** Records it, and shows it on the desktop where `visible`. */
  tell(composed: Composed, visible: boolean): void {
    this.#before = this.#before.then(() => this.#tell(composed, visible));
  }

  /** Resolves when all that was to be told is told and recorded. */
  async done(): Promise<void> {
    await this.#before;
  }

  async #tell(composed: Composed, visible: boolean): Promise<void> {
    const { engine, icon, show } = this.#options;
    const recorded = this.#record(composed);
    const clicked = async () => {
      show(composed.opens);
      const notice = await recorded;
      if (notice) await engine.request('notices.read', { ids: [notice.id] });
      const [alert, ...others] = composed.alerts;
      if (alert && others.length === 0) await engine.request('alerts.read', { ids: [alert.id] });
    };
    const { title, body, severity, low } = composed;
    const urgency = severity === 'critical' ? 'critical' : low ? 'low' : 'normal';
    if (visible) {
      await showNotice({ title, body, icon, urgency, clicked: () => void clicked().catch(this.#failed) }).catch(
        this.#failed,
      );
    }
    await recorded;
    await this.#dealtWith(composed.alerts.map(({ id }) => id));
  }

  async #record({ title, body, changeIds, alerts, count }: Composed): Promise<Notice | undefined> {
    try {
      return await this.#options.engine.request('notices.add', {
        shownAt: new Date().toISOString(),
        title,
        body,
        changeIds: changeIds.slice(0, remembered),
        alertIds: alerts.slice(0, remembered).map(({ id }) => id),
        count,
      });
    } catch (error) {
      this.#options.log(`A notification was not recorded: ${String(error)}`);
      return undefined;
    }
  }

  /** Until this is said they are told again at the next start: rather twice than never. */
  async #dealtWith(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#options.engine.request('alerts.told', { ids: [...ids] }).catch(this.#failed);
  }

  readonly #failed = (error: unknown) => this.#options.log(`A notification failed: ${String(error)}`);
}
