import { type Der, derAt, derParts, derText, derValues, tags } from './der.ts';
import type { Extent, Source } from './pe.ts';

/** WIN_CERT_TYPE_PKCS_SIGNED_DATA (wintrust.h). */
const signedData = 2;
const mostEntries = 64;
const largest = 4 * 1024 * 1024;

/** What stands for a signature that is embedded and says in no readable way whose it is. */
export const unnamedSigner = 'embedded, signer not readable';

/**
 * Whose signature is embedded in a program: the subject of the certificate that it names. Nothing is verified:
 * neither that the signature fits the program, nor that anybody vouches for the certificate; and a signature that is
 * kept apart, in a catalog, is not looked for. `null` where none is embedded.
 */
export function readSigner(source: Source, certificates: Extent | undefined): string | null {
  if (certificates === undefined) return null;
  const end = Math.min(certificates.at + certificates.size, source.size);
  // A list of WIN_CERTIFICATE (wintrust.h): length, revision, type, bytes; each begins at a multiple of eight.
  for (let at = certificates.at, seen = 0; at + 8 <= end && seen < mostEntries; seen++) {
    const head = source.read(at, 8);
    if (head.length < 8) break;
    const length = head.readUInt32LE(0);
    if (length < 8 || at + length > end || length > largest) break;
    if (head.readUInt16LE(6) === signedData) return signerOf(source.read(at + 8, length - 8)) ?? unnamedSigner;
    at += (length + 7) & ~7;
  }
  return unnamedSigner;
}

/** The subject of the first signer of a SignedData (RFC 2315, 9.1). */
export function signerOf(bytes: Buffer): string | undefined {
  const [, explicit] = derParts(derAt(bytes, 0), tags.sequence) ?? [];
  const parts = derParts(derParts(explicit, tags.context0)?.[0], tags.sequence);
  const certificates = derParts(
    parts?.find(({ tag }) => tag === tags.context0),
    tags.context0,
  );
  const signers = derParts(parts?.at(-1), tags.set);
  const [issuer, serial] = derParts(derParts(signers?.[0], tags.sequence)?.[1], tags.sequence) ?? [];
  if (certificates === undefined || issuer === undefined || serial === undefined) return undefined;
  for (const each of certificates) {
    const certificate = certificateOf(each);
    if (certificate === undefined) continue;
    if (!certificate.issuer.whole.equals(issuer.whole) || !certificate.serial.whole.equals(serial.whole)) continue;
    return nameOf(certificate.subject);
  }
  return undefined;
}

/** Serial number, issuer and subject of a certificate (RFC 5280, 4.1); a version may stand before them. */
function certificateOf(value: Der): { readonly serial: Der; readonly issuer: Der; readonly subject: Der } | undefined {
  const fields = derParts(derParts(value, tags.sequence)?.[0], tags.sequence) ?? [];
  const [serial, , issuer, , subject] = fields[0]?.tag === tags.context0 ? fields.slice(1) : fields;
  return serial === undefined || issuer === undefined || subject === undefined
    ? undefined
    : { serial, issuer, subject };
}

/** commonName and organizationName (X.520), in the bytes of their identifiers. */
const [commonName, organization] = ['550403', '55040a'];

/** The common name of a subject, else its organization. */
function nameOf(subject: Der): string | undefined {
  const texts = new Map<string, string>();
  for (const set of derParts(subject, tags.sequence) ?? []) {
    for (const pair of derParts(set, tags.set) ?? []) {
      const [type, value] = pair.tag === tags.sequence ? (derValues(pair.content) ?? []) : [];
      const text = value && derText(value);
      if (type?.tag === tags.oid && text !== undefined) texts.set(type.content.toString('hex'), text);
    }
  }
  const name = texts.get(commonName) ?? texts.get(organization);
  return (
    name
      ?.replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, 256) || undefined
  );
}
