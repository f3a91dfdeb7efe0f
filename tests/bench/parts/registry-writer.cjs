// Run by Windows' Node: KOFFI KEY TIMES PAUSE. Writes a value of a key of HKEY_CURRENT_USER again and again, and
// prints the moment (milliseconds since 1970) before each write.
const [koffiPath, key, times, pause] = process.argv.slice(2);
const koffi = require(koffiPath);

const advapi = koffi.load('advapi32.dll');
const set = advapi.func('RegSetKeyValueW', 'int32_t', ['intptr_t', 'str16', 'str16', 'uint32_t', 'void *', 'uint32_t']);
const currentUser = 0x80000001 | 0;
const dword = 4;

let done = 0;
const timer = setInterval(() => {
  done += 1;
  const data = Buffer.alloc(4);
  data.writeUInt32LE(done);
  const at = Date.now();
  const answer = set(currentUser, key, 'measured', dword, data, data.length);
  if (answer !== 0) throw new Error(`RegSetKeyValueW: ${answer}`);
  process.stdout.write(`${done} ${at}\n`);
  if (done === Number(times)) clearInterval(timer);
}, Number(pause));
