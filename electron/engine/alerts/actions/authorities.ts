import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import tls from 'node:tls';
import { TidemarkError } from '../../../shared/contract/errors.ts';
import { reason } from './outcome.ts';

/** Where Linux distributions and macOS keep what their administrator trusts, in one file. */
const systemFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

const pem = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

type GetCertificates = (type: 'default' | 'system') => readonly string[];

/** The authorities of the runtime and of the system: what a browser of this machine would trust. */
function ownAuthorities(): readonly string[] {
  // Node 22.15 and later ask the system itself, on every platform.
  const get = (tls as { readonly getCACertificates?: GetCertificates }).getCACertificates;
  if (get) return [...get('default'), ...get('system')];
  return [...tls.rootCertificates, ...systemFiles.flatMap((file) => certificatesOf(read(file)))];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const certificatesOf = (text: string): readonly string[] => text.match(pem) ?? [];

/** The certificates of a file that the settings name. What is no certificate in it is a fault, not passed over. */
function namedAuthorities(file: string): readonly string[] {
  const advice = 'Name a PEM file with the certificate of the authority.';
  let text: string;
  // A pipe that nobody writes to would hold everything up.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    throw new TidemarkError('invalid', `The authority file ${file} is no file.`, advice);
  }
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new TidemarkError('invalid', `The authority file ${file} can’t be read: ${reason(thrown)}.`, advice);
  }
  const found = certificatesOf(text);
  if (found.length === 0) throw new TidemarkError('invalid', `${file} holds no certificate.`, advice);
  for (const certificate of found) {
    try {
      new X509Certificate(certificate);
    } catch {
      throw new TidemarkError('invalid', `${file} holds a certificate that can’t be read.`, advice);
    }
  }
  return found;
}

/** To take in all authorities takes some 20 ms and a few megabytes, so the last few sets are kept. */
const kept = new Map<string, tls.SecureContext>();
const mostKept = 4;

/**
 * What a connection trusts: the authorities of the runtime, those of the system and, beside them, those of a PEM file
 * (empty for none), which is read anew when it changed. Fails with `invalid` where that file can't be used.
 */
export function trust(authority: string): tls.SecureContext {
  const status = authority === '' ? undefined : statSync(authority, { throwIfNoEntry: false });
  const key = `${authority} ${status?.mtimeMs} ${status?.size}`;
  const known = kept.get(key);
  if (known) return known;
  const named = authority === '' ? [] : namedAuthorities(authority);
  const made = tls.createSecureContext({ ca: [...new Set([...ownAuthorities(), ...named])], minVersion: 'TLSv1.2' });
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(key, made);
  return made;
}

/** Whether an error says that a certificate was not to be trusted; then why, in words. */
export function certificateFault(thrown: unknown): string | undefined {
  const { code = '' } = thrown as NodeJS.ErrnoException;
  const known = words[code];
  if (known) return known;
  return /CERT|CRL|VERIFY/.test(code) ? `its certificate is not to be trusted (${code})` : undefined;
}

const unknownAuthority =
  'its certificate is of an authority that this machine does not trust; if it is your own, name its file as the authority';

const words: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; check the clock of this machine',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host',
};
