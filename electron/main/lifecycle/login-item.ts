import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { app } from 'electron';
import type { SettingsKeeper } from '../settings/settings-keeper.ts';
import { autostartEntry, autostartFile } from './autostart-entry.ts';

/** Starts Tidemark at login, hidden in the tray, as long as the settings ask for it. */
export function setupLoginItem(settings: SettingsKeeper, args: readonly string[], log: (line: string) => void): void {
  const apply = (changed: boolean) => {
    try {
      setLoginItem(settings.current.startAtLogin, args, changed);
    } catch (error) {
      log(`Start at login could not be set: ${String(error)}`);
    }
  };
  let wanted = settings.current.startAtLogin;
  settings.onChange(({ startAtLogin }) => {
    if (startAtLogin === wanted) return;
    wanted = startAtLogin;
    apply(true);
  });
  apply(false);
}

function setLoginItem(wanted: boolean, args: readonly string[], changed: boolean): void {
  // Unpackaged, the program is a plain Electron that needs to be told the application
  const program = app.isPackaged ? [] : [app.getAppPath()];
  const all = [...program, ...args, '--hidden'];
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: all });
    return;
  }
  const file = autostartFile(process.env, homedir());
  // An AppImage's own file moves to another mount at each start
  const entry = autostartEntry([process.env.APPIMAGE ?? process.execPath, ...all]);
  if (!wanted) {
    // Not asked just now: an entry of another Tidemark, with other data, is left alone
    if (changed || current(file) === entry) rmSync(file, { force: true });
    return;
  }
  if (current(file) === entry) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, entry);
  renameSync(`${file}.new`, file);
}

function current(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
