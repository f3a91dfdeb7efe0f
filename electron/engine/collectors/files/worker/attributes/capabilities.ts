/** The capabilities of capabilities(7), by their numbers in linux/capability.h. */
const names = [
  'chown',
  'dac_override',
  'dac_read_search',
  'fowner',
  'fsetid',
  'kill',
  'setgid',
  'setuid',
  'setpcap',
  'linux_immutable',
  'net_bind_service',
  'net_broadcast',
  'net_admin',
  'net_raw',
  'ipc_lock',
  'ipc_owner',
  'sys_module',
  'sys_rawio',
  'sys_chroot',
  'sys_ptrace',
  'sys_pacct',
  'sys_admin',
  'sys_boot',
  'sys_nice',
  'sys_resource',
  'sys_time',
  'sys_tty_config',
  'mknod',
  'lease',
  'audit_write',
  'audit_control',
  'setfcap',
  'mac_override',
  'mac_admin',
  'syslog',
  'wake_alarm',
  'block_suspend',
  'audit_read',
  'perfmon',
  'bpf',
  'checkpoint_restore',
] as const;

const revisions: ReadonlyMap<number, { readonly words: number; readonly size: number }> = new Map([
  [1, { words: 1, size: 12 }],
  [2, { words: 2, size: 20 }],
  [3, { words: 2, size: 24 }],
]);

/**
 * The value of `security.capability` in the words of getcap(8): `cap_net_raw=ep`,
 * with ` [rootid=N]` where it holds in one user namespace only. Capabilities with the
 * same flags stand together, in the order of their numbers. Undefined for what is no
 * `vfs_cap_data` (linux/capability.h): a word of revision and flags, then pairs of
 * permitted and inheritable bits, all in little endian.
 */
export function capabilityWords(value: Buffer): string | undefined {
  if (value.length < 4) return undefined;
  const head = value.readUInt32LE(0);
  const revision = revisions.get(head >>> 24);
  if (revision === undefined || value.length !== revision.size) return undefined;
  const effective = (head & 1) !== 0;
  const groups = new Map<string, string[]>();
  for (let number = 0; number < revision.words * 32; number++) {
    const at = 4 + Math.floor(number / 32) * 8;
    const bit = number % 32;
    const permitted = ((value.readUInt32LE(at) >>> bit) & 1) === 1;
    const inheritable = ((value.readUInt32LE(at + 4) >>> bit) & 1) === 1;
    if (!permitted && !inheritable) continue;
    // The effective flag is one for the whole file: capabilities(7).
    const flags = `${effective ? 'e' : ''}${inheritable ? 'i' : ''}${permitted ? 'p' : ''}`;
    const name = names[number];
    groups.set(flags, [...(groups.get(flags) ?? []), name === undefined ? String(number) : `cap_${name}`]);
  }
  const words = [...groups].map(([flags, group]) => `${group.length >= names.length ? '' : group.join(',')}=${flags}`);
  const rootid = head >>> 24 === 3 ? value.readUInt32LE(20) : 0;
  return `${words.length === 0 ? '=' : words.join(' ')}${rootid === 0 ? '' : ` [rootid=${rootid}]`}`;
}
