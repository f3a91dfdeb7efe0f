import { describe, expect, it } from 'vitest';
import { ownArguments, parseArguments } from '../../../electron/main/lifecycle/arguments.ts';

const application = { kind: 'application', data: undefined, settings: undefined, hidden: false };

describe('the arguments', () => {
  it('start the application when there are none', () => {
    expect(parseArguments([])).toEqual(application);
  });

  it('name the data folder and the settings file, in both forms', () => {
    const expected = { ...application, data: '/d', settings: '/s=1.json' };
    expect(parseArguments(['--data', '/d', '--settings=/s=1.json'])).toEqual(expected);
    expect(parseArguments(['--settings', '/s=1.json', '--data=/d'])).toEqual(expected);
  });

  it('keep the window hidden', () => {
    expect(parseArguments(['--hidden'])).toEqual({ ...application, hidden: true });
  });

  it('may hold switches of Chromium, which are not ours', () => {
    const args = ['--no-sandbox', '--inspect=0', '--data=/d', '--remote-debugging-port=0'];
    expect(parseArguments(args)).toEqual({ ...application, data: '/d' });
  });

  it('are a command from the first plain word on, as they are', () => {
    expect(
      parseArguments(['--ozone-platform=headless', '--no-sandbox', 'changes', '--type', 'Files', '--hidden']),
    ).toEqual({
      kind: 'command',
      argv: ['changes', '--type', 'Files', '--hidden'],
    });
  });

  it('give a command the options that stand before it', () => {
    expect(parseArguments(['--data', '/d', '--', 'status', '--json'])).toEqual({
      kind: 'command',
      argv: ['--data', '/d', 'status', '--json'],
    });
  });

  it('ask the command line for help and for the version', () => {
    expect(parseArguments(['--help'])).toEqual({ kind: 'command', argv: ['--help'] });
    expect(parseArguments(['-V'])).toEqual({ kind: 'command', argv: ['-V'] });
  });
});

describe('our own arguments', () => {
  it('are all of them in a package', () => {
    expect(ownArguments(['/opt/tidemark', 'changes', '--json'], true, () => false)).toEqual(['changes', '--json']);
  });

  it('come after the application that a plain Electron was told to run', () => {
    const argv = ['/electron', '--inspect=0', '--require', '/loader.js', '/app', '--data', '/d'];
    expect(ownArguments(argv, false, (argument) => argument === '/app')).toEqual(['--data', '/d']);
  });
});
