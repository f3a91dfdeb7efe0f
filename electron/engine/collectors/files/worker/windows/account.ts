import { fromWide } from '../../../win32/wide.ts';
import { fileCalls, memoryAt } from './calls.ts';
import { sidText } from './sid.ts';

/** ERROR_NONE_MAPPED: the identifier belongs to nobody, or to nobody any longer. */
const nobody = 1332;
/** UTF-16 units that no name of an account or a domain is longer than. */
const longest = 512;

/** Names by identifier: a domain's are asked for over the network. */
const names = new Map<string, string>();
const [name, domain, nameLength, domainLength, kind] = [
  Buffer.alloc(longest * 2),
  Buffer.alloc(longest * 2),
  Buffer.alloc(4),
  Buffer.alloc(4),
  Buffer.alloc(4),
];

/**
 * The account of an identifier at an address, `DOMAIN\name`; the identifier itself where it belongs to nobody.
 * Undefined where nobody can be asked at the moment, so that no account turns into a number and back.
 */
export function accountOf(address: bigint): string | undefined {
  if (address === 0n) return undefined;
  const sid = memoryAt(address, fileCalls().sidLength(address));
  const text = sidText(sid);
  if (text === undefined) return undefined;
  const known = names.get(text);
  if (known !== undefined) return known;
  nameLength.writeUInt32LE(longest);
  domainLength.writeUInt32LE(longest);
  const found = fileCalls().account(null, sid, name, nameLength, domain, domainLength, kind);
  if (found === 0 && fileCalls().lastError() !== nobody) return undefined;
  const parts = [fromWide(domain, domainLength.readUInt32LE()), fromWide(name, nameLength.readUInt32LE())];
  const account = found === 0 ? text : parts.filter((each) => each !== '').join('\\');
  names.set(text, account);
  return account;
}
