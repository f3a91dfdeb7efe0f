import { describe, expect, it } from 'vitest';
import { Records } from '../../../../electron/engine/explain/ownership/rpm/records.ts';

/** What rpm's answer says, given so many bytes at a time. */
function read(answer: Buffer, size = answer.length): string[] {
  const said: string[] = [];
  const records = new Records({
    package: (line) => said.push(line),
    path: (bytes, length, words) => said.push(`${Buffer.from(bytes).toString('latin1', 0, length)}|${words}`),
  });
  for (let at = 0; at < answer.length; at += size) records.add(Buffer.from(answer.subarray(at, at + size)));
  records.end();
  return said;
}

const answer = Buffer.from(
  [
    '*bash-5.2-1.x86_64 8',
    "'/usr/bin/bash' 0 0 abc",
    "'/etc/it'\\''s' 17 0 ",
    "'/two\nlines, one of which is *bash' 0 0 def",
    "'/quote'\\''\n'\\''' 1 2 3",
    'package nix-1.x86_64 is not installed',
    '*empty-1-1.noarch (none)',
    '(none)',
    "'/caf\xe9'",
    '',
  ].join('\n'),
  'latin1',
);

describe('what rpm answers', () => {
  const expected = [
    'bash-5.2-1.x86_64 8',
    '/usr/bin/bash| 0 0 abc',
    "/etc/it's| 17 0 ",
    '/two\nlines, one of which is *bash| 0 0 def',
    "/quote'\n'| 1 2 3",
    'empty-1-1.noarch (none)',
    '/caf\xe9|',
  ];

  it.each([1, 3, 10, 1000])('is parted the same however it comes: %i bytes at a time', (size) => {
    expect(read(answer, size)).toEqual(expected);
  });

  it('has room for the longest of paths', () => {
    const path = `/${'x'.repeat(20_000)}`;
    expect(read(Buffer.from(`'${path}' 1\n`))).toEqual([`${path}| 1`]);
  });
});
