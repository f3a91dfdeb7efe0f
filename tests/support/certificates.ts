import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key and a certificate, as PEM text, and the files that hold them. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly keyFile: string;
  readonly certFile: string;
}

const openssl = (...args: readonly string[]) => execFileSync('openssl', [...args], { stdio: 'pipe', timeout: 20_000 });

/** A certificate of its own authority, for this computer by name and address, made by openssl in a folder. */
export function selfSigned(folder: string, name: string, host = 'localhost'): Certificate {
  const keyFile = join(folder, `${name}.key`);
  const certFile = join(folder, `${name}.pem`);
  const names = host === 'localhost' ? 'DNS:localhost,IP:127.0.0.1' : `DNS:${host}`;
  const config = join(folder, `${name}.cnf`);
  writeFileSync(
    config,
    `[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=${host}\n` +
      `[ext]\nsubjectAltName=${names}\nbasicConstraints=critical,CA:TRUE\n`,
  );
  openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-config', config, '-keyout', keyFile, '-out', certFile],
  );
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8'), keyFile, certFile };
}
