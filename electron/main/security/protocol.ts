import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { assetPath, contentSecurityPolicy, contentType } from './assets.ts';

/** Makes `app:` a scheme like https to the page. Must run before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the window's own files at `app://tidemark/`, and nothing else. */
export function setupProtocol(root: string): void {
  protocol.handle('app', async (request) => {
    const path = request.method === 'GET' ? assetPath(root, request.url) : undefined;
    if (path === undefined) return new Response(null, { status: 403 });
    try {
      return new Response(new Uint8Array(await readFile(path)), {
        headers: {
          'content-type': contentType(path),
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
        },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
