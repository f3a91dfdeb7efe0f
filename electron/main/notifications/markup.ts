import { Message, MessageType, sessionBus } from 'dbus-next';

/**
 * Text as a notification's body where the server reads markup: the Desktop
 * Notifications Specification has `<b>`, `<i>`, `<a>` and `<img>` in it, and a
 * file's name may hold any of them.
 */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const service = 'org.freedesktop.Notifications';
const answerLimit = 1000;

let known: boolean | undefined;

/**
 * Whether the desktop's notification server reads markup in a body (its
 * capability `body-markup`). Where it does not tell within a second it is taken
 * to, as nearly every one does: better `&amp;` on the screen than a lost name.
 */
export async function readsMarkup(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  known ??= (await capabilities())?.includes('body-markup');
  return known ?? true;
}

async function capabilities(): Promise<readonly unknown[] | undefined> {
  const bus = sessionBus();
  let timer: NodeJS.Timeout | undefined;
  try {
    const reply = await new Promise<Message | null>((resolve, reject) => {
      timer = setTimeout(() => resolve(null), answerLimit);
      bus.on('error', reject);
      const path = `/${service.replaceAll('.', '/')}`;
      bus
        .call(new Message({ destination: service, path, interface: service, member: 'GetCapabilities' }))
        .then(resolve, reject);
    });
    if (reply?.type !== MessageType.METHOD_RETURN) return undefined;
    const [list] = reply.body as readonly unknown[];
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined; // no session bus, or nobody who shows notifications
  } finally {
    clearTimeout(timer);
    bus.disconnect();
  }
}
