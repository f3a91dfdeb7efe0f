import type { Payload } from '../../shared/contract/contract.ts';
import type { ListedChange } from '../../shared/model/change.ts';
import type { Notice } from '../../shared/model/notice.ts';
import type { EngineHost } from '../engine-host/engine-host.ts';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import { Batch } from './batch.ts';
import { showNotice } from './desktop.ts';
import { type NoticeWords, noticeWords } from './notice-words.ts';
import { wanted } from './wanted.ts';

export interface NotificationOptions {
  readonly engine: EngineHost;
  readonly settings: SettingsKeeper;
  readonly icon: string;
  readonly show: (screen?: Payload<'show'>) => void;
  readonly log: (line: string) => void;
}

/** So many changes a notice remembers: see `noticeSchema`. */
const remembered = 100;

/** Tells of changes on the desktop, and of what needs a person: a settings file at fault, an engine that gave up. */
export function setupNotifications({ engine, settings, icon, show, log }: NotificationOptions): void {
  const digestAbove = () => settings.current.notifications.digestAbove;

  async function record(words: NoticeWords): Promise<Notice | undefined> {
    try {
      return await engine.request('notices.add', {
        shownAt: new Date().toISOString(),
        title: words.title,
        body: words.body,
        changeIds: words.changes.slice(0, remembered).map(({ id }) => id),
        count: words.changes.length,
      });
    } catch (error) {
      log(`A notification was not recorded: ${String(error)}`);
      return undefined;
    }
  }

  async function tell(words: NoticeWords): Promise<void> {
    const recorded = record(words);
    const [first] = words.changes;
    const clicked = async () => {
      show(words.changes.length === 1 && first ? { screen: 'changes', changeId: first.id } : { screen: 'changes' });
      const notice = await recorded;
      if (notice) await engine.request('notices.read', { ids: [notice.id] });
    };
    const failed = (error: unknown) => log(`A notification failed: ${String(error)}`);
    await showNotice({ ...words, icon, clicked: () => void clicked().catch(failed) }).catch(failed);
    await recorded;
  }

  async function tellAll(changes: readonly ListedChange[]): Promise<void> {
    // One after the other: they are read in this order
    for (const words of noticeWords(changes, digestAbove())) await tell(words);
  }

  const batch = new Batch<ListedChange>({
    many: (count) => count > digestAbove(),
    flush: (changes) => void tellAll(changes),
  });
  engine.on('changes', ({ changes }) => batch.add(changes.filter(({ type }) => wanted(type, settings.current))));

  const warn = (title: string, body: string, screen: 'settings' | 'status') =>
    void showNotice({ title, body, icon, clicked: () => show({ screen }) }).catch((error: unknown) =>
      log(String(error)),
    );
  const tellFault = () => {
    const { fault } = settings;
    if (fault) warn('Tidemark’s settings need attention', `${fault.message}\n${fault.advice}`, 'settings');
  };
  settings.onFault(tellFault);
  tellFault();
  engine.onState((state) => {
    if (state.state === 'failed') warn('Tidemark does not track', `${state.message}\n${state.advice}`, 'status');
  });
}
