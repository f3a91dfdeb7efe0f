import { describe, expect, it } from 'vitest';
import { autostartEntry, autostartFile } from '../../../electron/main/lifecycle/autostart-entry.ts';

const exec = (...command: readonly string[]) =>
  autostartEntry(command)
    .split('\n')
    .find((line) => line.startsWith('Exec='));

describe('the autostart entry', () => {
  it('starts the program with its arguments', () => {
    expect(exec('/opt/Tidemark/tidemark', '--hidden')).toBe('Exec="/opt/Tidemark/tidemark" "--hidden"');
  });

  it('quotes as the Desktop Entry Specification wants it', () => {
    // The specification's own words: a literal dollar sign in a quoted argument is written `\\$`
    expect(exec('/a $b')).toBe('Exec="/a \\\\$b"');
    expect(exec('/100%')).toBe('Exec="/100%%"');
    // and a literal backslash `\\\\`
    expect(exec('/a\\b')).toBe('Exec="/a\\\\\\\\b"');
  });

  it('begins as a desktop entry does', () => {
    expect(autostartEntry(['/x'])).toMatch(/^\[Desktop Entry\]\nType=Application\nName=Tidemark\n/);
  });

  it('lies in the user’s autostart folder', () => {
    expect(autostartFile({}, '/home/ann')).toBe('/home/ann/.config/autostart/tidemark.desktop');
    expect(autostartFile({ XDG_CONFIG_HOME: '/cfg' }, '/home/ann')).toBe('/cfg/autostart/tidemark.desktop');
    expect(autostartFile({ XDG_CONFIG_HOME: 'relative' }, '/home/ann')).toBe(
      '/home/ann/.config/autostart/tidemark.desktop',
    );
  });
});
