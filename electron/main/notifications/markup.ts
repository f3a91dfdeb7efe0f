import { joinSessionBus } from './session-bus.ts';

/**
 * Text as a notification's body where the server reads markup: the Desktop
 * Notifications Specification has `<b>`, `<i>`, `<a>` and `<img>` in it, and a
 * file's name may hold any of them.
 */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const service = 'org.freedesktop.Notifications';

let known: boolean | undefined;

/**
 * Whether the desktop's notification server reads markup in a body (its
 * capability `body-markup`). Where it does not tell in time it is taken
 * to, as nearly every one does: better `&amp;` on the screen than a lost name.
 */
export async function readsMarkup(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  known ??= (await capabilities())?.includes('body-markup');
  return known ?? true;
}

async function capabilities(): Promise<readonly unknown[] | undefined> {
  const bus = await joinSessionBus();
  try {
    const path = `/${service.replaceAll('.', '/')}`;
    const to = { destination: service, path, interface: service, start: true } as const;
    const [list] = (await bus?.call({ ...to, member: 'GetCapabilities' })) ?? [];
    return Array.isArray(list) ? list : undefined;
  } finally {
    bus?.close();
  }
}
