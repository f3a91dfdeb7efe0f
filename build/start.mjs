/**
 * `npm start [-- ARGUMENTS]`: tray and window where there is a display, the command line's `watch` where there is none.
 * The arguments go to whichever is started.
 */
import { prepare, prepareWithElectron } from './prepare.mjs';
import { foreground } from './support/foreground.mjs';
import { builtCommandLine, root } from './support/paths.mjs';
import { runMain, say } from './support/say.mjs';

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** Chromium tells of every system service that it does without; `npm start -- --log-level=0` lets it. */
const quiet = '--log-level=3';

await runMain(() => (hasDisplay ? startWindow() : startWatch()));

async function startWindow() {
  const runtime = await prepareWithElectron('window');
  const { allParts, bundle } = await import('./support/bundle.mjs');
  await bundle(allParts);
  const { sandboxSwitches } = await import('./electron/sandbox.mjs');
  const sandbox = sandboxSwitches(runtime);
  say('Tidemark starts in the tray, with its window; closing the window leaves it there. Ctrl+C here ends it.');
  const status = await foreground(runtime.executable, [...sandbox, quiet, root, ...process.argv.slice(2)]);
  if (status !== 0) {
    say(`Electron ended with ${status}. Can its display be reached? npm start -- --log-level=0 tells more.`);
  }
  return status;
}

async function startWatch() {
  await prepare('command-line');
  const { bundle } = await import('./support/bundle.mjs');
  await bundle(['main']);
  say('No display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so this is `watch`; Ctrl+C ends it.');
  return foreground(process.execPath, [builtCommandLine, 'watch', ...process.argv.slice(2)]);
}
