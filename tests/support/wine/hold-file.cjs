// Run by Windows' Node: holds a file so that no other program may open it, until this one is ended.
const [, , koffi, file] = process.argv;
const open = require(koffi)
  .load('kernel32.dll')
  .func('CreateFileW', 'intptr_t', ['void *', 'uint32_t', 'uint32_t', 'intptr_t', 'uint32_t', 'uint32_t', 'intptr_t']);
const [genericRead, shareNothing, openExisting] = [0x80000000, 0, 3];
const handle = open(Buffer.from(`${file}\0`, 'utf16le'), genericRead, shareNothing, 0, openExisting, 0, 0);
process.stdout.write(handle === -1 ? 'refused\n' : 'held\n');
setInterval(() => undefined, 1000);
