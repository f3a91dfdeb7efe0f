import { app, dialog } from 'electron';
import { TidemarkError } from '../../shared/contract/errors.ts';

/** Writes faults that nobody handled into the log; the tray and the engine go on. */
export function setupFaults(log: (line: string) => void): void {
  const write = (what: string) => (error: unknown) =>
    log(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.on('uncaughtException', write('Uncaught'));
  process.on('unhandledRejection', write('Unhandled'));
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log(`The process '${name ?? type}' is gone: ${reason}, status ${exitCode}.`);
  });
}

/** Tells that Tidemark cannot run at all, and ends it. */
export function giveUp(thrown: unknown, log: (line: string) => void): void {
  const error = TidemarkError.from(thrown);
  log(`Not started: ${error.stack ?? error.message}`);
  // Without a display (or before Electron is ready, on Linux) this goes to standard error
  dialog.showErrorBox('Tidemark cannot start', `${error.message}\n\n${error.advice}`);
  app.exit(1);
}
