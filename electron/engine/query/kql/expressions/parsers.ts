import { type Makers, plain } from './call.ts';
import { bagOf, toJson } from './json.ts';
import { callOf, native } from './native.ts';

/** The parts of a path of Windows or of Unix, with a scheme, a drive and an alternate data stream where it has one. */
function parsePath(text: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1] ?? '';
  const path = scheme === '' ? text : text.slice(scheme.length + 3);
  const root = /^(?:\\\\\?\\)?([a-z]:)/i.exec(path)?.[1] ?? '';
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const last = path.slice(cut + 1);
  const colon = cut < 0 && root !== '' ? last.indexOf(':', 2) : last.indexOf(':');
  const filename = colon < 0 ? last : last.slice(0, colon);
  const directory = cut < 0 ? '' : path.slice(0, cut);
  const dot = filename.lastIndexOf('.');
  return toJson({
    Scheme: scheme,
    RootPath: root,
    DirectoryPath: directory,
    DirectoryName: directory.split(/[\\/]/).at(-1) ?? '',
    Filename: filename,
    Extension: dot < 0 ? '' : filename.slice(dot + 1),
    AlternateDataStreamName: colon < 0 ? '' : last.slice(colon + 1),
  });
}

const versionPattern = /^\d{1,8}(?:\.\d{1,8}){0,3}$/;

/**
 * A version as a text that sorts as versions do: eight digits for each of four parts. The language makes a decimal of
 * it, whose 32 digits no number here has.
 */
const version = native('parse_version', 'dynamic', (text: string) => {
  if (!versionPattern.test(text.trim())) return null;
  const parts = text.trim().split('.');
  return toJson([0, 1, 2, 3].map((at) => (parts[at] ?? '').padStart(8, '0')).join(''));
});

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

function queryParameters(query: string): Readonly<Record<string, string>> {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return bagOf(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? ([pair, ''] as const) : ([pair.slice(0, at), decoded(pair.slice(at + 1))] as const);
    }),
  ) as Readonly<Record<string, string>>;
}

const urlPattern =
  /^(?<scheme>[a-z][a-z0-9+.-]*):(?:\/\/(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<host>\[[^\]]*\]|[^:/?#]*)(?::(?<port>\d*))?)?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?$/is;

function parseUrl(text: string): string | null {
  const found = urlPattern.exec(text)?.groups;
  if (found === undefined) return null;
  return toJson({
    Scheme: found.scheme ?? '',
    Host: found.host ?? '',
    Port: found.port ?? '',
    Path: found.path ?? '',
    Username: found.user ?? '',
    Password: found.password ?? '',
    'Query Parameters': queryParameters(found.query ?? ''),
    Fragment: found.fragment ?? '',
  });
}

/** The first record of comma-separated values. */
function parseCsv(text: string): string {
  const values: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const end = /"(?:[^"]|"")*"?/y;
      end.lastIndex = at;
      const quoted = end.exec(text)?.[0] ?? '';
      at += quoted.length;
      values.push(quoted.slice(1, quoted.length > 1 && quoted.endsWith('"') ? -1 : undefined).replaceAll('""', '"'));
    } else {
      const rest = /[^,\r\n]*/y;
      rest.lastIndex = at;
      const value = rest.exec(text)?.[0] ?? '';
      at += value.length;
      values.push(value);
    }
    if (text[at] !== ',') return JSON.stringify(values);
    at++;
  }
}

export const parserFunctions: Makers = {
  parse_path: plain('parse_path', ['string'], 'dynamic', parsePath),
  parse_url: plain('parse_url', ['string'], 'dynamic', parseUrl),
  parse_urlquery: plain('parse_urlquery', ['string'], 'dynamic', (text: string) =>
    toJson({ 'Query Parameters': queryParameters(text.replace(/^\?/, '')) }),
  ),
  parse_csv: plain('parse_csv', ['string'], 'dynamic', parseCsv),
  parse_version: (call) => ({ ...callOf(version, call.as('string', 0)), sortable: true }),
};
