import { readFileSync } from 'node:fs';
import { openEngine } from '../../../electron/engine/index.ts';
import { settingsSchema } from '../../../electron/shared/model/settings.ts';

/** A process of its own that tracks by the settings of a file, until it is told to end or is killed; says when it is ready. */
const [, , dataDir = '', settingsFile = '', worker = ''] = process.argv;

const engine = await openEngine({
  dataDir,
  settings: settingsSchema.parse(JSON.parse(readFileSync(settingsFile, 'utf8'))),
  as: 'a test',
  workerFile: new URL(worker),
  startKql: () => {
    throw new Error('this process asks no queries');
  },
  outbox: { backOff: { waits: [50, 100, 200], tries: { none: 1, hour: 1000, day: 1000 } } },
});
engine.on('ready', () => process.stdout.write('ready\n'));
process.stdin.resume().once('end', () => void engine.close());
