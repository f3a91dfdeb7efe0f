import { describe, expect, it } from 'vitest';
import { changeLine, gapLine, problemLine } from '../../../electron/cli/output/lines.ts';
import { table } from '../../../electron/cli/output/table.ts';
import { jsonRows } from '../../../electron/shared/model/json-rows.ts';
import { plainTerminal } from '../../support/plain-terminal.ts';
import { daemonStopped, fileModified } from '../query/samples.ts';

const { terminal } = plainTerminal();

describe('a line', () => {
  it('of a change has its time, sign, type, name and words', () => {
    const change = { ...fileModified, fieldsChanged: ['size', 'checksum'], lines: { added: 1, removed: 0 } };
    expect(changeLine(terminal, change, '14:21:07')).toBe(
      '14:21:07  ~ Files     /etc/hosts                          1 line added  #7',
    );
    expect(changeLine(terminal, daemonStopped, '14:21:07')).toMatch(/~ Daemons {3}ssh\.service +Running → Stopped/);
  });

  it('of a change made while nothing ran says so', () => {
    expect(changeLine(terminal, { ...daemonStopped, how: 'startup' }, '14:21:07')).toMatch(/while Tidemark was away/);
  });

  it('does not obey what a name holds', () => {
    const line = changeLine(terminal, { ...fileModified, key: '/tmp/\u001b[2J\nfake' }, '14:21:07');
    expect(line).toContain('/tmp/\\x1b[2J\\nfake');
    expect(line).not.toContain('\n');
  });

  it('of a problem ends with what to do, of a gap with whether it was made up for', () => {
    const problem = {
      type: 'Files',
      kind: 'unreadable',
      subject: '/x',
      message: 'It failed.',
      advice: 'Do this.',
    } as const;
    expect(problemLine(terminal, problem, '14:21:07')).toMatch(/^14:21:07 {2}! Files {5}\/x +It failed\. Do this\.$/);
    const gap = {
      id: 1,
      type: null,
      reason: 'asleep',
      subject: 'this machine',
      from: '2026-03-01T10:00:00Z',
      to: null,
    } as const;
    expect(gapLine(terminal, gap, '14:21:07')).toMatch(
      /\? all {7}this machine +the machine slept from .*, not yet made up for$/,
    );
  });
});

it('a table aligns its columns, but for the last', () => {
  expect(
    table([
      ['a', 'bb', 'c'],
      ['aaa', 'b', 'a long one'],
    ]),
  ).toEqual(['a    bb  c', 'aaa  b   a long one']);
});

it('rows become a JSON array with one row a line', () => {
  expect([...jsonRows([])].join('')).toBe('[]\n');
  expect([...jsonRows([{ a: 1 }, { a: 2 }])].join('')).toBe('[\n{"a":1},\n{"a":2}\n]\n');
});
