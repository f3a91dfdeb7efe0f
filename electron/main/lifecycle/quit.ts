import { app, powerMonitor } from 'electron';

/** Ends Tidemark in order, however it is asked to: the tray, the system, a signal. */
export class Quit {
  #ending = false;

  /** Whether Tidemark is ending. */
  readonly ending = (): boolean => this.#ending;

  /** `finish` is waited for, before the process ends. */
  setup(finish: () => Promise<void>, log: (line: string) => void): void {
    let finished = false;
    app.on('before-quit', () => {
      this.#ending = true;
    });
    app.on('will-quit', (event) => {
      if (finished) return;
      event.preventDefault();
      finish()
        .catch((error: unknown) => log(`At the end: ${String(error)}`))
        .finally(() => {
          finished = true;
          app.exit(0);
        });
    });
    // It lives in the tray
    app.on('window-all-closed', () => undefined);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
    // The system gives a moment, and the engine needs less
    if (process.platform !== 'win32') {
      powerMonitor.on('shutdown', () => app.quit());
    }
  }
}
