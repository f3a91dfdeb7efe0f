import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key and a certificate in PEM files. */
export interface Certificate {
  readonly keyFile: string;
  readonly certificateFile: string;
  readonly key: string;
  readonly certificate: string;
}

const openssl = (folder: string, ...args: readonly string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe', timeout: 20_000 });

function read(folder: string, name: string): Certificate {
  const keyFile = join(folder, `${name}.key`);
  const certificateFile = join(folder, `${name}.pem`);
  return {
    keyFile,
    certificateFile,
    key: readFileSync(keyFile, 'utf8'),
    certificate: readFileSync(certificateFile, 'utf8'),
  };
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;

/** An authority of the test's own, which nobody trusts who is not told to. */
export function makeAuthority(folder: string, name = 'authority'): Certificate {
  openssl(
    folder,
    ...['req', '-x509', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.pem`],
    ...['-days', '2', '-subj', `/CN=${name}`, '-addext', 'keyUsage=critical,keyCertSign'],
  );
  return read(folder, name);
}

/** A certificate that the authority in the folder issued, for names as openssl writes them: `DNS:localhost,IP:127.0.0.1`. */
export function issueCertificate(folder: string, name: string, names: string, authority = 'authority'): Certificate {
  writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`);
  openssl(folder, ...['req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`]);
  openssl(
    folder,
    ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${authority}.pem`, '-CAkey', `${authority}.key`],
    ...['-CAcreateserial', '-days', '1', '-out', `${name}.pem`, '-extfile', `${name}.ext`],
  );
  return read(folder, name);
}
