import { app, session } from 'electron';
import { appOrigin, appPage } from './assets.ts';

/** Developer tools load their own pages, when someone opens them. */
const ownSchemes = [`${appOrigin}/`, 'devtools://', 'data:', 'blob:'];

/** Denies the window all that it needs not: permissions, other pages, other windows, and the network. */
export function setupSecurity(log: (line: string) => void): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, answer) => {
    log(`Denied the permission '${permission}'.`);
    answer(false);
  });
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !ownSchemes.some((scheme) => details.url.startsWith(scheme));
    if (cancel) log(`Denied a request to ${details.url}.`);
    answer({ cancel });
  });
  own.on('will-download', (event) => event.preventDefault());

  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (details) => {
      // Reloading the one page is no navigation to elsewhere
      if (details.url.split('#')[0] !== appPage) details.preventDefault();
    });
    contents.on('will-redirect', (details) => details.preventDefault());
  });
}
