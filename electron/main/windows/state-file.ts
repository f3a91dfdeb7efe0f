import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseWindowState, type WindowState } from './window-state.ts';

/** Keeps the window's state in a file. It is only a comfort: what cannot be read or written is no fault. */
export class WindowStateFile {
  readonly #path: string;
  #state: WindowState;

  constructor(path: string) {
    this.#path = path;
    this.#state = parseWindowState(read(path));
  }

  get current(): WindowState {
    return this.#state;
  }

  update(part: Partial<WindowState>): void {
    const text = JSON.stringify({ ...this.#state, ...part });
    if (text === JSON.stringify(this.#state)) return;
    this.#state = parseWindowState(text);
    try {
      const temporary = `${this.#path}.new`;
      writeFileSync(temporary, text, { mode: 0o600 });
      renameSync(temporary, this.#path);
    } catch {
      // A full disk is told of by the engine, which needs it more
    }
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
