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
  /**
   * Linux's desktops alone know it: `low` is kept without a word by some, `critical` is shown whatever else holds
   * there, and stays until somebody closes it. By default `normal`.
   */
  readonly urgency?: 'low' | 'normal' | 'critical';
}

/**
 * Shows a notification on the desktop, without a sound: Tidemark makes its own, by what it is about. Where the desktop
 * has none this does nothing.
 */
export async function showNotice({ title, body, icon, clicked, urgency = 'normal' }: DesktopNotice): Promise<void> {
  if (!Notification.isSupported()) return;
  const text = (await readsMarkup()) ? escapeMarkup(body) : body;
  // Only Linux and Windows know of one that stays
  const timeoutType = urgency === 'critical' ? 'never' : 'default';
  const notification = new Notification({ title, body: text, icon, silent: true, urgency, timeoutType });
  shown.add(notification);
  for (const oldest of [...shown].slice(0, -kept)) shown.delete(oldest);
  notification.on('click', () => {
    shown.delete(notification);
    clicked();
  });
  notification.show();
}
