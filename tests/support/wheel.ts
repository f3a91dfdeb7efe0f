import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

/** Makes a wheel of a package with one module, and answers its file. */
export async function makeWheel(folder: string, name: string, version: string): Promise<string> {
  const tree = join(folder, `${name}-${version}.tree`);
  const info = `${name}-${version}.dist-info`;
  const metadata = [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    'Summary: Made by a test',
    'Author: A Tester',
    '',
    'Summary: told at length',
  ];
  const files = {
    [`${name}.py`]: `version = '${version}'\n`,
    [`${info}/METADATA`]: `${metadata.join('\n')}\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${info}/RECORD`]: `${name}.py,,\n${info}/METADATA,,\n${info}/WHEEL,,\n${info}/RECORD,,\n`,
  };
  await mkdir(join(tree, info), { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(tree, path), text);
  const wheel = join(folder, `${name}-${version}-py3-none-any.whl`);
  await run('/usr/bin/python3', ['-m', 'zipfile', '-c', wheel, join(tree, `${name}.py`), join(tree, info)], folder);
  return wheel;
}

/** Runs the system's own pip for someone with this home. */
export async function pip(home: string, ...args: string[]): Promise<string> {
  return run('/usr/bin/python3', ['-m', 'pip', ...args], home);
}

async function run(file: string, args: readonly string[], home: string): Promise<string> {
  const environment = {
    HOME: home,
    PIP_BREAK_SYSTEM_PACKAGES: '1',
    PIP_NO_INPUT: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  };
  const result = await runTool(file, args, { timeLimit: 50_000, outputLimit: 1_000_000, environment });
  if (result.kind === 'done') return result.output;
  throw new Error(`${file} ${args.join(' ')}: ${JSON.stringify(result)}`);
}
