import { existsSync, readFileSync } from 'node:fs';
import { missingTools } from '../missing-tools.ts';

const tools = ['debootstrap', 'systemd-nspawn', 'systemctl', 'nsenter', 'setpriv', 'apt-get'];
/** CAP_SYS_ADMIN's bit, capabilities(7): mounting and namespaces need it. */
const sysAdmin = 1n << 21n;

/** Why this computer can't boot a machine, in one line; `undefined` where it can. */
export function whyNoMachine(): string | undefined {
  if (process.platform !== 'linux') return 'it takes Linux to boot a machine with systemd-nspawn';
  if (!existsSync('/etc/debian_version')) return 'it takes Debian or Ubuntu to make a machine of its kind';
  if (process.getuid?.() !== 0) return 'it takes root to boot a machine';
  const capabilities = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  if ((BigInt(`0x${capabilities}`) & sysAdmin) === 0n) return 'root may not mount here, as in a container';
  const missing = missingTools(tools);
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined;
}
