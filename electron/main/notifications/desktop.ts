import { Notification } from 'electron';
import { escapeMarkup, readsMarkup } from './markup.ts';

/** So many are kept to hear their clicks; a desktop shows no more of them for long. */
const kept = 50;
// A notification that nothing refers to is collected, and its click with it
const shown = new Set<Notification>();

export interface DesktopNotice {
  /** Plain text. */
  readonly title: string;
  readonly body: string;
  readonly icon: string;
  readonly clicked: () => void;
}

/** Shows a notification on the desktop. Where the desktop has none this does nothing. */
export async function showNotice({ title, body, icon, clicked }: DesktopNotice): Promise<void> {
  if (!Notification.isSupported()) return;
  const text = (await readsMarkup()) ? escapeMarkup(body) : body;
  const notification = new Notification({ title, body: text, icon });
  shown.add(notification);
  for (const oldest of [...shown].slice(0, -kept)) shown.delete(oldest);
  notification.on('click', () => {
    shown.delete(notification);
    clicked();
  });
  notification.show();
}
