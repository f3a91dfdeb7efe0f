import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The machine that rows are about. */
export interface MachineIdentity {
  readonly computer: string;
  /** A UUID that stays the same on this machine; empty where the system has no id of its own. */
  readonly id: string;
}

/** Tidemark's own application id for `deriveMachineId`: random, and never to be changed. */
const applicationId = Buffer.from('6f1b0c58d3e94f0e9a472d7c51b8e0a3', 'hex');

/**
 * An id that names the machine to readers of exports without giving its machine id
 * away, which machine-id(5) asks to be kept confidential: an HMAC-SHA256 over the
 * application's id keyed with it, cut to a version 4 UUID, as
 * sd_id128_get_machine_app_specific(3) makes it. Empty when `machineId` is not one.
 */
export function deriveMachineId(machineId: string): string {
  const text = machineId.trim();
  if (!/^[0-9a-f]{32}$/i.test(text)) return '';
  const digest = createHmac('sha256', Buffer.from(text, 'hex')).update(applicationId).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x40, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** This machine's host name and derived id. A container without a machine id has an empty one. */
export function readMachineIdentity(): MachineIdentity {
  let machineId = '';
  try {
    machineId = readFileSync('/etc/machine-id', 'utf8');
  } catch {
    // No such file: a system without systemd, or not Linux. Rows then carry the host name alone.
  }
  return { computer: hostname(), id: deriveMachineId(machineId) };
}
