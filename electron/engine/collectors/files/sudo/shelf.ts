import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { nativePath } from '../keys.ts';
import type { Shelf } from '../pass/shelf.ts';
import type { Sudo } from './commands.ts';
import { SystemError } from './messages.ts';
import { Sight } from './sight.ts';

/** Looks through folders of logs by the two commands. */
export const sudoShelf = (sudo: Sudo): Shelf => ({
  entries: async (folder) => {
    const sight = new Sight(sudo, () => false);
    await sight.ask([{ key: folder, folder: true }]);
    return sight.entries(folder);
  },
  open: async (key) => {
    const stream = new PassThrough();
    void pour(sudo, Buffer.from(nativePath(key)), stream).catch((error: Error) => stream.destroy(error));
    return stream;
  },
});

/** Writes a file's bytes into a stream, no faster than they are taken, until that wants no more. */
async function pour(sudo: Sudo, path: Buffer, stream: PassThrough): Promise<void> {
  const done = once(stream, 'close').catch(() => undefined);
  const faults = await sudo.read(
    [path],
    // Of a link or a folder tar writes no bytes.
    { member: () => undefined, bytes: (piece) => void stream.write(piece) },
    async () => {
      if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain').catch(() => undefined), done]);
      return stream.destroyed;
    },
  );
  const fault = faults.get(path.toString('latin1'));
  if (fault !== undefined) throw new SystemError(fault.kind === 'failed' ? fault.code : 'EAGAIN');
  stream.end();
}
