import { access, readdir, readFile } from 'node:fs/promises';
import { networkInterfaces as addressesByInterface } from 'node:os';
import { join } from 'node:path';
import { networkInterfaces } from 'systeminformation';
import type { Part } from './part.ts';

interface Interface {
  readonly name: string;
  readonly mac: string;
  readonly wireless: boolean;
}

/**
 * Network hardware with its addresses. Virtual interfaces are left out: containers
 * and tunnels make and remove them all the time. So are counters, speed and carrier, which
 * a cable or a neighbour changes, and temporary IPv6 addresses, which change by themselves.
 */
export async function readNetwork(): Promise<readonly Part[]> {
  const linux = process.platform === 'linux';
  const found = linux ? await hardware('/sys/class/net') : await elsewhere();
  const temporary = linux ? parseTemporary(await readFile('/proc/net/if_inet6', 'utf8').catch(() => '')) : undefined;
  return found.map((each) => ({
    key: `network:${each.name}`,
    name: each.name,
    summary: `${each.wireless ? 'Wireless' : 'Wired'}${macOf(each) === '' ? '' : ` ${macOf(each)}`}`,
    detail: addressesOf(each.name, temporary).map((address) => ['Address', address] as const),
  }));
}

/** A wireless interface changes a locally administered address as it likes, to be harder to follow. */
function macOf({ mac, wireless }: Interface): string {
  const local = (Number.parseInt(mac.slice(0, 2), 16) & 0b10) !== 0;
  return wireless && local ? '' : mac;
}

/** Interfaces with a device behind them: there also while they are down. */
async function hardware(folder: string): Promise<readonly Interface[]> {
  const found: Interface[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const at = (file: string) => join(folder, name, file);
    if (!(await there(at('device')))) continue;
    const wireless = await there(at('phy80211'));
    found.push({ name, mac: (await readFile(at('address'), 'utf8')).trim(), wireless });
  }
  return found;
}

async function there(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function elsewhere(): Promise<readonly Interface[]> {
  const found = (await networkInterfaces()).filter((each) => !each.internal && !each.virtual);
  return found.map((each) => ({ name: each.iface, mac: each.mac, wireless: each.type === 'wireless' }));
}

/**
 * An interface's addresses with their prefixes, sorted; not the link-local ones, which
 * follow from the interface. Where it is not known which IPv6 addresses are
 * temporary, none are told.
 */
function addressesOf(name: string, temporary: ReadonlySet<string> | undefined): string[] {
  return (addressesByInterface()[name] ?? [])
    .filter((each) => !/^(?:fe80:|169\.254\.)/i.test(each.address))
    .filter((each) => each.family === 'IPv4' || (temporary !== undefined && !temporary.has(each.address)))
    .map((each) => each.cidr ?? each.address)
    .sort();
}

/**
 * The temporary addresses of /proc/net/if_inet6: 32 hexadecimal digits, interface, prefix,
 * scope, flags, name. The flag is IFA_F_TEMPORARY (linux/if_addr.h, RFC 8981).
 */
export function parseTemporary(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    const [digits, , , , flags] = line.trim().split(/\s+/);
    if (digits?.length !== 32 || flags === undefined) continue;
    if ((Number.parseInt(flags, 16) & 0x01) === 0) continue;
    const groups = digits.match(/.{4}/g)?.join(':') ?? '';
    // The same shortest form that Node gives.
    found.add(new URL(`http://[${groups}]`).hostname.slice(1, -1));
  }
  return found;
}
