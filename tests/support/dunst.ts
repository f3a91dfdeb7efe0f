import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { DesktopSession } from './desktop-session.ts';

const text = z.object({ data: z.string() });
const historySchema = z.object({
  data: z.array(z.array(z.object({ summary: text, body: text, appname: text, category: text }))),
});

/** A notification as the desktop's notification service got it. */
export interface Shown {
  readonly summary: string;
  readonly body: string;
  readonly appname: string;
  /** Empty for the normal one. */
  readonly urgency: string;
}

async function dunstctl(desktop: DesktopSession, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('dunstctl', args, { env: desktop.env, timeout: 10_000 });
  return stdout;
}

/** How many notifications stand on the screen. */
export async function displayed(desktop: DesktopSession): Promise<number> {
  return Number((await dunstctl(desktop, 'count', 'displayed')).trim());
}

/** Sets it not to disturb, or to show again what comes. */
export async function pause(desktop: DesktopSession, paused: boolean): Promise<void> {
  await dunstctl(desktop, 'set-paused', String(paused));
}

/** Clicks the topmost notification, as dunst has it by default for the middle button: its action, and it is closed. */
export async function clickNotification(desktop: DesktopSession): Promise<void> {
  await dunstctl(desktop, 'action', '0');
  await dunstctl(desktop, 'close');
}

/** Closes what is shown, and gives everything that was, the newest first. */
export async function history(desktop: DesktopSession): Promise<Shown[]> {
  await dunstctl(desktop, 'close-all');
  const parsed = historySchema.parse(JSON.parse(await dunstctl(desktop, 'history')));
  return parsed.data.flat().map(({ summary, body, appname, category }) => ({
    summary: summary.data,
    body: body.data,
    appname: appname.data,
    urgency: category.data,
  }));
}
