import { parseTracked } from '../../../electron/engine/collectors/files/patterns/spec.ts';
import { watchFiles } from '../../../electron/engine/collectors/files/watch/watch.ts';
import { emptySettings, trackedFileSchema } from '../../../electron/shared/model/settings.ts';

/**
 * A process of its own that watches the folder named first and says what it hears, a
 * JSON line each; then it ends in the way named second: `close` (by itself, having
 * closed the watch), `exit` (process.exit with the watch open) or `throw`.
 */
const [, , folder = '', end] = process.argv;
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

const item = trackedFileSchema.parse({ id: 'a', name: 'a', path: folder, pathType: 'directory', recursion: true });
const { spec } = parseTracked(item, { env: process.env, home: '/', platform: process.platform });
const watch = await watchFiles(
  {
    settings: emptySettings(),
    hint: (hint) => {
      say({ hint });
      if (end === 'exit') process.exit(0);
      if (end === 'throw') throw new Error('a fault');
      void watch.close().then(() => say({ closed: true }));
    },
    gap: (reason, subject) => say({ gap: `${reason} ${subject}` }),
    problem: (problem) =>
      say({ problem: `${problem.kind} ${problem.subject}`, message: `${problem.message} ${problem.advice}` }),
  },
  spec === undefined ? [] : [spec],
);
say({ watched: watch.watched(), unwatched: watch.unwatched?.().folders });
