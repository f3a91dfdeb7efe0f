import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../../electron/cli/index.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';

async function ran(...argv: readonly string[]) {
  const { terminal, out, err } = plainTerminal();
  return { status: await run(argv, terminal), out: out(), err: err() };
}

describe('a wrong use ends with status 2 and one line that says what to do', () => {
  it.each([
    [['nonsense'], /unknown command 'nonsense'/],
    [['changes', '--nonsense'], /unknown option '--nonsense'/],
    [['changes', '--sinse', '2h'], /did you mean --since/i],
    [['changes', '--since', 'yesterday'], /2026-03-01T14:00/],
    [['changes', '--type', 'Cats'], /The types are Files, Registry/],
    [['changes', '--limit', '0'], /from 1 on/],
    [['changes', '--json', '--csv'], /cannot be used with/],
    [['changes', '--data'], /argument missing/],
    [['--data', '', 'changes'], /--data needs the name of a folder/],
    [['inventory'], /missing required argument/],
    [['inventory', 'Cats'], /The types are/],
    [['show', 'seven'], /whole number/],
    [['show'], /missing required argument/],
    [['show', '1', '2'], /too many arguments/],
    [['compare', '1h', '2h'], /first moment must be before/],
    [['compare', '1h'], /missing required argument/],
    [['track', 'registry', 'HKLN\\Software'], /'HKLN' is no hive of the registry/],
    [['track', 'registry', 'HKLM\\Software', '--view', '16'], /Allowed choices are 64, 32, both/],
    [['track', 'files', '/x', '--links', 'cut'], /Allowed choices are follow, ignore, manage/],
    [['track', 'files', '/x', '--max-size', 'big'], /number of bytes/],
    [['settings', 'nonsense'], /unknown command 'nonsense'/],
  ])('%j', async (argv, message) => {
    const { status, out, err } = await ran(...argv);
    expect(err).toMatch(message);
    expect(err).toMatch(/^tidemark: .*\S$/);
    expect(err.split('\n')).toHaveLength(1);
    expect(out).toBe('');
    expect(status).toBe(2);
  });

  it('also without any command, with the help', async () => {
    const { status, err } = await ran();
    expect(status).toBe(2);
    expect(err).toMatch(/Usage: tidemark/);
  });
});

it.each([[['--help']], [['help']], [['changes', '--help']]])('%j is answered on standard output', async (argv) => {
  const { status, out, err } = await ran(...argv);
  expect(status).toBe(0);
  expect(out).toMatch(/Usage: tidemark/);
  expect(out).toMatch(/--data <dir>/);
  expect(err).toBe('');
});

it.each(['--version', '-V'])("%s is the package's version", async (option) => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await ran(option)).toEqual({ status: 0, out: `${version}\n`, err: '' });
});

it('an option that holds everywhere may stand before the command and after it', async () => {
  expect((await ran('--data', '/before', 'settings', 'path')).out).toBe('/before/settings.json\n');
  expect((await ran('settings', 'path', '--data', '/after')).out).toBe('/after/settings.json\n');
  expect((await ran('settings', 'path', '--data', '/a', '--settings', '/b/own.json')).out).toBe('/b/own.json\n');
});
