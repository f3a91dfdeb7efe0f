import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { Machine } from './machine.ts';

const tools = ['debootstrap', 'systemd-nspawn', 'systemctl', 'nsenter', 'setpriv', 'apt-get'];
/** CAP_SYS_ADMIN's bit, capabilities(7): mounting and namespaces need it. */
const sysAdmin = 1n << 21n;

/** Why this computer can't boot a machine, in one line; `undefined` where it can. */
function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'it takes Linux to boot a machine with systemd-nspawn';
  if (!existsSync('/etc/debian_version')) return 'it takes Debian or Ubuntu to make a machine of its kind';
  if (process.getuid?.() !== 0) return 'it takes root to boot a machine';
  const capabilities = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  if ((BigInt(`0x${capabilities}`) & sysAdmin) === 0n) return 'root may not mount here, as in a container';
  const missing = tools.filter((tool) => !installed(tool));
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined;
}

function installed(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const reason = whyNot();

/**
 * A suite with a machine of its own, which `booted` gives to its tests. Where no
 * machine can be booted it is skipped, and its name says why.
 */
export function onMachine(name: string, tests: (booted: () => Machine) => void): void {
  if (reason !== undefined) process.stderr.write(`Skipped: ${name}: ${reason}.\n`);
  describe.runIf(reason === undefined)(reason === undefined ? name : `${name} (skipped: ${reason})`, () => {
    let machine: Machine | undefined;
    // The first one ever has to be made before it can be booted.
    beforeAll(async () => {
      machine = await Machine.boot();
    }, 300_000);
    afterAll(() => machine?.end());
    tests(() => {
      if (machine === undefined) throw new Error('The machine is booted before the first test, not before.');
      return machine;
    });
  });
}
