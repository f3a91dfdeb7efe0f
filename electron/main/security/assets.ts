import { extname, isAbsolute, join, relative, sep } from 'node:path';

export const appOrigin = 'app://tidemark';
/** The window's page. */
export const appPage = `${appOrigin}/index.html`;

/**
 * What the page may load and reach: its own files, and pictures written into it.
 * Styles in the page are allowed because the component library and the editor
 * add theirs while running; they can reach nothing but the same origin.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** The media type of a file of the window by its name (IANA media types). */
export function contentType(path: string): string {
  return contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/** The file below `root` that an address names; `undefined` for another origin and for what lies outside of `root`. */
export function assetPath(root: string, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (`${url.protocol}//${url.host}` !== appOrigin) return undefined;
  const name = decoded(url.pathname);
  if (name === undefined || name.includes('\0')) return undefined;
  const path = join(root, name === '/' ? 'index.html' : name);
  const within = relative(root, path);
  if (within === '' || within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within)) return undefined;
  return path;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined; // a lone '%'
  }
}
