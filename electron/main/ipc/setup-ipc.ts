import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { requestChannel } from '../../shared/contract/bridge.ts';
import { appOrigin } from '../security/assets.ts';
import type { Dispatch } from './dispatch.ts';

export interface IpcOptions {
  /** The window's contents, where there is a window. */
  readonly contents: () => WebContents | undefined;
  readonly dispatch: Dispatch;
  /** Called for each request of the window: it is up and listens. */
  readonly heard: () => void;
  readonly log: (line: string) => void;
}

/**
 * The one place that hears the renderer. Whoever is not the main frame of our own
 * window, showing our own page, is refused with an error, never answered.
 */
export function setupIpc({ contents, dispatch, heard, log }: IpcOptions): void {
  // electron-store listens for renderers that use it, which none of ours may
  ipcMain.removeAllListeners('electron-store-get-data');
  ipcMain.handle(requestChannel, (event, method: unknown, args: unknown) => {
    if (!isOurs(event, contents())) {
      log(`Refused a request of ${event.senderFrame?.url ?? 'a frame that is gone'}.`);
      throw new Error('This page may not ask Tidemark anything.');
    }
    heard();
    return dispatch(method, args);
  });
}

function isOurs({ sender, senderFrame }: IpcMainInvokeEvent, ours: WebContents | undefined): boolean {
  return sender === ours && senderFrame !== null && senderFrame === ours.mainFrame && senderFrame.origin === appOrigin;
}
