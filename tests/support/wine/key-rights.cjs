// Run by Windows' Node: KOFFI KEY RIGHTS. Sets a key's list of rights, which no program of Wine's does.
const [koffiPath, key, rights] = process.argv.slice(2);
const koffi = require(koffiPath);

const advapi = koffi.load('advapi32.dll');
const open = advapi.func('RegOpenKeyExW', 'int32_t', ['intptr_t', 'str16', 'uint32_t', 'uint32_t', 'void *']);
const parse = advapi.func('ConvertStringSecurityDescriptorToSecurityDescriptorW', 'int', [
  'str16',
  'uint32_t',
  'void *',
  'void *',
]);
const set = advapi.func('RegSetKeySecurity', 'int32_t', ['intptr_t', 'uint32_t', 'intptr_t']);

const currentUser = 0x80000001 | 0;
/** WRITE_DAC, with the 64-bit view; DACL_SECURITY_INFORMATION (winnt.h). */
const writeRights = 0x40000 | 0x100;
const ofTheList = 4;

const handle = Buffer.alloc(8);
const descriptor = Buffer.alloc(8);
const opened = open(currentUser, key, 0, writeRights, handle);
if (opened !== 0) throw new Error(`RegOpenKeyExW: ${opened}`);
if (parse(rights, 1, descriptor, null) === 0) throw new Error(`not understood: ${rights}`);
const answer = set(handle.readBigInt64LE(), ofTheList, descriptor.readBigInt64LE());
if (answer !== 0) throw new Error(`RegSetKeySecurity: ${answer}`);
