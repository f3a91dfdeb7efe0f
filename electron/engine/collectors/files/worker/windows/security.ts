import { code, Win32Error } from '../../../win32/errors.ts';
import { fromWide } from '../../../win32/wide.ts';
import { accountOf } from './account.ts';
import { fileCalls, memoryAt } from './calls.ts';
import { aclText } from './sddl.ts';

/** Who owns a thing, and who may do what with it. */
export interface Security {
  /** `DOMAIN\name`, or the identifier where it belongs to nobody; undefined while that can't be told. */
  readonly owner: string | undefined;
  /** In the security descriptor definition language, an entry a line. */
  readonly acl: string;
}

/** SE_FILE_OBJECT (accctrl.h); OWNER_ and DACL_SECURITY_INFORMATION (winnt.h); SDDL_REVISION_1 (sddl.h). */
const fileObject = 1;
const [ofOwner, ofList] = [0x1, 0x4];
const revision = 1;

/** Reads the owner and the access control list of an open file. Throws a Win32Error. */
export function readSecurity(handle: number): Security {
  const [owner, descriptor] = [Buffer.alloc(8), Buffer.alloc(8)];
  const answer = fileCalls().security(handle, fileObject, ofOwner | ofList, owner, null, null, null, descriptor);
  if (answer !== code.success) throw new Win32Error('GetSecurityInfo', answer);
  const address = descriptor.readBigUInt64LE();
  try {
    return { owner: accountOf(owner.readBigUInt64LE()), acl: aclText(textOf(address)) };
  } finally {
    fileCalls().free(address);
  }
}

function textOf(descriptor: bigint): string {
  const [text, units] = [Buffer.alloc(8), Buffer.alloc(4)];
  if (fileCalls().securityText(descriptor, revision, ofList, text, units) === 0) {
    throw new Win32Error('ConvertSecurityDescriptorToStringSecurityDescriptorW', fileCalls().lastError());
  }
  const address = text.readBigUInt64LE();
  try {
    const length = units.readUInt32LE();
    return fromWide(memoryAt(address, length * 2), length);
  } finally {
    fileCalls().free(address);
  }
}
